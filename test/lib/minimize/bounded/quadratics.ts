import fc from 'fast-check';
import { cholesky, solveCholesky } from 'optlab';

/** f(x) = x'A x / 2 - b'x with A positive definite, and a box. */
export interface BoundedQuadratic {
  n: number;
  /** A, row by row. */
  a: Float64Array;
  b: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  x0: Float64Array;
}

const entry = fc.integer({ min: -40, max: 40 }).map((k) => k / 10);
const end = fc.integer({ min: -30, max: 30 }).map((k) => k / 10);
const pair = fc.oneof(
  fc.tuple(end, end).map(([p, q]) => [Math.min(p, q), Math.max(p, q)]),
  end.map((p) => [p, p]),
  end.map((p) => [-Infinity, p]),
  end.map((p) => [p, Infinity]),
  fc.constant([-Infinity, Infinity]),
);

/** A = G'G + I / 2, so that its eigenvalues are from 1/2 on; bounds of every kind, fixed coordinates among them. */
export const boundedQuadratics = (most: number): fc.Arbitrary<BoundedQuadratic> =>
  fc.integer({ min: 1, max: most }).chain((n) => {
    const list = (length: number) => fc.array(entry, { minLength: length, maxLength: length });
    const pairs = fc.array(pair, { minLength: n, maxLength: n });
    return fc.tuple(list(n * n), list(n), list(n), pairs).map(([g, b, x0, bounds]) => ({
      n,
      a: Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return Array.from({ length: n }, (_, k) => g[k * n + i] * g[k * n + j]).reduce(
          (s, t) => s + t,
          i === j ? 0.5 : 0,
        );
      }),
      b: Float64Array.from(b),
      lower: Float64Array.from(bounds, ([low]) => low),
      upper: Float64Array.from(bounds, ([, high]) => high),
      x0: Float64Array.from(x0),
    }));
  });

/** A v. */
export const times = (a: Float64Array, v: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: v.length }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += a[i * v.length + j] * v[j];
    return sum;
  });

export const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

export const gradient = ({ a, b }: BoundedQuadratic, x: Float64Array): Float64Array =>
  times(a, x).map((part, i) => part - b[i]);

export const value = ({ a, b }: BoundedQuadratic, x: Float64Array): number =>
  inner(x, times(a, x)) / 2 - inner(b, x);

/** The one minimizer in the box: of all 3^n ways to put coordinates at their bounds, the one that meets the KKT conditions. */
export function bestOfAllActiveSets(q: BoundedQuadratic): Float64Array {
  const { n, lower, upper } = q;
  let best: { x: Float64Array; fun: number } | undefined;
  for (let code = 0; code < 3 ** n; code++) {
    const where = Array.from({ length: n }, (_, i) => Math.floor(code / 3 ** i) % 3);
    const x = Float64Array.from(where, (place, i) => (place === 0 ? 0 : place === 1 ? lower[i] : upper[i]));
    if (!x.every(Number.isFinite)) continue;
    const free = where.flatMap((place, i) => (place === 0 ? [i] : []));
    minimizeOver(q, x, free);
    if (!x.every((part, i) => part >= lower[i] - 1e-12 && part <= upper[i] + 1e-12)) continue;
    const fun = value(q, x);
    if (!best || fun < best.fun) best = { x, fun };
  }
  if (!best) throw new Error('no point of the box was found');
  return best.x;
}

/** Sets some coordinates to where the gradient vanishes in them, with the others as they are. */
function minimizeOver({ a, b, n }: BoundedQuadratic, x: Float64Array, free: number[]): void {
  if (free.length === 0) return;
  for (const i of free) x[i] = 0;
  const rest = times(a, x);
  const block = Float64Array.from(free.flatMap((i) => free.map((j) => a[i * n + j])));
  const factor = cholesky(block, free.length);
  if (!factor) throw new Error('the block is not positive definite');
  const solution = solveCholesky(
    factor,
    free.map((i) => b[i] - rest[i]),
  );
  free.forEach((i, k) => {
    x[i] = solution[k];
  });
}
