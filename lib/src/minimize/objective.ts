import { InvalidInput } from '../errors';
import { checkFunction, checkObject } from '../errors/check-object';
import type { Box } from './bounded/box';
import { differencesAt } from './gradients/differences';
import { bound, isFrugal } from './recycling';

/** A function to minimize, from a point of n coordinates to a number. */
export type Objective = (x: Float64Array) => number;

/** Its gradient: n numbers. */
export type Gradient = (x: Float64Array) => ArrayLike<number>;

/** Its matrix of second derivatives: n rows of n numbers, or n times n numbers row by row. */
export type Hessian = (x: Float64Array) => ArrayLike<ArrayLike<number>> | ArrayLike<number>;

/** The product of the Hessian at x and v: n numbers. */
export type HessianProduct = (x: Float64Array, v: Float64Array) => ArrayLike<number>;

/** A function that brings its derivatives along. */
export interface ObjectiveParts {
  readonly value: Objective;
  readonly grad?: Gradient;
  /** Both at once, where that takes less than one after the other. */
  readonly valueAndGrad?: (x: Float64Array) => { value: number; grad: ArrayLike<number> };
  readonly hess?: Hessian;
  readonly hessp?: HessianProduct;
  /** How large the rounding errors of the value are, relative to it. Default: 2^-52, those of float64. */
  readonly noise?: number;
  /** Estimates the same near the point where a minimization starts, if `noise` is not given. */
  readonly noiseAt?: (x: Float64Array) => number;
}

/** A user's function of a point; a gradient may fill an array that it is given. */
type Filling<Result> = (x: Float64Array, into?: Float64Array) => Result;

/** A function with its gradient, checked at every call, with the calls counted. */
export interface CountedObjective {
  value(x: Float64Array): number;
  gradient(x: Float64Array): Float64Array;
  both(x: Float64Array): { fun: number; jac: Float64Array };
  readonly nfev: number;
  readonly njev: number;
}

/** What was given as f and the options beside it, as one objective; an option wins over what f brings along. */
export function objectiveParts(
  caller: string,
  f: Objective | ObjectiveParts,
  options: Omit<ObjectiveParts, 'value'> = {},
): ObjectiveParts {
  const given = Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
  if (typeof f === 'function') return checkParts(caller, { value: f, ...given });
  const allowed = 'a function from a Float64Array to a number, or an objective { value, grad }';
  checkObject(`${caller}: f`, f, allowed);
  if (typeof f.value !== 'function') throw new InvalidInput({ subject: `${caller}: f`, given: f, allowed });
  const { value, grad, valueAndGrad, hess, hessp, noise, noiseAt } = f;
  // An objective's methods may need it as `this`.
  const own = {
    value: bound(value, f),
    grad: grad && bound(grad, f),
    valueAndGrad: 'grad' in given || !valueAndGrad ? undefined : bound(valueAndGrad, f),
    hess: hess?.bind(f),
    hessp: hessp?.bind(f),
    noise,
    noiseAt: noiseAt?.bind(f),
  };
  return checkParts(caller, { ...own, ...given });
}

function checkParts(caller: string, parts: ObjectiveParts): ObjectiveParts {
  const { grad, hess, hessp, noise } = parts;
  const check = (name: string, part: unknown, what: string) => {
    if (part !== undefined) checkFunction(`${caller}: ${name}`, part, `a function ${what}, or left out`);
  };
  check('grad', grad, 'from a Float64Array to the gradient there');
  check('hess', hess, 'from a Float64Array to the rows of the Hessian there');
  check('hessp', hessp, 'from x and v to the product of the Hessian at x and v');
  if (noise !== undefined && !(typeof noise === 'number' && noise >= 0 && noise < 1)) {
    throw new InvalidInput({ subject: `${caller}: noise`, given: noise, allowed: 'from 0 to below 1' });
  }
  return parts;
}

/**
 * Makes copies of points for a user's functions, the same copy for all that are asked about one point, unless one of them
 * has changed it: a new array of millions takes longer than a look at an old one.
 */
