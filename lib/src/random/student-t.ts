/**
 * The t beyond which Student's distribution has `tail` of its mass, both sides together:
 * P(|T| > t) = tail. Bisection on the tail; eight digits are right up to a million degrees of freedom, more below.
 *
 * @param tail between 0 and 1: 0.05 for a 95% interval
 * @param freedom degrees of freedom, 1 or more
 */
export function studentT(tail: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (twoSidedTail(high, freedom) > tail) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (twoSidedTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| > t) = I_x(freedom/2, 1/2) at x = freedom / (freedom + t^2). Abramowitz & Stegun 26.7.1. */
export function twoSidedTail(t: number, freedom: number): number {
  const square = t * t;
  return incompleteBeta(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5);
}

/** The regularized incomplete beta function I_x(a, b); y = 1 - x is given apart, to keep its digits. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The fraction converges quickly on this side; the other one is its mirror image.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front / continuedFraction(x, a, b);
}

/** The continued fraction of Abramowitz & Stegun 26.5.8, from its far end. */
function continuedFraction(x: number, a: number, b: number): number {
  const depth = 200 + Math.ceil(6 * Math.sqrt(Math.max(a, b)));
  let value = 1;
  for (let m = depth; m >= 1; m--) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m - 1) * (a + b + m - 1) * x) / ((a + 2 * m - 2) * (a + 2 * m - 1));
    value = 1 + odd / (1 + even / value);
  }
  return value;
}

/** ln Gamma(x) for x > 0: Stirling's series, from an argument where six terms give double precision. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 12; z++) shift += Math.log(z);
  const square = 1 / (z * z);
  const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
  const tail = series.reduceRight((sum, term) => sum * square + term, 0) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + tail - shift;
}
