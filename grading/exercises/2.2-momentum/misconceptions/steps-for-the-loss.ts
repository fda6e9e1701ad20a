function planMomentum(curvatures: Vector, factor: number) {
  const high = Math.sqrt(Math.max(...curvatures));
  const low = Math.sqrt(Math.min(...curvatures));
  const rate = (high - low) / (high + low);
  const eta = 4 / (high + low) ** 2;
  const left = (t: number) => ((1 + (1 + rate) * t) * rate ** t) ** 2;
  let steps = 3000;
  while (steps > 0 && left(steps - 1) <= 1 / factor) steps--;
  return { eta, beta: rate ** 2, rate, steps };
}
