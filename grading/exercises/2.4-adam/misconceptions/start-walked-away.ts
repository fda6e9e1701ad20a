function adamwPath(
  grad: Gradient,
  start: Vector,
  eta: number,
  lambda: number,
  steps: number,
): Vector[] {
  const theta = start;
  const path = [[...theta]];
  const m = start.map(() => 0),
    v = start.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    const g = grad([...theta]);
    for (let j = 0; j < theta.length; j++) {
      m[j] = 0.9 * m[j] + 0.1 * g[j];
      v[j] = 0.999 * v[j] + 0.001 * g[j] ** 2;
      theta[j] =
        theta[j] * (1 - eta * lambda) -
        (eta * (m[j] / (1 - 0.9 ** t))) / (Math.sqrt(v[j] / (1 - 0.999 ** t)) + 1e-8);
    }
    path.push([...theta]);
  }
  return path;
}
