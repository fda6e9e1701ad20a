function weightedGradient(
  rows: Vector[],
  labels: number[],
  weights: number[],
  theta: Vector,
): Vector {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  weights.forEach((weight, i) => {
    weights[i] = weight / all;
  });
  const g = theta.map(() => 0);
  rows.forEach((x, i) => {
    const wrong = 1 / (1 + Math.exp(-dot(x, theta))) - labels[i];
    x.forEach((value, j) => {
      g[j] += weights[i] * wrong * value;
    });
  });
  return g;
}
