function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const [value0, slope0] = [phi(0), slope(0)];
  let [low, high] = [0, 1];
  let a = 1;
  for (let tried = 0; tried < 150; tried++) {
    if (phi(a) > value0 + c1 * a * slope0) high = a;
    else if (slope(a) < c2 * slope0) low = a;
    else return a;
    a = (low + high) / 2;
  }
  return a;
}
