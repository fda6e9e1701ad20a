function planFivePoint(
  noise: number,
  third: number,
  fifth: number,
): { step: number; error: number; gain: number } {
  const rounding = 1.5 * noise;
  const step = ((7.5 * rounding) / fifth) ** (1 / 5);
  const error = rounding / step + step ** 4 / 30;
  const central = (9 * third * noise ** 2) ** (1 / 3) / 2;
  return { step, error, gain: central / error };
}
