function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  let newton = 0;
  for (let scaled = Math.log10(C * error); scaled > Math.log10(C) - digits + 1e-9; scaled *= 2) {
    if (newton >= 100) {
      break;
    }
    newton++;
  }
  const needed = (Math.log10(error) + digits) / -Math.log10(factor);
  const descent = Math.max(0, Math.ceil(needed - 1e-9));
  return { newton, descent };
}
