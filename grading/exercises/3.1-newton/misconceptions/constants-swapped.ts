function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const [value0, slope0] = [phi(0), slope(0)];
  let [low, high] = [0, Infinity];
  let a = 1;
  for (let tried = 0; tried < 150; tried++) {
    if (phi(a) > value0 + c2 * a * slope0) high = a;
    else if (slope(a) < c1 * slope0) low = a;
    else return a;
    a = high < Infinity ? (low + high) / 2 : 2 * low;
  }
  return a;
}
