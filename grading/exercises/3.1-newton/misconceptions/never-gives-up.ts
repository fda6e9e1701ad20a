function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  const goal = 10 ** -digits;
  let newton = 0;
  for (let e = error; e > goal; e = C * e * e) {
    if (newton >= 100) {
      break;
    }
    newton++;
  }
  const descent = Math.max(0, Math.ceil(Math.log(error / goal) / -Math.log(factor) - 1e-6));
  return { newton, descent };
}
