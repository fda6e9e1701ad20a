function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const path: Vector[] = [[...start]];
  for (let step = 0; step < maxSteps; step++) {
    const g = grad(path[step]);
    path.push(path[step].map((value, i) => value - eta * g[i]));
    if (Math.hypot(...grad(path[step + 1])) <= tolerance) break;
  }
  return path;
}
