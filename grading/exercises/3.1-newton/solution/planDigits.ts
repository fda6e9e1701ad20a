function planDigits(
  error: number,
  C: number,
  factor: number,
  digits: number,
): { newton: number; descent: number } {
  // ### BEGIN SOLUTION
  const goal = 10 ** -digits;
  let newton = 0;
  // From C e = 1 on the error no longer shrinks.
  for (let e = error; e > goal; e = C * e * e) {
    if (C * e >= 1) {
      newton = Infinity;
      break;
    }
    newton++;
  }
  const needed = Math.log(error / goal) / -Math.log(factor);
  // A share of a millionth of a step is rounding.
  return { newton, descent: Math.max(0, Math.ceil(needed - 1e-6)) };
  // ### END SOLUTION
}
