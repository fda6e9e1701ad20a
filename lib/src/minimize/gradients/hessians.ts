import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import { vectorOf } from '../counted';
import type { ObjectiveParts } from '../objective';
import { along, dot, infinityNorm } from '../vector';

/** Where second derivatives come from. */
export interface Hessians {
  hessianProduct(x: Float64Array, v: Float64Array): Float64Array;
  hessian(x: Float64Array): Float64Array;
  /** How large the errors of the Hessian are, relative to it. */
  readonly hessianNoise: number;
  /** How often `hess` or `hessp` was called. */
  readonly nhev: number;
  /** Forgets the Hessian that is remembered by its point, unless that is still needed. */
  forget(isNeeded: (x: Float64Array) => boolean): void;
}

/**
 * Second derivatives as given, or by central differences of gradients: H v = (g(x + h v) - g(x - h v)) / 2h.
 *
 * h is the cube root of the gradient's rounding errors, times max(|x|'|v|, |v|'1) / v'v: along a coordinate that is
 * max(1, |x_i|). Those errors are those of f, or, for a gradient that is by differences itself, their power of 2/3. If
 * the gradient is not finite on one side the other one has to do. The Hessian takes n products with unit vectors and is
 * made symmetric.
 *
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, section 8.1
 * @see Brown & Saad, "Hybrid Krylov methods for nonlinear systems of equations", SIAM J. Sci. Stat. Comput. 11(3), 1990
 */
export function hessians(
  caller: string,
  n: number,
  { grad, valueAndGrad, hess, hessp, noise = Number.EPSILON }: ObjectiveParts,
  gradient: (x: Float64Array) => Float64Array,
): Hessians {
  let nhev = 0;
  let last: { x: Float64Array; matrix: Float64Array } | undefined;
  const ofGradient = Math.max(noise, Number.EPSILON) ** (grad || valueAndGrad ? 1 : 2 / 3);

  const given = (x: Float64Array): Float64Array => {
    nhev++;
    const subject = `${caller}: what hess returns`;
    return checkSymmetric(subject, matrixOf(subject, hess?.(x.slice()), n), n);
  };
  const byDifferences = (x: Float64Array, v: Float64Array): Float64Array => {
    const h = Math.cbrt(ofGradient) * reach(x, v);
    const above = gradient(along(x, h, v));
    const below = gradient(along(x, -h, v));
    const [isAbove, isBelow] = [above.every(Number.isFinite), below.every(Number.isFinite)];
    if (isAbove === isBelow) return above.map((slope, i) => (slope - below[i]) / (2 * h));
    const here = gradient(x);
    return isAbove
      ? above.map((slope, i) => (slope - here[i]) / h)
      : here.map((slope, i) => (slope - below[i]) / h);
  };
  const hessianProduct = (x: Float64Array, v: Float64Array): Float64Array => {
    if (hessp) {
      nhev++;
      return vectorOf(`${caller}: what hessp returns`, hessp(x.slice(), v.slice()), n);
    }
    if (hess) {
      const matrix = hessian(x);
      return v.map((_, i) => dot(matrix.subarray(i * n, (i + 1) * n), v));
    }
    const length = infinityNorm(v);
    if (length === 0) return new Float64Array(n);
    const unit = v.map((part) => part / length);
    return byDifferences(x, unit).map((part) => part * length);
  };
  const byProducts = (x: Float64Array): Float64Array => {
    const matrix = new Float64Array(n * n);
    const unit = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      unit[i] = 1;
      matrix.set(hessianProduct(x, unit), i * n);
      unit[i] = 0;
    }
    return symmetrized(matrix, n);
  };
  const hessian = (x: Float64Array): Float64Array => {
    if (last?.x !== x) last = { x, matrix: hess ? given(x) : byProducts(x) };
    return last.matrix;
  };
  return {
    hessianProduct,
    hessian,
    hessianNoise: hess || hessp ? noise : ofGradient ** (2 / 3),
    get nhev() {
      return nhev;
    },
    forget(isNeeded) {
      if (last && !isNeeded(last.x)) last = undefined;
    },
  };
}

/** How many v lead as far as x is from 0, or 1 if that is more. */
function reach(x: Float64Array, v: Float64Array): number {
  let [size, sum] = [0, 0];
  for (let i = 0; i < v.length; i++) {
    size += Math.abs(x[i] * v[i]);
    sum += Math.abs(v[i]);
  }
  return Math.max(size, sum) / dot(v, v);
}

/** n rows of n numbers, or n times n numbers, row by row in float64. */
function matrixOf(subject: string, given: unknown, n: number): Float64Array {
  const list = given as ArrayLike<unknown> | null | undefined;
  const isRows = typeof list === 'object' && list?.length === n && typeof list[0] === 'object';
  if (!isRows && list?.length === n * n) return vectorOf(subject, given, n * n);
  if (!isRows) {
    throw new InvalidInput({ subject, given, allowed: `${n} rows of ${n} numbers, or ${n * n} numbers` });
  }
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix.set(vectorOf(`${subject} in row ${i}`, list[i], n), i * n);
  return matrix;
}

/** Two ways to compute one entry may round differently, but agree to half the digits. */
const AGREEMENT = Math.sqrt(Number.EPSILON);

/** @throws InvalidInput for entries that differ by more than rounding from those that mirror them */
function checkSymmetric(subject: string, matrix: Float64Array, n: number): Float64Array {
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [matrix[i * n + j], matrix[j * n + i]];
      const between = Math.sqrt(Math.abs(matrix[i * n + i])) * Math.sqrt(Math.abs(matrix[j * n + j]));
      const size = Math.max(between, Math.abs(lower), Math.abs(upper));
      // Where it is not finite the method goes on without it.
      if (!(Math.abs(lower - upper) > AGREEMENT * size + 16 * Number.EPSILON * largest)) continue;
      throw new InvalidInput({
        subject,
        given: described(`${lower} in row ${i}, column ${j}, and ${upper} in row ${j}, column ${i}`),
        allowed: 'symmetric',
        remedy: 'Rows and columns count from 0; a Hessian is the same when they are exchanged.',
      });
    }
  }
  return matrix;
}

/** The mean of a matrix and its transpose, in place. */
function symmetrized(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2;
      matrix[i * n + j] = mean;
      matrix[j * n + i] = mean;
    }
  }
  return matrix;
}
