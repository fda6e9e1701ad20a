function planMomentum(
  curvatures: Vector,
  factor: number,
): { eta: number; beta: number; rate: number; steps: number } {
  const high = Math.sqrt(curvatures[0]);
  const low = Math.sqrt(curvatures[curvatures.length - 1]);
  const rate = (high - low) / (high + low);
  const left = (t: number) => (1 + (1 + rate) * t) * rate ** t;
  // The distance may grow before it shrinks: after the peak it only falls.
  const peak = rate > 0 ? Math.ceil(-1 / Math.log(rate)) : 0;
  let steps = peak;
  while (left(steps) > 1 / factor) steps++;
  while (steps > 0 && left(steps - 1) <= 1 / factor) steps--;
  return { eta: 4 / (high + low) ** 2, beta: rate ** 2, rate, steps };
}
