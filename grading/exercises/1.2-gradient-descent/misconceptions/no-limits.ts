function planDescent(
  curvatures: Vector,
  factor: number,
): { eta: number; contraction: number; steps: number } {
  const L = Math.max(...curvatures);
  const mu = Math.min(...curvatures);
  const eta = 2 / (L + mu);
  const contraction = (L - mu) / (L + mu);
  const enough = Math.ceil(Math.log(factor) / (-2 * Math.log(contraction)));
  return { eta, contraction, steps: enough };
}
