function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const path: Vector[] = [[...start]];
  let v = start.map(() => 0);
  for (let k = 0; k < steps; k++) {
    const th = path[k];
    const pl = ahead ? th.map((x, i) => x - beta * v[i]) : th;
    const g = grad([...pl]);
    v = v.map((x, i) => beta * x + g[i]);
    path.push(th.map((x, i) => x - eta * v[i]));
  }
  return path;
}
