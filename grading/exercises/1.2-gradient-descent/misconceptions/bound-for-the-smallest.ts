function planDescent(
  curvatures: Vector,
  factor: number,
): { eta: number; contraction: number; steps: number } {
  const L = Math.max(...curvatures);
  const mu = Math.min(...curvatures);
  const eta = 2 / (L + mu);
  const contraction = (L - mu) / (L + mu);
  const enough = Math.ceil(((L / mu) * Math.log(factor)) / 4);
  return { eta, contraction, steps: factor > 1 ? Math.max(1, enough) : 0 };
}
