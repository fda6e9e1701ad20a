function adamwPath(
  grad: Gradient,
  start: Vector,
  eta: number,
  lambda: number,
  steps: number,
): Vector[] {
  // ### BEGIN SOLUTION
  const [b1, b2, eps] = [0.9, 0.999, 1e-8];
  const path: Vector[] = [[...start]];
  const m = start.map(() => 0);
  const v = start.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    const theta = path[t - 1];
    const g = grad([...theta]);
    path.push(
      theta.map((value, j) => {
        m[j] = b1 * m[j] + (1 - b1) * g[j];
        v[j] = b2 * v[j] + (1 - b2) * g[j] ** 2;
        const direction = m[j] / (1 - b1 ** t) / (Math.sqrt(v[j] / (1 - b2 ** t)) + eps);
        return value - eta * (direction + lambda * value);
      }),
    );
  }
  return path;
  // ### END SOLUTION
}
