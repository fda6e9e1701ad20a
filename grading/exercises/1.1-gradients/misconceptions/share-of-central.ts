function planFivePoint(
  noise: number,
  third: number,
  fifth: number,
): { step: number; error: number; gain: number } {
  // Eight, eight, one and one values, each wrong by the noise, over twelve steps.
  const rounding = 1.5 * noise;
  const step = ((11.25 * noise) / fifth) ** (1 / 5);
  const error = rounding / step + (fifth * step ** 4) / 30;
  const central = (9 * third * noise ** 2) ** (1 / 3) / 2;
  return { step, error, gain: error / central };
}
