function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const goal = 10 ** -digits;
  const newton = Math.max(0, Math.ceil(digits / -Math.log10(C * error)));
  const descent = Math.max(0, Math.ceil(Math.log(error / goal) / -Math.log(factor) - 1e-6));
  return { newton, descent };
}
