function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  let a = 1;
  while (phi(a) > phi(0) + c1 * a * slope(0)) a /= 2;
  return a;
}
