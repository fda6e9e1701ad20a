function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const path: Vector[] = [[...start]];
  for (let step = 0; step < maxSteps; step++) {
    const theta = [...path[step]];
    if (Math.hypot(...grad(theta)) <= tolerance) break;
    for (let i = 0; i < theta.length; i++) theta[i] -= eta * grad(theta)[i];
    path.push(theta);
  }
  return path;
}
