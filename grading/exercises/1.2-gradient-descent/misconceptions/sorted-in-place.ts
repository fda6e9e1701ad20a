function planDescent(
  curvatures: Vector,
  factor: number,
): { eta: number; contraction: number; steps: number } {
  curvatures.sort((a, b) => a - b);
  const L = curvatures[curvatures.length - 1];
  const mu = curvatures[0];
  const eta = 2 / (L + mu);
  const contraction = Math.abs(L - mu) / (L + mu);
  const enough = Math.ceil(Math.log(factor) / (-2 * Math.log(contraction)));
  return { eta, contraction, steps: factor > 1 ? Math.max(1, enough) : 0 };
}
