function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const path: Vector[] = [[...start]];
  let velocity = start.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const theta = path[step];
    const old = velocity;
    const place = ahead ? theta.map((value, i) => value - eta * beta * old[i]) : theta;
    const g = grad([...place]);
    velocity = velocity.map((v, i) => beta * v + g[i]);
    path.push(theta.map((value, i) => value - eta * old[i]));
  }
  return path;
}
