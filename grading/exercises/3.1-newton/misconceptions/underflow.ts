function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const goal = 10 ** -digits;
  let newton = 0;
  for (let e = error; e > goal; e = C * e * e) {
    if (C * e >= 1) {
      newton = Infinity;
      break;
    }
    newton++;
  }
  const needed = Math.log(error / goal) / -Math.log(factor);
  const descent = Math.max(0, Math.ceil(needed - 1e-6));
  return { newton, descent };
}
