function adamwPath(
  grad: Gradient,
  start: Vector,
  eta: number,
  lambda: number,
  steps: number,
): Vector[] {
  const path = [[...start]];
  const m = start.map(() => 0),
    v = start.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    const th = path[t - 1];
    const g = grad([...th]);
    path.push(
      th.map((x, j) => {
        m[j] = 0.9 * m[j] + 0.1 * g[j];
        v[j] = 0.999 * v[j] + 0.001 * g[j] ** 2;
        return (
          x * (1 - eta * lambda) -
          (((eta * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)) * m[j]) / (Math.sqrt(v[j]) + 1e-8)
        );
      }),
    );
  }
  return path;
}
