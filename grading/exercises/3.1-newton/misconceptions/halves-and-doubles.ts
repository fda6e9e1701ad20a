function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const [value0, slope0] = [phi(0), slope(0)];
  let a = 1;
  for (let tried = 0; tried < 90; tried++) {
    if (phi(a) > value0 + c1 * a * slope0) a /= 2;
    else if (slope(a) < c2 * slope0) a *= 2;
    else return a;
  }
  return a;
}
