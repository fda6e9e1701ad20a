function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const path: Vector[] = [];
  let th = [...start];
  let v = start.map(() => 0);
  for (let k = 0; k < steps; k++) {
    const pl = ahead ? th.map((x, i) => x - eta * beta * v[i]) : th;
    const g = grad([...pl]);
    v = v.map((x, i) => beta * x + g[i]);
    th = th.map((x, i) => x - eta * v[i]);
    path.push(th);
  }
  return path;
}
