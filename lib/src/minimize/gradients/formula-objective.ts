import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { type Displayable, displaySymbol } from '../../show';
import { keepsNothing } from '../recycling';
import { compile, type Programs } from './formula/compile';
import { displayObjective } from './formula/display-objective';
import { type FormulaData, readData, type VariableShape } from './formula/given-data';
import { isScalar } from './formula/graph';
import { shapeInWords } from './formula/maps';
import { placeVariables, readObjective, type Variable } from './formula/read-objective';

export type { FormulaData, VariableShape } from './formula/given-data';

/** The values of the variables by name: numbers, arrays, or arrays of rows. */
export type VariableValues = Readonly<Record<string, number | number[] | number[][]>>;

/** A function in float64 with exact derivatives, made from a formula; {@link minimize} takes it as f. */
export interface FormulaObjective extends Displayable {
  /** How many numbers the variables are together. */
  readonly n: number;
  value(x: ArrayLike<number>): number;
  /** The gradient, in a new array or `into`. */
  grad(x: ArrayLike<number>, into?: Float64Array): Float64Array;
  /** Both for little more than the gradient alone. */
  valueAndGrad(x: ArrayLike<number>): { value: number; grad: Float64Array };
  /** The Hessian at x times v, exactly, for a small multiple of the cost of the value. */
  hessp(x: ArrayLike<number>, v: ArrayLike<number>): Float64Array;
  /** The Hessian at x, n by n, row by row: n products. */
  hess(x: ArrayLike<number>): Float64Array;
  /** One vector of the variables' values. */
  pack(values: Readonly<Record<string, FormulaData>>): Float64Array;
  /** The variables' values in a vector. */
  unpack(x: ArrayLike<number>): VariableValues;
}

/**
 * A function to minimize, written as mathematics, with its exact gradient and Hessian-vector products.
 *
 * The grammar is that of derivations: + - * / ^, .* ./ .^ entry by entry, A' and indices from 1, `sum(i, from, to, term)`
 * and `prod`, dot, norm, norm1, total, trace, outer, identity(n), max, min, select(condition, a, b), comparisons, and scalar functions
 * such as exp, log, sqrt, abs, sin, tanh, sigmoid, relu; besides log1p, expm1, atan2, softplus, logsumexp and softmax.
 * Scalar functions act on each entry of a matrix; a number plus a matrix is added to each entry; `X[i]` of a matrix is its
 * row i as a vector. Several lines are assignments of temporaries, and at last the value.
 *
 * log(1 + exp(u)), the log of a sum of exponentials, 1/(1 + exp(-u)) and their like are computed by formulas that do not
 * overflow. At a kink the gradient is a one-sided one; of abs and norms at 0 it is 0.
 *
 * The formula becomes JavaScript. The gradient is reverse-mode differentiation: loops are run again, not stored, so that
 * memory does not grow with the length of a sum. Products with the Hessian are forward-mode differentiation of that
 * gradient.
 *
 * @param formula one formula, or lines
 * @param variables the length of each vector, or `[rows, columns]` of each matrix; 1 is a number
 * @param data the values of all other names: numbers, arrays, and arrays of rows; they are copied
 * @throws InvalidInput naming the line and the symbol, for an unknown symbol, operator or function, shapes that do not fit,
 *   an index out of range, a value that is no number, and a name without use
 * @example
 * ```ts
 * const rosenbrock = formulaObjective('100*(x[2] - x[1]^2)^2 + (1 - x[1])^2', { x: 2 });
 * rosenbrock.grad([-1.2, 1]) // Float64Array(2) [ -215.6, -88 ]
 * rosenbrock.hessp([1, 1], [1, 0]) // Float64Array(2) [ 802, -400 ]
 *
 * const data = { X: [[1, 0], [1, 2], [1, 4]], y: [-1, 1, 1], m: 3, lambda: 0.1 };
 * const logistic = 'sum(i, 1, m, log(1 + exp(-y[i]*dot(X[i], w))))/m + lambda/2*dot(w, w)';
 * formulaObjective(logistic, { w: 2 }, data).value([0, 0]) // 0.6931471805599453
 * ```
 * @see Griewank & Walther, "Evaluating Derivatives", 2nd ed. 2008, chapters 3 to 5
 */
export function formulaObjective(
  formula: string | readonly string[],
  variables: Readonly<Record<string, VariableShape>>,
  data: Readonly<Record<string, FormulaData>> = {},
): FormulaObjective {
  checkObject('formulaObjective: variables', variables, 'an object of lengths by name, such as { x: 2 }');
  checkObject('formulaObjective: data', data, 'an object of values by name');
  const declared = placeVariables(variables);
  const { graph, result } = readObjective(formula, declared, data);
  return objectiveOf(formula, declared, compile(graph, result));
}

function objectiveOf(
  formula: string | readonly string[],
  variables: readonly Variable[],
  programs: Programs,
): FormulaObjective {
  const n = variables.reduce((sum, { shape }) => sum + shape.rows * shape.columns, 0);
  const vector = (what: string, given: ArrayLike<number>): Float64Array => {
    if (given instanceof Float64Array && given.length === n) return given;
    const list =
      Array.isArray(given) || ArrayBuffer.isView(given) ? Array.from(given as ArrayLike<unknown>) : [];
    if (list.length === n && list.every((entry) => typeof entry === 'number'))
      return Float64Array.from(list as number[]);
    throw new InvalidInput({
      subject: `formulaObjective: ${what}`,
      given,
      allowed: `an array of ${n} numbers`,
    });
  };
  const valueAndGrad = keepsNothing((x: ArrayLike<number>, grad: Float64Array = new Float64Array(n)) => {
    const value = programs.gradient(vector('x', x), grad);
    return { value, grad };
  });
  const hessp = (x: ArrayLike<number>, v: ArrayLike<number>): Float64Array => {
    const product = new Float64Array(n);
    programs.product(vector('x', x), new Float64Array(n), vector('v', v), product);
    return product;
  };
  return {
    n,
    value: keepsNothing((x: ArrayLike<number>) => programs.value(vector('x', x))),
    grad: keepsNothing((x: ArrayLike<number>, into?: Float64Array) => valueAndGrad(x, into).grad),
    valueAndGrad,
    hessp,
    hess(x) {
      const at = vector('x', x);
      const rows = new Float64Array(n * n);
      const unit = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        unit[i] = 1;
        rows.set(hessp(at, unit), i * n);
        unit[i] = 0;
      }
      return rows;
    },
    pack(values) {
      const x = new Float64Array(n);
      for (const { name, shape, offset } of variables) {
        const given = readData(name, values[name]);
        if (given.values.length !== shape.rows * shape.columns) {
          const subject = `formulaObjective: ${name}`;
          throw new InvalidInput({ subject, given: values[name], allowed: shapeInWords(shape) });
        }
        x.set(given.values, offset);
      }
      return x;
    },
    unpack(x) {
      const all = vector('x', x);
      return Object.fromEntries(variables.map((variable) => [variable.name, variableIn(variable, all)]));
    },
    [displaySymbol]: () => displayObjective(formula, variables),
  };
}

function variableIn({ shape, offset }: Variable, x: Float64Array): number | number[] | number[][] {
  const { rows, columns } = shape;
  if (isScalar({ shape })) return x[offset];
  const row = (i: number) => Array.from(x.subarray(offset + i * columns, offset + (i + 1) * columns));
  if (columns === 1) return Array.from(x.subarray(offset, offset + rows));
  return Array.from({ length: rows }, (_, i) => row(i));
}
