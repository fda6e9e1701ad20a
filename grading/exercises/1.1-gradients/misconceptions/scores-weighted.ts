function weightedGradient(
  rows: Vector[],
  labels: number[],
  weights: number[],
  theta: Vector,
): Vector {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const g = theta.map(() => 0);
  rows.forEach((x, i) => {
    const wrong = 1 / (1 + Math.exp(-weights[i] * dot(x, theta))) - labels[i];
    x.forEach((value, j) => {
      g[j] += (wrong * value) / all;
    });
  });
  return g;
}
