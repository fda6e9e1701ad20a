import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames, syntax } from '../../formula/nodes';
import { differentiate } from './differentiate';
import type { Evaluate } from './evaluate';
import { asNumber, column, dense, numbersIn, ShapeError, type Value } from './value';

type Compile = (node: MathNode) => Evaluate;

function variableName(node: MathNode, subject: string): string {
  const read = syntax(node);
  if (read.type === 'name') return read.name;
  throw new InvalidInput({ subject, given: node.toString(), allowed: 'a derivative with respect to a name' });
}

/** The formula's derivative by a number. */
export function derivative(node: MathNode, variable: MathNode, subject: string): MathNode {
  return differentiate(node, variableName(variable, subject), undefined, subject);
}

/** A name that no author writes, for the direction of a derivative. */
const directionName = (name: string, order: number) => `${name}__direction${order}`;

/** The gradient's entry i is the derivative along the i-th unit vector. */
export function compileGradient(
  node: MathNode,
  variable: MathNode,
  compile: Compile,
  subject: string,
): Evaluate {
  const name = variableName(variable, subject);
  const direction = directionName(name, freeNames(node).size);
  const along = compile(differentiate(node, name, direction, subject));
  return (scope, jitter) => {
    const at = scope[name];
    if (at === undefined) throw new ShapeError(`grad: ${name} has no value`);
    if (typeof at === 'number') return along({ ...scope, [direction]: 1 }, jitter);
    if (at.kind !== 'dense') throw new ShapeError(`grad: ${name} must be a number, a vector or a matrix`);
    const unit = (k: number): Value => ({ ...at, data: at.data.map((_, i) => (i === k ? 1 : 0)) });
    const slopes = Array.from(at.data, (_, k) => along({ ...scope, [direction]: unit(k) }, jitter));
    if (slopes.every((slope) => asNumber(slope) !== undefined)) {
      return { ...at, data: Float64Array.from(slopes, (slope) => asNumber(slope) as number) };
    }
    throw new ShapeError('grad: the expression must be a number');
  };
}

/** The matrix of second derivatives along pairs of unit vectors. */
export function compileHessian(
  node: MathNode,
  variable: MathNode,
  compile: Compile,
  subject: string,
): Evaluate {
  const name = variableName(variable, subject);
  const [first, second] = [directionName(name, 1), directionName(name, 2)];
  const along = compile(differentiate(differentiate(node, name, first, subject), name, second, subject));
  return (scope, jitter) => {
    const at = scope[name];
    const n = at === undefined ? 0 : numbersIn(at).length;
    const unit = (k: number) => column(Array.from({ length: n }, (_, i) => (i === k ? 1 : 0)));
    const entries = Array.from({ length: n * n }, (_, k) =>
      asNumber(along({ ...scope, [first]: unit(Math.floor(k / n)), [second]: unit(k % n) }, jitter)),
    );
    if (entries.some((entry) => entry === undefined))
      throw new ShapeError('hessian: the expression must be a number');
    return dense(n, n, entries as number[]);
  };
}
