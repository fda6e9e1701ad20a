function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const goal = -digits;
  let newton = 0;
  for (let scaled = Math.log10(C * error); scaled > goal + 1e-9; scaled *= 2) {
    if (scaled >= 0) {
      newton = Infinity;
      break;
    }
    newton++;
  }
  const descent = Math.ceil((Math.log10(error) + digits) / -Math.log10(factor) - 1e-9);
  return { newton, descent: Math.max(0, descent) };
}
