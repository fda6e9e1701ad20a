function softmaxGradient(W: Matrix, x: Vector, digit: number, lambda: number): Matrix {
  const z = W.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));
  const odds = z.map((logit) => Math.exp(logit - z[digit]));
  const sum = odds.reduce((a, b) => a + b, 0);
  return W.map((row, k) => {
    const slope = odds[k] / sum - (k === digit ? 1 : 0);
    return row.map((w, j) => slope * x[j] + lambda * w);
  });
}
