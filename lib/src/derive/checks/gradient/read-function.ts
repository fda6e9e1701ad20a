import { InvalidInput } from '../../../errors';
import { freeNames } from '../../../formula/nodes';
import { parseMath } from '../../../formula/parse-math';
import { compileExpression, constants, exactly } from '../../language/evaluate';
import { asNumber, column, numbersIn, ShapeError } from '../../language/value';
import { complexStep, NotAnalytic } from './complex-step';

/** A function with what is known of it: an objective of `formulaObjective` or `tensorObjective`, for example. */
export interface GivenObjective {
  value(x: Float64Array): unknown;
  grad?(x: Float64Array): ArrayLike<number>;
  /** The relative rounding errors of the values. Default: those of float64. */
  noise?: number;
  noiseAt?(x: Float64Array): number;
}

/** What is differentiated: a function, an objective, or a formula of the vector x. */
export type GivenFunction = ((x: Float64Array) => unknown) | GivenObjective | string;

/** A function with derivatives that do not come from differences. */
export interface ReadFunction {
  value(x: Float64Array): number;
  /** The relative rounding errors of values at x. */
  noise: number;
  /** Derivatives by other means, by the name of the method. */
  others: Readonly<Record<string, Float64Array>>;
}

const float64 = 2 ** -52;
/** A few units in the last place of float32: what a sum of some terms leaves. */
const float32 = 8 * 2 ** -24;

/** The number in a tensor of one entry, which is disposed of; anything else as it is. */
export function plainNumbers(value: unknown): unknown {
  const tensor = value as { dataSync?: () => ArrayLike<number>; dispose?: () => void } | null | undefined;
  if (typeof tensor?.dataSync !== 'function') return value;
  const data = Float64Array.from(tensor.dataSync());
  tensor.dispose?.();
  return data;
}

/** @throws InvalidInput for what is no function, and where it is evaluated, for one that gives no number */
export function readFunction(caller: string, f: GivenFunction, x: Float64Array): ReadFunction {
  if (typeof f === 'string') return readFormula(caller, f, x);
  const parts = typeof f === 'function' ? { value: f } : f;
  if (typeof parts?.value !== 'function') {
    const allowed = 'a function of x, a formula of x, or an objective { value, grad }';
    throw new InvalidInput({ subject: `${caller}: f`, given: f, allowed });
  }
  const objective: GivenObjective = parts;
  let isTensor = false;
  const value = (at: Float64Array): number => {
    const given = objective.value(at.slice());
    const plain = plainNumbers(given);
    if (plain !== given) isTensor = true;
    const result = plain instanceof Float64Array && plain.length === 1 ? plain[0] : plain;
    if (typeof result === 'number') return result;
    throw new InvalidInput({ subject: `${caller}: f(x)`, given: result, allowed: 'a number' });
  };
  value(x);
  const noise = objective.noise ?? objective.noiseAt?.(x.slice()) ?? (isTensor ? float32 : float64);
  const own: unknown = objective.grad === undefined ? undefined : plainNumbers(objective.grad(x.slice()));
  const others: Record<string, Float64Array> = {};
  if (own !== undefined) {
    const list = Array.isArray(own) || ArrayBuffer.isView(own) ? Array.from(own as ArrayLike<number>) : [];
    if (list.length !== x.length) {
      const allowed = `of the length of x, ${x.length}`;
      throw new InvalidInput({ subject: `${caller}: the gradient of f`, given: own, allowed });
    }
    others.autodiff = Float64Array.from(list);
  }
  return { value, noise: Math.max(float64, noise), others };
}

function readFormula(caller: string, text: string, x: Float64Array): ReadFunction {
  const subject = `${caller}: f`;
  const node = parseMath(text, subject);
  const evaluate = compileExpression(node, subject);
  const astray = [...freeNames(node)].find((name) => name !== 'x' && !Object.hasOwn(constants, name));
  if (astray !== undefined) {
    const remedy = `${astray} has no value; its coordinates are x[1], x[2], and so on.`;
    throw new InvalidInput({ subject, given: text, allowed: 'a formula of the vector x', remedy });
  }
  const at = (point: Float64Array) => (text.includes('x[') || point.length > 1 ? column(point) : point[0]);
  const value = (point: Float64Array): number => {
    try {
      const result = asNumber(evaluate({ x: at(point) }, exactly));
      if (result !== undefined) return result;
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw new InvalidInput({
        subject,
        given: text,
        allowed: 'a formula with a value',
        remedy: `${error.message}.`,
      });
    }
    throw new InvalidInput({ subject, given: text, allowed: 'a formula of a number' });
  };
  const others: Record<string, Float64Array> = {};
  try {
    const gradient = compileExpression(parseMath(`grad(${text}, x)`, subject), subject)(
      { x: at(x) },
      exactly,
    );
    others.autodiff = Float64Array.from(numbersIn(gradient));
  } catch (error) {
    if (!(error instanceof InvalidInput || error instanceof ShapeError)) throw error;
  }
  try {
    others['complex step'] = complexStep(node, 'x', x);
  } catch (error) {
    if (!(error instanceof NotAnalytic)) throw error;
  }
  return { value, noise: float64, others };
}
