import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Bounds } from './bounded/box';
import type { MethodFactory } from './method';
import { type MethodEntry, type MethodOptions, type MinimizeMethod, methods, namesInSciPy } from './methods';
import type { Gradient, Hessian, HessianProduct } from './objective';

/** When to stop, and what to tell meanwhile. */
export interface Limits {
  /** Converged when no component of the gradient is larger. Default: 1e-5, that of SciPy. */
  gtol?: number;
  /** Converged when an iteration lowers f by no more than this times max(|f|, 1). Default: 0, only the gradient counts. */
  ftol?: number;
  /** Iterations. Default: 200 for each coordinate, that of SciPy, unless the method says otherwise. */
  maxiter?: number;
  /** Evaluations of the function, those for differences included. Default: no limit. */
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

/** Options of every method. */
export interface CommonOptions extends Limits {
  /** The gradient. Default: central differences of f. */
  grad?: Gradient;
  /** The Hessian, for methods that use it. Default: differences of gradients. */
  hess?: Hessian;
  /** The product of the Hessian and a vector, for methods that use it. Default: by `hess`, or differences of gradients. */
  hessp?: HessianProduct;
}

type NamedOptions = {
  [Name in MinimizeMethod]: { method: Name } & MethodOptions[Name];
}[MinimizeMethod];

/** Options of {@link minimize}: those of all methods, and those of the method. */
export type MinimizeOptions = CommonOptions &
  (
    | NamedOptions
    | ({ method?: undefined } & MethodOptions['bfgs'])
    | ({ method?: undefined; bounds: Bounds } & MethodOptions['lbfgsb'])
    | { method: MethodFactory }
  );

const common: readonly (keyof CommonOptions | 'method')[] = [
  'method',
  'grad',
  'hess',
  'hessp',
  'gtol',
  'ftol',
  'maxiter',
  'maxfun',
  'maxtime',
  'signal',
  'callback',
  'trace',
];

/** What was chosen: a method, its bounds as they were given, and its limits for n coordinates. */
export interface Choice {
  factory: MethodFactory;
  bounds?: unknown;
  limitsFor(n: number): { maxiter: number; maxfun?: number };
}

/**
 * Checks the options and makes the method.
 *
 * @throws InvalidInput for an unknown option or method, and for an option out of range
 */
export function chooseMethod(options: MinimizeOptions): Choice {
  const subject = 'minimize';
  // Whatever is wrong with the options as a whole is said first.
  const given: { method?: unknown; bounds?: unknown } = options ?? {};
  const { bounds } = given;
  const method = given.method ?? (bounds === undefined ? 'bfgs' : 'lbfgsb');
  if (typeof method === 'function') {
    onlyOptions(subject, options, common as never);
    return { factory: method as MethodFactory, limitsFor: limitsOf(options) };
  }
  const entry = entryOf(method);
  if (bounds !== undefined && !entry.options.includes('bounds')) {
    const remedy = 'The methods lbfgsb and nelder-mead keep to bounds.';
    const allowed = `left out with the method ${method}`;
    throw new InvalidInput({ subject: `${subject}: bounds`, given: bounds, allowed, remedy });
  }
  onlyOptions(subject, options, [...common, ...entry.options] as never);
  const own = Object.fromEntries(
    entry.options.map((name) => [name, (options as Record<string, unknown>)[name]]),
  );
  if (own.lineSearch !== undefined) {
    checkFunction('minimize: lineSearch', own.lineSearch, 'a line search such as backtracking()');
  }
  return { factory: entry.create(own), bounds, limitsFor: limitsOf(options, entry) };
}

/** The limits that were given, or the method's own; who gives one of two is not stopped by the default of the other. */
const limitsOf =
  ({ maxiter, maxfun }: Limits, entry: Pick<MethodEntry<object>, 'maxiter' | 'maxfun'> = {}) =>
  (n: number) => {
    const byEvaluations = entry.maxfun !== undefined && maxfun !== undefined && maxfun < Infinity;
    return {
      maxiter: maxiter ?? (byEvaluations ? Infinity : (entry.maxiter?.(n) ?? 200 * n)),
      maxfun: maxfun ?? (maxiter === undefined || maxiter === Infinity ? entry.maxfun?.(n) : undefined),
    };
  };

function entryOf(method: unknown): MethodEntry<Record<string, unknown>> {
  if (typeof method === 'string' && Object.hasOwn(methods, method)) {
    return methods[method as MinimizeMethod] as MethodEntry<Record<string, unknown>>;
  }
  const names = Object.keys(methods);
  const inSciPy = typeof method === 'string' ? namesInSciPy[method.toLowerCase()] : undefined;
  throw new InvalidInput({
    subject: 'minimize: method',
    given: method,
    allowed: `one of ${names.join(', ')}`,
    remedy: inSciPy !== undefined && names.includes(inSciPy) ? `Did you mean ${inSciPy}?` : undefined,
  });
}

/** @throws InvalidInput for a limit that is none */
export function checkLimits({ gtol, ftol, maxiter, maxfun, maxtime, signal, callback }: Limits): void {
  checkTolerance('minimize: gtol', gtol);
  checkTolerance('minimize: ftol', ftol);
  if (maxiter !== undefined && maxiter !== Infinity) wholeNumber('minimize: maxiter', maxiter);
  if (maxfun !== undefined && maxfun !== Infinity) wholeNumber('minimize: maxfun', maxfun);
  if (maxtime !== undefined && !(typeof maxtime === 'number' && maxtime >= 0)) {
    throw new InvalidInput({
      subject: 'minimize: maxtime',
      given: maxtime,
      allowed: 'a number of seconds, 0 or more',
    });
  }
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new InvalidInput({
      subject: 'minimize: signal',
      given: signal,
      allowed: 'an AbortSignal, or left out',
    });
  }
  checkCallback('minimize', callback);
}

function checkTolerance(subject: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return;
  throw new InvalidInput({ subject, given: value, allowed: 'a number, 0 or more' });
}

/** The option that is called after each step. */
export function checkCallback(caller: string, callback: unknown): void {
  if (callback === undefined) return;
  checkFunction(`${caller}: callback`, callback, 'a function of the point and its value, or left out');
}

/** A starting point as a copy in float64. */
export function startingPoint(caller: string, x0: ArrayLike<number>): Float64Array {
  const allowed = 'an array of one or more finite numbers';
  if (typeof x0 !== 'object' || x0 === null || !(x0.length > 0)) {
    throw new InvalidInput({ subject: `${caller}: x0`, given: x0, allowed });
  }
  const point = new Float64Array(x0.length);
  for (let i = 0; i < point.length; i++) {
    if (typeof x0[i] !== 'number' || !Number.isFinite(x0[i])) {
      throw new InvalidInput({ subject: `${caller}: x0`, given: x0, allowed });
    }
    point[i] = x0[i];
  }
  return point;
}

/** An option that counts. */
export function wholeNumber(subject: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw new InvalidInput({ subject, given: value, allowed: 'a whole number, 0 or more' });
}
