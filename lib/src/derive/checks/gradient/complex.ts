/** A complex number: real and imaginary part. */
export type Complex = readonly [re: number, im: number];

export const real = (x: number): Complex => [x, 0];
export const plus = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];
export const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d];
export const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/** The quotient by Smith's method, which does not overflow on the way. */
export function over([a, b]: Complex, [c, d]: Complex): Complex {
  if (Math.abs(d) <= Math.abs(c)) {
    const ratio = d / c;
    const bottom = c + d * ratio;
    return [(a + b * ratio) / bottom, (b - a * ratio) / bottom];
  }
  const ratio = c / d;
  const bottom = c * ratio + d;
  return [(a * ratio + b) / bottom, (b * ratio - a) / bottom];
}

const exp = ([a, b]: Complex): Complex => [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];
const log = ([a, b]: Complex): Complex => [Math.log(Math.hypot(a, b)), Math.atan2(b, a)];

/** A power: whole ones by products, the others by the logarithm of a base with a positive real part. */
export function raised(base: Complex, exponent: Complex): Complex {
  const [n, im] = exponent;
  if (im === 0 && Number.isInteger(n) && Math.abs(n) <= 64) {
    let power: Complex = [1, 0];
    for (let k = 0; k < Math.abs(n); k++) power = times(power, base);
    return n < 0 ? over([1, 0], power) : power;
  }
  return base[0] > 0 ? exp(times(exponent, log(base))) : [Number.NaN, Number.NaN];
}

const sinh = ([a, b]: Complex): Complex => [Math.sinh(a) * Math.cos(b), Math.cosh(a) * Math.sin(b)];
const cosh = ([a, b]: Complex): Complex => [Math.cosh(a) * Math.cos(b), Math.sinh(a) * Math.sin(b)];
const negative = ([a, b]: Complex): Complex => [-a, -b];
/** NaN where the real function has none, so that a logarithm of a negative number is not continued. */
const positive = (f: (z: Complex) => Complex) => (z: Complex) =>
  z[0] > 0 ? f(z) : ([Number.NaN, Number.NaN] as const);

/** Analytic functions, and those that are analytic piece by piece, chosen by the real part. */
export const complexFunctions: Readonly<Record<string, (z: Complex) => Complex>> = {
  exp,
  log: positive(log),
  sqrt: positive((z) => exp(times([0.5, 0], log(z)))),
  sin: ([a, b]) => [Math.sin(a) * Math.cosh(b), Math.cos(a) * Math.sinh(b)],
  cos: ([a, b]) => [Math.cos(a) * Math.cosh(b), -Math.sin(a) * Math.sinh(b)],
  sinh,
  cosh,
  tanh: ([a, b]) => {
    // tanh(a + ib) for small b, without the overflow of cosh.
    const t = Math.tanh(a);
    return over([t, Math.tan(b)], [1, t * Math.tan(b)]);
  },
  sigmoid: (z) =>
    z[0] >= 0 ? over([1, 0], plus([1, 0], exp(negative(z)))) : over(exp(z), plus([1, 0], exp(z))),
  abs: (z) => (z[0] < 0 ? negative(z) : z),
  relu: (z) => (z[0] > 0 ? z : [0, 0]),
};
