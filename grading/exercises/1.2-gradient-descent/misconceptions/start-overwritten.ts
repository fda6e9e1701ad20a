function descend(
  grad: Gradient,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
): Vector[] {
  const path: Vector[] = [[...start]];
  for (let step = 0; step < maxSteps; step++) {
    const g = grad([...start]);
    if (Math.hypot(...g) <= tolerance) break;
    for (let i = 0; i < start.length; i++) start[i] -= eta * g[i];
    path.push([...start]);
  }
  return path;
}
