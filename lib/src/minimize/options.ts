import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import { described } from '../errors/described';
import type { Bounds } from './bounded/box';
import type { MethodFactory } from './method';
import type { GradientOptions, HessianOptions, MethodOptions, MinimizeMethod } from './methods';

/** When to stop, and what to tell meanwhile. */
export interface Limits {
  /** Iterations. Default: 200 for each coordinate, 15000 with `lbfgs` and `lbfgsb`, as in SciPy. */
  maxiter?: number;
  /**
   * Evaluations of the function, those for differences included; those at x0 are made in any case, and so is a `grad` that
   * the best point lacks at the end. Default: no limit, but 200 for each coordinate with `nelder-mead`.
   */
  maxfun?: number;
  /** Seconds, as far as they can be told between evaluations. Default: no limit. */
  maxtime?: number;
  /** Ends the minimization when it is aborted, with the best point so far. */
  signal?: AbortSignal;
  /** Called after each iteration with the point and its value; `true` ends the minimization. */
  callback?: (x: Float64Array, fun: number, nit: number) => unknown;
  /** Keep every iterate. Default: false. */
  trace?: boolean;
}

type NamedOptions = {
  [Name in MinimizeMethod]: { method: Name } & MethodOptions[Name];
}[MinimizeMethod];

/** Options of {@link minimize}: those of all methods, and those of the method. */
export type MinimizeOptions = Limits &
  (
    | NamedOptions
    | ({ method?: undefined } & MethodOptions['bfgs'])
    | ({ method?: undefined; bounds: Bounds } & MethodOptions['lbfgsb'])
    | ({ method: MethodFactory } & HessianOptions)
  );

/** @throws InvalidInput for a limit that is none */
export function checkLimits(
  caller: string,
  { gtol, ftol, maxiter, maxfun, maxtime, signal, callback, trace }: Limits & GradientOptions,
): void {
  checkTolerance(`${caller}: gtol`, gtol);
  checkTolerance(`${caller}: ftol`, ftol);
  if (maxiter !== undefined && maxiter !== Infinity) wholeNumber(`${caller}: maxiter`, maxiter);
  if (maxfun !== undefined && maxfun !== Infinity) wholeNumber(`${caller}: maxfun`, maxfun);
  if (maxtime !== undefined && !(typeof maxtime === 'number' && maxtime >= 0)) {
    throw new InvalidInput({
      subject: `${caller}: maxtime`,
      given: maxtime,
      allowed: 'a number of seconds, 0 or more',
    });
  }
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new InvalidInput({
      subject: `${caller}: signal`,
      given: signal,
      allowed: 'an AbortSignal, or left out',
    });
  }
  if (trace !== undefined && typeof trace !== 'boolean') {
    throw new InvalidInput({ subject: `${caller}: trace`, given: trace, allowed: 'true or false' });
  }
  checkCallback(caller, callback);
}

export function checkTolerance(subject: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return;
  throw new InvalidInput({ subject, given: value, allowed: 'a number, 0 or more' });
}

/** The option that is called after each step. */
export function checkCallback(caller: string, callback: unknown): void {
  if (callback === undefined) return;
  checkFunction(`${caller}: callback`, callback, 'a function of the point and its value, or left out');
}

/** Whether what a callback returned ends the iteration; a promise comes too late to be waited for. */
export function isLast(caller: string, answer: unknown): boolean {
  if (typeof (answer as { then?: unknown } | null | undefined)?.then !== 'function') return answer === true;
  throw new InvalidInput({
    subject: `${caller}: what callback returns`,
    given: answer,
    allowed: 'true to end, or anything else at once',
  });
}

/** A starting point as a copy in float64. */
export function startingPoint(caller: string, x0: ArrayLike<number>): Float64Array {
  const n = typeof x0 === 'object' && x0 !== null && x0.length > 0 ? x0.length : 0;
  const point = new Float64Array(n);
  let i = 0;
  for (; i < n && typeof x0[i] === 'number' && Number.isFinite(x0[i]); i++) point[i] = x0[i];
  if (n > 0 && i === n) return point;
  const isTensor = typeof (x0 as { dataSync?: unknown } | null | undefined)?.dataSync === 'function';
  throw new InvalidInput({
    subject: `${caller}: x0`,
    given: isTensor ? described('a tensor') : x0,
    allowed: 'an array of one or more finite numbers',
    remedy: isTensor ? 'Pass what its dataSync() returns.' : undefined,
  });
}

/** An option that counts. */
export function wholeNumber(subject: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw new InvalidInput({ subject, given: value, allowed: 'a whole number, 0 or more' });
}