export function handOver(): (x: Float64Array) => Float64Array {
  let point: Float64Array | undefined;
  let copy = new Float64Array(0);
  const isUnchanged = (x: Float64Array) => {
    for (let i = 0; i < x.length; i++) if (copy[i] !== x[i]) return false;
    return true;
  };
  return (x) => {
    if (point !== x || !isUnchanged(x)) {
      point = x;
      copy = x.slice();
    }
    return copy;
  };
}

/**
 * Guards a function and its gradient: they get copies of the point, so that they can keep or change it, unless they say
 * that they do not, by `keepsNothing`; what they return must be of the right type and length. Without a gradient, central
 * differences stand in.
 *
 * @param guard called before each evaluation with how often f was called, or -1 before a gradient, which need not call f;
 *   it may throw to end the minimization
 * @param box where the differences stay
 * @param vector makes the arrays of gradients. Default: new ones
 */
export function counted(
  caller: string,
  { value: f, grad, valueAndGrad }: ObjectiveParts,
  guard: (nfev: number) => void = () => {},
  box?: Box,
  vector: (n: number) => Float64Array = (n) => new Float64Array(n),
): CountedObjective {
  let nfev = 0;
  let njev = 0;
  const copyOf = handOver();
  /** Gives a user's function copies, unless it keeps nothing: then the point, and an array that it may fill. */
  const asked = <Result>(given: (x: Float64Array) => Result): Filling<Result> =>
    isFrugal(given) ? given : (x) => given(copyOf(x));
  const askValue = asked(f);
  const askGrad = grad && asked(grad);
  const askBoth = valueAndGrad && asked(valueAndGrad);

  const value = (x: Float64Array): number => {
    guard(nfev);
    nfev++;
    return checkNumber(caller, askValue(x));
  };
  const gradient = (x: Float64Array): Float64Array => {
    guard(-1);
    njev++;
    if (!askGrad && !askBoth) return differencesAt(value, x, box);
    const into = vector(x.length);
    if (askGrad) return vectorOf(`${caller}: what grad returns`, askGrad(x, into), x.length, into);
    return vectorOf(`${caller}: what valueAndGrad returns`, askBoth?.(x, into).grad, x.length, into);
  };
  return {
    value,
    gradient,
    both(x) {
      if (!askBoth) return { fun: value(x), jac: gradient(x) };
      guard(nfev);
      nfev++;
      njev++;
      const into = vector(x.length);
      const known = askBoth(x, into);
      const fun = checkNumber(caller, known?.value);
      return { fun, jac: vectorOf(`${caller}: what valueAndGrad returns`, known.grad, x.length, into) };
    },
    get nfev() {
      return nfev;
    },
    get njev() {
      return njev;
    },
  };
}

/** A copy in float64 of a vector that a user's function returned, in a new array or one that is given. */
export function vectorOf(
  subject: string,
  given: unknown,
  n: number,
  vector: Float64Array = new Float64Array(n),
): Float64Array {
  if (given === vector) return vector;
  if (given instanceof Float64Array && given.length === n) {
    vector.set(given);
    return vector;
  }
  const list = given as ArrayLike<unknown> | null | undefined;
  const isVector = typeof list === 'object' && list?.length === n;
  if (isVector) {
    let i = 0;
    for (; i < n && typeof list[i] === 'number'; i++) vector[i] = list[i] as number;
    if (i === n) return vector;
  }
  const allowed = `${n} number${n === 1 ? '' : 's'}, one a coordinate`;
  throw new InvalidInput({ subject, given, allowed });
}

export const checkObjective = (caller: string, f: unknown): void =>
  checkFunction(`${caller}: f`, f, 'a function from a Float64Array to a number');

/** What f returned, if it is a number. */
export function checkNumber(caller: string, result: unknown): number {
  if (typeof result === 'number') return result;
  const isTensor = typeof (result as { dataSync?: unknown } | null)?.dataSync === 'function';
  const remedy = isTensor ? 'For a function of tensors there is tensorObjective.' : undefined;
  throw new InvalidInput({
    subject: `${caller}: what f returns`,
    given: result,
    allowed: 'a number',
    remedy,
  });
}
