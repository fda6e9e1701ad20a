function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const [value0, slope0] = [phi(0), slope(0)];
  for (let k = -45; k < 45; k++) {
    const a = 2 ** k;
    if (phi(a) <= value0 + c1 * a * slope0 && slope(a) >= c2 * slope0) return a;
  }
  return 1;
}
