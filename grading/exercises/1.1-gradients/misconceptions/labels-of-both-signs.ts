function weightedGradient(
  rows: Vector[],
  labels: number[],
  weights: number[],
  theta: Vector,
): Vector {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return theta.map(
    (_, j) =>
      rows.reduce((sum, x, i) => {
        const margin = labels[i] * dot(x, theta);
        return sum - (weights[i] * labels[i] * x[j]) / (1 + Math.exp(margin));
      }, 0) / all,
  );
}
