function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  let newton = 0;
  for (let scaled = Math.log(C * error); scaled > Math.log(C) - digits + 1e-9; scaled *= 2) {
    if (scaled >= 0) {
      newton = Infinity;
      break;
    }
    newton++;
  }
  const needed = (Math.log(error) + digits) / -Math.log(factor);
  const descent = Math.max(0, Math.ceil(needed - 1e-9));
  return { newton, descent };
}
