import type { MathNode } from 'mathjs';
import { type Binding, freeNames, indexBinding, syntax } from '../../formula/nodes';

/** The operators that bind random names. */
export type Operator = 'E' | 'Var' | 'Cov' | 'P';

const argumentsOf: Readonly<Record<Operator, number>> = { E: 1, Var: 1, Cov: 2, P: 1 };

/** An expectation, a variance, a covariance or a probability, when a node is one. */
export interface Expectation {
  readonly operator: Operator;
  readonly args: readonly MathNode[];
  /** The names that it is over; none listed means every random name in its arguments. */
  readonly over: readonly MathNode[];
}

export function expectationIn(node: MathNode): Expectation | undefined {
  const read = syntax(node);
  if (read.type !== 'call' || !Object.hasOwn(argumentsOf, read.name)) return undefined;
  const operator = read.name as Operator;
  const count = argumentsOf[operator];
  return { operator, args: read.args.slice(0, count), over: read.args.slice(count) };
}

/**
 * The random names that a formula reads from outside: not those that an expectation within it binds.
 *
 * @param isRandom whether a name is random
 */
export function freeRandomNames(node: MathNode, isRandom: (name: string) => boolean): Set<string> {
  let names = read.get(node);
  if (names === undefined) {
    names = [...freeNames(node, [], bindingOf)];
    read.set(node, names);
  }
  return new Set(names.filter(isRandom));
}

const read = new WeakMap<MathNode, readonly string[]>();

/** The names that an expectation binds; one over every random name leaves none of its parts to be read. */
function bindingOf(node: MathNode): Binding | undefined {
  const expectation = expectationIn(node);
  if (!expectation) return indexBinding(node);
  const names = expectation.over.flatMap((each) => {
    const read = syntax(each);
    return read.type === 'name' ? [read.name] : [];
  });
  return { names, inside: expectation.over.length === 0 ? [] : expectation.args, outside: [] };
}
