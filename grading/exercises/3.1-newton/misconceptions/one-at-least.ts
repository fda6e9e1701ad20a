function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  let newton = 0;
  for (
    let scaled = Math.log10(C * error);
    newton === 0 || scaled > Math.log10(C) - digits + 1e-9;
    scaled *= 2
  ) {
    if (scaled >= 0) {
      newton = Infinity;
      break;
    }
    newton++;
  }
  const needed = (Math.log10(error) + digits) / -Math.log10(factor);
  const descent = Math.max(1, 1 + Math.floor(needed - 1e-9));
  return { newton, descent };
}
