import type { Iterate, Line } from 'optlab';

/** A function of one variable with its derivative. */
export interface Curve {
  phi(a: number): number;
  slope(a: number): number;
}

/** A line along the axis of a function of one variable, from 0, that counts what is asked of it. */
export function lineOn(
  { phi, slope }: Curve,
  options: Partial<Line> = {},
): Line & { readonly count: number } {
  let count = 0;
  const at = (x: Float64Array): Iterate => {
    count++;
    return { x, fun: phi(x[0]), jac: Float64Array.of(slope(x[0])) };
  };
  return {
    x: Float64Array.of(0),
    fun: phi(0),
    jac: Float64Array.of(slope(0)),
    direction: Float64Array.of(1),
    slope: slope(0),
    trial: 1,
    previous: undefined,
    longest: Infinity,
    noise: Number.EPSILON,
    at,
    value: (x) => at(x).fun,
    gradient: (x) => at(x).jac,
    ...options,
    get count() {
      return count;
    },
  };
}
