function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const goal = 10 ** -digits;
  const newton = Math.ceil(Math.log2(Math.log(C * goal) / Math.log(C * error)) - 1e-9);
  const descent = Math.max(0, Math.ceil(Math.log(error / goal) / -Math.log(factor) - 1e-6));
  return { newton, descent };
}
