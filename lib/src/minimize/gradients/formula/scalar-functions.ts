import type { Code, Scalar } from './code';

/** The scalar functions by name. */
export type ScalarName =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'weigh'
  | 'negate'
  | 'square'
  | 'power'
  | 'sqrt'
  | 'length'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'atan2'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'relu'
  | 'abs'
  | 'max'
  | 'min'
  | 'select'
  | 'sign'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'less'
  | 'lessEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'finite';

/** Writes the code of a derivative by one argument; the result of the function itself is at hand. */
type PartialDerivative = (code: Code, args: readonly Scalar[], result: Scalar) => Scalar;

/** A function from numbers to a number. */
export interface ScalarFunction {
  /** JavaScript of the value on the texts of the arguments. */
  js(...args: string[]): string;
  /** One derivative for each argument; undefined where it is zero wherever it exists. */
  partials: readonly (PartialDerivative | undefined)[];
}

const define = (js: ScalarFunction['js'], ...partials: ScalarFunction['partials']): ScalarFunction => ({
  js,
  partials,
});
const call = (name: string) => (x: string) => `Math.${name}(${x})`;
const flat = (js: ScalarFunction['js']) => define(js, undefined, undefined);
const truth = (condition: string) => `(${condition} ? 1 : 0)`;

/**
 * Every scalar function that objectives are made of. A derivative is code of these same functions, so that the table
 * serves derivatives of any order. At a kink the derivative is one of the one-sided slopes or, of abs and norms, 0.
 */
