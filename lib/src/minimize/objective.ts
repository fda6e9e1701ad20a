import { InvalidInput } from '../errors';
import { checkFunction, checkObject } from '../errors/check-object';
import { bound } from './recycling';

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

export const checkObjective = (caller: string, f: unknown): void =>
  checkFunction(`${caller}: f`, f, 'a function from a Float64Array to a number');
