function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const doublings = (Math.log10(C) - digits) / Math.log10(C * error);
  const newton = Math.ceil(Math.log2(doublings) - 1e-9);
  const needed = (Math.log10(error) + digits) / -Math.log10(factor);
  const descent = Math.max(0, Math.ceil(needed - 1e-9));
  return { newton, descent };
}
