function planMomentum(curvatures: Vector, factor: number) {
  const L = Math.max(...curvatures),
    mu = Math.min(...curvatures),
    k = Math.sqrt(L / mu);
  const rate = 1 - 1 / k;
  let steps = 0;
  while (steps < 3000 && (1 + steps / k) * rate ** steps > 1 / factor) steps++;
  return { eta: 1 / L, beta: (k - 1) / (k + 1), rate, steps };
}
