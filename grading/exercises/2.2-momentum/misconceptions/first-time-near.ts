function planMomentum(
  curvatures: Vector,
  factor: number,
): { eta: number; beta: number; rate: number; steps: number } {
  const high = Math.sqrt(Math.max(...curvatures));
  const low = Math.sqrt(Math.min(...curvatures));
  const rate = (high - low) / (high + low);
  const left = (t: number) => (1 + (1 + rate) * t) * rate ** t;
  let steps = 0;
  while (left(steps) > 1 / factor) steps++;
  return { eta: 4 / (high + low) ** 2, beta: rate ** 2, rate, steps };
}
