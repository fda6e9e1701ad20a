function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const path: Vector[] = [[...start]];
  while (path.length <= maxSteps) {
    const theta = path[path.length - 1];
    const g = grad(theta);
    if (Math.hypot(...g) < tolerance) break;
    path.push(theta.map((value, i) => value - eta * g[i]));
  }
  return path;
}
