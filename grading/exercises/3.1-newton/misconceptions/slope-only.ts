function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  let a = 1e-3;
  while (slope(a) < c2 * slope(0) && a < 1e9) a *= 1.2;
  return a;
}
