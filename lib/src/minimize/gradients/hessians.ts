import { InvalidInput } from '../../errors';
import { type ObjectiveParts, vectorOf } from '../objective';
import { along, dot, infinityNorm, norm } from '../vector';
import { relativeStep } from './differences';

/** Where second derivatives come from. */
export interface Hessians {
  hessianProduct(x: Float64Array, v: Float64Array): Float64Array;
  hessian(x: Float64Array): Float64Array;
  /** How often `hess` or `hessp` was called. */
  readonly nhev: number;
}

/**
 * Second derivatives as given, or by central differences of gradients: H v from two of them, and the Hessian from n
 * products with unit vectors.
 */
export function hessians(
  caller: string,
  n: number,
  { hess, hessp }: ObjectiveParts,
  gradient: (x: Float64Array) => Float64Array,
): Hessians {
  let nhev = 0;
  let last: { x: Float64Array; matrix: Float64Array } | undefined;

  const given = (x: Float64Array): Float64Array => {
    if (last?.x === x) return last.matrix;
    nhev++;
    const matrix = matrixOf(`${caller}: what hess returns`, hess?.(x.slice()), n);
    last = { x, matrix };
    return matrix;
  };
  const hessianProduct = (x: Float64Array, v: Float64Array): Float64Array => {
    if (hessp) {
      nhev++;
      return vectorOf(`${caller}: what hessp returns`, hessp(x.slice(), v.slice()), n);
    }
    if (hess) {
      const matrix = given(x);
      return v.map((_, i) => dot(matrix.subarray(i * n, (i + 1) * n), v));
    }
    const length = norm(v);
    if (length === 0) return new Float64Array(n);
    const h = (relativeStep * Math.max(1, infinityNorm(x))) / length;
    const above = gradient(along(x, h, v));
    const below = gradient(along(x, -h, v));
    return above.map((slope, i) => (slope - below[i]) / (2 * h));
  };
  return {
    hessianProduct,
    hessian(x) {
      if (hess) return given(x);
      const matrix = new Float64Array(n * n);
      const unit = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        unit[i] = 1;
        matrix.set(hessianProduct(x, unit), i * n);
        unit[i] = 0;
      }
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2;
          matrix[i * n + j] = mean;
          matrix[j * n + i] = mean;
        }
      }
      return matrix;
    },
    get nhev() {
      return nhev;
    },
  };
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
