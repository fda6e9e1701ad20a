import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import { nearest, onlyOptions } from '../errors/only-options';
import type { MethodFactory } from './method';
import { type MethodEntry, type MinimizeMethod, methods, namesInSciPy, optionsOfOrder } from './methods';
import type { Limits, MinimizeOptions } from './options';

const limits: readonly (keyof Limits)[] = ['maxiter', 'maxfun', 'maxtime', 'signal', 'callback', 'trace'];

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
  const { bounds, method = defaultFor(bounds) }: { method?: unknown; bounds?: unknown } = options ?? {};
  if (typeof method === 'function') {
    onlyOptions('minimize', options, ['method', ...optionsOfOrder.hessian, ...limits] as never);
    return { factory: method as MethodFactory, limitsFor: limitsOf(options) };
  }
  const entry = entryOf(method);
  checkOptions(method as MinimizeMethod, options);
  const own = Object.fromEntries(
    entry.options.map((name) => [name, (options as Record<string, unknown>)[name]]),
  );
  if (own.lineSearch !== undefined) {
    checkFunction('minimize: lineSearch', own.lineSearch, 'a line search such as backtracking()');
  }
  return { factory: entry.create(own), bounds, limitsFor: limitsOf(options, entry) };
}

const defaultFor = (bounds: unknown): MinimizeMethod => (bounds === undefined ? 'bfgs' : 'lbfgsb');

const namesOf = (method: MinimizeMethod): readonly string[] => {
  const { asks, options } = methods[method];
  return ['method', ...optionsOfOrder[asks], ...limits, ...options];
};

/** Refuses what the method would ignore: the reader would believe that it had an effect. */
function checkOptions(method: MinimizeMethod, options: MinimizeOptions): void {
  const allowed = namesOf(method);
  const others = Object.keys(methods) as MinimizeMethod[];
  const foreign = Object.entries(options ?? {}).filter(
    ([name]) => !allowed.includes(name) && others.some((other) => namesOf(other).includes(name)),
  );
  const ignored = foreign.find(([, value]) => value !== undefined);
  if (ignored) {
    const [name, given] = ignored;
    const users = others.filter((other) => namesOf(other).includes(name));
    const isForOthers = users.length === others.length - 1;
    const remedy = `It is for ${isForOthers ? 'every other method' : inWords(users)}.`;
    throw new InvalidInput({
      subject: `minimize: ${name}`,
      given,
      allowed: `left out with the method ${method}`,
      remedy,
    });
  }
  // Whatever belongs to another method and is undefined is left out, as far as a reader can see.
  const given = foreign.length > 0 ? without(options, foreign) : options;
  onlyOptions('minimize', given, allowed as never);
}

const without = (options: object, entries: readonly [string, unknown][]): object =>
  Object.fromEntries(Object.entries(options).filter(([name]) => entries.every(([other]) => other !== name)));

const inWords = (names: readonly string[]): string =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

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
  const meant = typeof method === 'string' ? meantBy(method, names) : undefined;
  throw new InvalidInput({
    subject: 'minimize: method',
    given: method,
    allowed: `one of ${names.join(', ')}`,
    remedy: meant === undefined ? undefined : `Did you mean ${meant}?`,
  });
}

/** The method that SciPy or a typing error calls so. */
function meantBy(name: string, names: readonly string[]): string | undefined {
  const small = name.toLowerCase();
  return Object.hasOwn(namesInSciPy, small) ? namesInSciPy[small] : nearest(small, names);
}
