/** A point, as tests and minimizers have it. */
export type Vector = Float64Array | readonly number[];

/**
 * A problem of Moré, Garbow & Hillstrom: a sum of the squares of m residuals in n variables.
 *
 * @see Moré, Garbow & Hillstrom, "Testing Unconstrained Optimization Software", ACM TOMS 7, 1981
 */
export interface TestProblem {
  readonly name: string;
  /** Its number in the paper. */
  readonly number: number;
  readonly n: number;
  readonly m: number;
  /** The paper's standard start. */
  readonly x0: readonly number[];
  /** The least values that the paper gives, to six digits: the global one first, then those of other minimizers. */
  readonly minima: readonly number[];
  f(x: Vector): number;
  /** In a new array, or by problems with many variables in `into`. */
  grad(x: Vector, into?: Float64Array): Float64Array;
  residuals(x: Vector): Float64Array;
  /** The derivatives of the residuals, a row for each. */
  jacobian(x: Vector): Vector[];
}

/** The paper's formulas of a problem. */
export interface Formulas {
  readonly name: string;
  readonly number: number;
  readonly m: number;
  readonly x0: readonly number[];
  readonly minima: readonly number[];
  /** Residual i, counted from 1 as in the paper. */
  residual(x: Vector, i: number): number;
  /** Its derivatives. */
  slopes(x: Vector, i: number): Vector;
  /** The sum and its gradient multiplied out, for problems that are also timed. */
  f?(x: Vector): number;
  grad?(x: Vector, into?: Float64Array): Float64Array;
}

/** A problem from its residuals: f is the sum of their squares, without a factor of 1/2. */
export function problem(formulas: Formulas): TestProblem {
  const { name, number, m, x0, minima, residual, slopes } = formulas;
  const n = x0.length;
  const f = (x: Vector): number => sum(m, (i) => residual(x, i) ** 2);
  const grad = (x: Vector): Float64Array => {
    const total = new Float64Array(n);
    for (let i = 1; i <= m; i++) {
      const twice = 2 * residual(x, i);
      const row = slopes(x, i);
      for (let j = 0; j < n; j++) total[j] += twice * row[j];
    }
    return total;
  };
  return {
    name,
    number,
    n,
    m,
    x0,
    minima,
    f: formulas.f ?? f,
    grad: formulas.grad ?? grad,
    residuals(x) {
      const at = plain(x);
      const all = new Float64Array(m);
      for (let i = 0; i < m; i++) all[i] = residual(at, i + 1);
      return all;
    },
    jacobian(x) {
      const at = plain(x);
      const rows: Vector[] = [];
      for (let i = 1; i <= m; i++) rows.push(slopes(at, i));
      return rows;
    },
  };
}

/** The same as an array, whose entries JavaScript takes apart sooner, `([x1, x2], i) =>`, than those of a Float64Array. */
function plain(x: Vector): readonly number[] {
  if (Array.isArray(x)) return x;
  const entries: number[] = [];
  for (let i = 0; i < x.length; i++) entries.push(x[i]);
  return entries;
}

/** term(1) + ... + term(count). */
export function sum(count: number, term: (j: number) => number): number {
  let total = 0;
  for (let j = 1; j <= count; j++) total += term(j);
  return total;
}

/** A pattern of numbers, repeated to length n. */
export const repeated = (n: number, ...pattern: number[]): number[] =>
  Array.from({ length: n }, (_, i) => pattern[i % pattern.length]);

/** n entries, counted from 1. */
export function rowOf(n: number, entry: (j: number) => number): number[] {
  const row: number[] = [];
  for (let j = 1; j <= n; j++) row.push(entry(j));
  return row;
}

/** n zeros but for the entries given, which count from 1. A short Float64Array takes longer to make than an array. */
export function sparse(n: number, ...entries: readonly (readonly [number, number])[]): number[] {
  const row = new Array<number>(n).fill(0);
  for (const [j, value] of entries) row[j - 1] = value;
  return row;
}
