function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const [value0, slope0] = [phi(0), slope(0)];
  let a = 1e-3;
  while (phi(a) > value0 + c1 * a * slope0 || slope(a) < c2 * slope0) a += 1e-3;
  return a;
}
