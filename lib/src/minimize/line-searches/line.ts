import { InvalidInput } from '../../errors';
import type { Iterate } from '../method';
import { along, dot } from '../vector';

/** A line through x along a direction of descent, and what may be asked of f on it. */
export interface Line extends Iterate {
  readonly direction: Float64Array;
  /** The derivative of f along the direction at x, negative. */
  readonly slope: number;
  /** The step to try first. */
  readonly trial: number;
  /** The step that was taken before, none at first. */
  readonly previous: number | undefined;
  /** The longest step there is, for the sake of bounds. */
  readonly longest: number;
  /** How large the rounding errors of f are, relative to |f|. */
  readonly noise: number;
  value(x: Float64Array): number;
  gradient(x: Float64Array): Float64Array;
  /** Both. */
  at(x: Float64Array): Iterate;
  /** An array for a point, with any numbers in it. */
  vector?(): Float64Array;
}

/** A point on the line to go to; the gradient there, if it is known. */
export interface Found {
  step: number;
  x: Float64Array;
  fun: number;
  jac?: Float64Array;
}

/** Chooses how far to go along a line; undefined if no step is good enough. */
export type LineSearch = (line: Line) => Found | undefined;

/** A point on the line with the derivative of f along it: phi(step) and phi'(step). */
export interface Probe extends Iterate {
  readonly step: number;
  readonly slope: number;
}

/** Evaluates f and its derivative at a step. */
export function probe(line: Line, step: number): Probe {
  const { x, fun, jac } = line.at(along(line.x, step, line.direction, line.vector?.()));
  return { step, x, fun, jac, slope: dot(jac, line.direction) };
}

/** A line search's option that lies between two numbers, both excluded. */
export function checkBetween(subject: string, value: unknown, low: number, high: number): void {
  if (typeof value === 'number' && value > low && value < high) return;
  throw new InvalidInput({ subject, given: value, allowed: `between ${low} and ${high}` });
}

/** A step that a user gives. */
export function checkStep(subject: string, value: unknown): void {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return;
  throw new InvalidInput({ subject, given: value, allowed: 'a positive, finite number' });
}
