import { InvalidInput } from '../errors';
import type { Box } from './bounded/box';
import { differencesAt } from './gradients/differences';
import type { ObjectiveParts } from './objective';
import { isFrugal } from './recycling';

/** A user's function of a point; a gradient may fill an array that it is given. */
type Filling<Result> = (x: Float64Array, into?: Float64Array) => Result;

/** A function with its gradient, checked at every call, with the calls counted. */
export interface CountedObjective {
  value(x: Float64Array): number;
  gradient(x: Float64Array): Float64Array;
  /** Both at once, if the objective can. */
  both?(x: Float64Array): { fun: number; jac: Float64Array };
  readonly nfev: number;
  readonly njev: number;
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
  const bothBy = (ask: NonNullable<typeof askBoth>) => (x: Float64Array) => {
    guard(nfev);
    nfev++;
    njev++;
    const into = vector(x.length);
    const known = ask(x, into);
    const fun = checkNumber(caller, known?.value);
    return { fun, jac: vectorOf(`${caller}: what valueAndGrad returns`, known.grad, x.length, into) };
  };
  return {
    value,
    gradient,
    both: askBoth && bothBy(askBoth),
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
