function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const path: Vector[] = [[...start]];
  const velocity = start.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const place = ahead ? start.map((value, i) => value - eta * beta * velocity[i]) : start;
    const g = grad([...place]);
    for (let i = 0; i < start.length; i++) {
      velocity[i] = beta * velocity[i] + g[i];
      start[i] -= eta * velocity[i];
    }
    path.push([...start]);
  }
  return path;
}
