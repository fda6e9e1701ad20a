function wolfeStep(
  phi: (a: number) => number,
  slope: (a: number) => number,
  c1: number,
  c2: number,
): number {
  const bend = 2 * (phi(1) - phi(0) - slope(0));
  return -slope(0) / bend;
}
