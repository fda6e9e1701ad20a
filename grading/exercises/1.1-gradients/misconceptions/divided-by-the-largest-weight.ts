function weightedGradient(
  rows: Vector[],
  labels: number[],
  weights: number[],
  theta: Vector,
): Vector {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const g = theta.map(() => 0);
  rows.forEach((x, i) => {
    const p = 1 / (1 + Math.exp(-dot(x, theta)));
    x.forEach((value, j) => {
      g[j] += (weights[i] / Math.max(...weights)) * (p - labels[i]) * value;
    });
  });
  return g;
}
