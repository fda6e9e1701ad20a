function adamwPath(
  grad: Gradient,
  start: Vector,
  eta: number,
  lambda: number,
  steps: number,
): Vector[] {
  const [b1, b2, eps] = [0.9, 0.999, 1e-8];
  const theta = start;
  const path = [theta];
  const m = start.map(() => 0);
  const v = start.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    const g = grad(theta).map((slope, j) => slope + lambda * theta[j]);
    for (let j = 0; j < theta.length; j++) {
      m[j] = b1 * m[j] + (1 - b1) * g[j];
      v[j] = b2 * v[j] + (1 - b2) * g[j] ** 2;
      theta[j] -= (eta * (m[j] / (1 - b1 ** t))) / (Math.sqrt(v[j]) + eps);
    }
    path.push(theta);
  }
  return path;
}
