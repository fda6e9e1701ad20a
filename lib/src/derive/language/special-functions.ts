const perRootPi = 2 / Math.sqrt(Math.PI);

/**
 * The error function, to about an ulp: a series of positive terms near zero, where an alternating one would cancel
 * (Abramowitz & Stegun 1964, 7.1.6), and one less the complement far out.
 */
export function erf(x: number): number {
  if (Math.abs(x) >= 2) return Math.sign(x) * (1 - erfc(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum) && n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return perRootPi * Math.exp(-x * x) * sum;
}

/** 1 - erf(x), relatively exact where it is small: a continued fraction (Abramowitz & Stegun 1964, 7.1.14). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 2) return 1 - erf(x);
  if (x > 30) return 0;
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** The density of the standard normal distribution. */
export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** The probability that a standard normal number is at most x. */
export const normalDistribution = (x: number): number => erfc(-x / Math.SQRT2) / 2;

/** log(1 + exp(x)) without overflow. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
