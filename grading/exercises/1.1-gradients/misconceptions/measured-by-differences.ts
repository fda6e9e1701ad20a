function weightedGradient(
  rows: Vector[],
  labels: number[],
  weights: number[],
  theta: Vector,
): Vector {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const loss = (at: Vector) =>
    rows.reduce((sum, x, i) => {
      const z = dot(x, at);
      return (
        sum + weights[i] * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z)
      );
    }, 0) / all;
  return theta.map((_, j) => {
    const at = (by: number) => loss(theta.map((value, i) => (i === j ? value + by : value)));
    return (at(1e-5) - at(-1e-5)) / 2e-5;
  });
}
