function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const theta = start;
  const path = [theta];
  for (let step = 0; step < maxSteps; step++) {
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= eta * grad(theta)[i];
    }
    path.push(theta);
    if (Math.max(...grad(theta)) <= tolerance) break;
  }
  return path;
}
