import { InvalidInput } from '../../../errors';
import { curvatureAt, type Estimate, type Room, slopeWithin } from '../one-line';

/** A gradient with an estimate of the error of each entry. */
export interface EstimatedVector {
  values: Float64Array;
  errors: Float64Array;
}

/** A symmetric matrix as rows, with one estimate of the error of its entries, as the Frobenius norm of all errors. */
export interface EstimatedMatrix {
  rows: Float64Array[];
  error: number;
  /** The error of each entry. */
  errors: Float64Array[];
  /** How far the rows are from symmetric before they are made so, beyond the errors of their entries. */
  asymmetry: number;
}

/** The box that differences stay in. */
export interface Limits {
  lower: Float64Array;
  upper: Float64Array;
}

export type RealFunction = (x: Float64Array) => number;

/** The point moved by a multiple of a direction. */
export const moved = (x: Float64Array, direction: ArrayLike<number>, by: number) =>
  x.map((each, i) => each + by * direction[i]);

const unit = (n: number, i: number) => Float64Array.from({ length: n }, (_, k) => Number(k === i));

/** The size that steps are relative to: that of x, at least 1, so that a coordinate of 0 has one. */
export const sizeOf = (x: number) => Math.max(Math.abs(x), 1);

/** What the calling function returns, as a finite or infinite number. */
export function numberAt(f: RealFunction, caller = 'checkStationary'): RealFunction {
  return (x) => {
    const value: unknown = f(x.slice());
    if (typeof value === 'number') return value;
    throw new InvalidInput({ subject: `${caller}: f(x)`, given: value, allowed: 'a number' });
  };
}

/** The gradient by differences of f inside the limits. */
export function gradientByDifferences(f: RealFunction, x: Float64Array, limits: Limits): EstimatedVector {
  const estimates = Array.from(x, (at, i): Estimate => {
    const room: Room = { below: at - limits.lower[i], above: limits.upper[i] - at, size: sizeOf(at) };
    const along = (offset: number) => {
      const y = x.slice();
      y[i] = Math.min(limits.upper[i], Math.max(limits.lower[i], at + offset));
      return f(y);
    };
    return slopeWithin(along, at, room);
  });
  return {
    values: Float64Array.from(estimates, ({ value }) => value),
    errors: Float64Array.from(estimates, ({ error }) => error),
  };
}

/** The Hessian in the free coordinates by differences of the gradient. */
export function hessianOfGradient(
  grad: (x: Float64Array) => Float64Array,
  x: Float64Array,
  free: readonly number[],
  limits: Limits,
): EstimatedMatrix {
  const n = free.length;
  const entries = free.map((i) =>
    free.map((j) => {
      const room: Room = { below: x[j] - limits.lower[j], above: limits.upper[j] - x[j], size: sizeOf(x[j]) };
      return slopeWithin((offset) => grad(moved(x, unit(x.length, j), offset))[i], x[j], room);
    }),
  );
  return symmetric(entries, n);
}

/** The Hessian in the free coordinates by second differences of f. */
export function hessianOfValues(
  f: RealFunction,
  x: Float64Array,
  free: readonly number[],
  limits: Limits,
): EstimatedMatrix {
  const n = free.length;
  const roomOf = (i: number) => Math.min(x[i] - limits.lower[i], limits.upper[i] - x[i]);
  const along = (direction: Float64Array, size: number, room: number) =>
    curvatureAt((offset) => f(moved(x, direction, offset)), size, room);
  const diagonal = free.map((i) => along(unit(x.length, i), sizeOf(x[i]), roomOf(i)));
  const entries: Estimate[][] = free.map(() => []);
  for (let a = 0; a < n; a++) {
    entries[a][a] = diagonal[a];
    for (let b = 0; b < a; b++) {
      // The curvature along s_i e_i + s_j e_j is s_i^2 H_ii + 2 s_i s_j H_ij + s_j^2 H_jj.
      const [i, j] = [free[a], free[b]];
      const [s, t] = [sizeOf(x[i]), sizeOf(x[j])];
      const direction = new Float64Array(x.length);
      [direction[i], direction[j]] = [s, t];
      const both = along(direction, 1, Math.min(roomOf(i) / s, roomOf(j) / t));
      const value = (both.value - s * s * diagonal[a].value - t * t * diagonal[b].value) / (2 * s * t);
      const error = (both.error + s * s * diagonal[a].error + t * t * diagonal[b].error) / (2 * s * t);
      entries[a][b] = { value, error };
      entries[b][a] = entries[a][b];
    }
  }
  return symmetric(entries, n);
}

export function symmetric(entries: readonly (readonly Estimate[])[], n: number): EstimatedMatrix {
  let asymmetry = 0;
  let square = 0;
  const rows = Array.from({ length: n }, () => new Float64Array(n));
  const errors = rows.map((row) => row.slice());
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [entries[i][j], entries[j][i]];
      rows[i][j] = (a.value + b.value) / 2;
      errors[i][j] = (a.error + b.error) / 2;
      square += errors[i][j] ** 2;
      asymmetry = Math.max(asymmetry, Math.abs(a.value - b.value) - 10 * (a.error + b.error));
    }
  }
  return { rows, error: Math.sqrt(square), errors, asymmetry };
}
