function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const newton = Math.max(0, Math.ceil(digits / -Math.log10(C * error)));
  const needed = (Math.log10(error) + digits) / -Math.log10(factor);
  const descent = Math.max(0, Math.ceil(needed - 1e-9));
  return { newton, descent };
}
