function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const theta = [...start];
  const path: Vector[] = [theta];
  for (let step = 0; step < maxSteps; step++) {
    const g = grad([...theta]);
    if (Math.hypot(...g) <= tolerance) break;
    g.forEach((slope, i) => {
      theta[i] -= eta * slope;
    });
    path.push(theta);
  }
  return path;
}