export const scalarFunctions: Readonly<Record<ScalarName, ScalarFunction>> = {
  add: define(
    (a, b) => `${a} + ${b}`,
    (code) => code.constant(1),
    (code) => code.constant(1),
  ),
  subtract: define(
    (a, b) => `${a} - ${b}`,
    (code) => code.constant(1),
    (code) => code.constant(-1),
  ),
  multiply: define(
    (a, b) => `${a} * ${b}`,
    (_, [, b]) => b,
    (_, [a]) => a,
  ),
  divide: define(
    (a, b) => `${a} / ${b}`,
    (code, [, b]) => code.apply('divide', code.constant(1), b),
    (code, [, b], result) => code.apply('negate', code.apply('divide', result, b)),
  ),
  /** A product that is 0 where a is, whatever b: a is the weight of a branch that may not be taken. */
  weigh: define(
    (a, b) => `(${a} === 0 ? 0 : ${a} * ${b})`,
    (_, [, b]) => b,
    (_, [a]) => a,
  ),
  negate: define(
    (a) => `-${a}`,
    (code) => code.constant(-1),
  ),
  square: define(
    (a) => `${a} * ${a}`,
    (code, [a]) => code.apply('multiply', code.constant(2), a),
  ),
  power: define(
    (a, b) => `Math.pow(${a}, ${b})`,
    (code, [a, b]) => {
      const slope = code.apply('power', a, code.apply('subtract', b, code.constant(1)));
      return code.apply('weigh', b, slope);
    },
    (code, [a], result) => code.apply('weigh', result, code.apply('log', a)),
  ),
  sqrt: define(call('sqrt'), (code, _, result) => code.apply('divide', code.constant(0.5), result)),
  /** The square root of a sum of squares, with the slope 0 at 0. */
  length: define(call('sqrt'), (code, _, result) => {
    const zero = code.constant(0);
    const slope = code.apply('divide', code.constant(0.5), result);
    return code.apply('select', code.apply('equal', result, zero), zero, slope);
  }),
  exp: define(call('exp'), (_code, _args, result) => result),
  expm1: define(call('expm1'), (code, [x]) => code.apply('exp', x)),
  log: define(call('log'), (code, [x]) => code.apply('divide', code.constant(1), x)),
  log1p: define(call('log1p'), (code, [x]) =>
    code.apply('divide', code.constant(1), code.apply('add', code.constant(1), x)),
  ),
  sin: define(call('sin'), (code, [x]) => code.apply('cos', x)),
  cos: define(call('cos'), (code, [x]) => code.apply('negate', code.apply('sin', x))),
  tan: define(call('tan'), (code, _, result) =>
    code.apply('add', code.constant(1), code.apply('square', result)),
  ),
  asin: define(call('asin'), (code, [x]) =>
    code.apply('divide', code.constant(1), oneLessSquare(code, x, 'sqrt')),
  ),
  acos: define(call('acos'), (code, [x]) =>
    code.apply('divide', code.constant(-1), oneLessSquare(code, x, 'sqrt')),
  ),
  atan: define(call('atan'), (code, [x]) => {
    const bottom = code.apply('add', code.constant(1), code.apply('square', x));
    return code.apply('divide', code.constant(1), bottom);
  }),
  atan2: define(
    (y, x) => `Math.atan2(${y}, ${x})`,
    (code, [y, x]) => code.apply('divide', x, squares(code, y, x)),
    (code, [y, x]) => code.apply('negate', code.apply('divide', y, squares(code, y, x))),
  ),
  sinh: define(call('sinh'), (code, [x]) => code.apply('cosh', x)),
  cosh: define(call('cosh'), (code, [x]) => code.apply('sinh', x)),
  tanh: define(call('tanh'), (code, [x]) => {
    // 1 - tanh^2 would cancel, and 1 / cosh^2 overflow, where tanh is near 1.
    const double = code.apply('multiply', code.constant(2), x);
    const slope = code.apply(
      'multiply',
      code.apply('sigmoid', double),
      code.apply('sigmoid', code.apply('negate', double)),
    );
    return code.apply('multiply', code.constant(4), slope);
  }),
  sigmoid: define(
    (x) => `1 / (1 + Math.exp(-${x}))`,
    (code, [x], result) => code.apply('multiply', result, code.apply('sigmoid', code.apply('negate', x))),
  ),
  /** log(1 + e^x), without overflow and with every digit of a small result. */
  softplus: define(
    (x) => `(${x} > 0 ? ${x} + Math.log1p(Math.exp(-${x})) : Math.log1p(Math.exp(${x})))`,
    (code, [x]) => code.apply('sigmoid', x),
  ),
  relu: define(
    (x) => `Math.max(0, ${x})`,
    (code, [x]) => code.apply('less', code.constant(0), x),
  ),
  abs: define(call('abs'), (code, [x]) => code.apply('sign', x)),
  max: define(
    (a, b) => `Math.max(${a}, ${b})`,
    (code, [a, b]) => code.apply('lessEqual', b, a),
    (code, [a, b]) => code.apply('less', a, b),
  ),
  min: define(
    (a, b) => `Math.min(${a}, ${b})`,
    (code, [a, b]) => code.apply('lessEqual', a, b),
    (code, [a, b]) => code.apply('less', b, a),
  ),
  select: define(
    (condition, a, b) => `(${condition} ? ${a} : ${b})`,
    undefined,
    (code, [condition]) => code.apply('select', condition, code.constant(1), code.constant(0)),
    (code, [condition]) => code.apply('select', condition, code.constant(0), code.constant(1)),
  ),
  sign: flat(call('sign')),
  floor: flat(call('floor')),
  ceil: flat(call('ceil')),
  round: flat(call('round')),
  less: flat((a, b) => truth(`${a} < ${b}`)),
  lessEqual: flat((a, b) => truth(`${a} <= ${b}`)),
  equal: flat((a, b) => truth(`${a} === ${b}`)),
  notEqual: flat((a, b) => truth(`${a} !== ${b}`)),
  and: flat((a, b) => truth(`${a} !== 0 && ${b} !== 0`)),
  or: flat((a, b) => truth(`${a} !== 0 || ${b} !== 0`)),
  /** The number itself where it is finite, else 0: what may be taken off exponents without changing their sum. */
  finite: flat((x) => `(Number.isFinite(${x}) ? ${x} : 0)`),
};

const oneLessSquare = (code: Code, x: Scalar, then: ScalarName): Scalar =>
  code.apply(then, code.apply('subtract', code.constant(1), code.apply('square', x)));

const squares = (code: Code, y: Scalar, x: Scalar): Scalar =>
  code.apply('add', code.apply('square', y), code.apply('square', x));

/** The branches of these may go unused, and may be infinite or undefined then. */
export const branching: ReadonlySet<ScalarName> = new Set<ScalarName>(['select', 'max', 'min', 'relu']);
