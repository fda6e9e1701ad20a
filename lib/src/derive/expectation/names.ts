import type { MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';

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
    names = [...namesRead(node, [])];
    read.set(node, names);
  }
  return new Set(names.filter(isRandom));
}

const read = new WeakMap<MathNode, readonly string[]>();

/** The names that a formula reads outside of expectations over every random name. */
function namesRead(node: MathNode, bound: readonly string[]): Set<string> {
  const collect = (parts: readonly MathNode[], inner = bound) =>
    new Set(parts.flatMap((part) => [...namesRead(part, inner)]));
  const expectation = expectationIn(node);
  if (expectation) {
    if (expectation.over.length === 0) return new Set();
    const over = expectation.over.flatMap((each) => {
      const read = syntax(each);
      return read.type === 'name' ? [read.name] : [];
    });
    return collect(expectation.args, [...bound, ...over]);
  }
  const big = bigOperator(node);
  if (big) return new Set([...collect([big.from, big.to]), ...collect([big.term], [...bound, big.index])]);
  const read = syntax(node);
  switch (read.type) {
    case 'name':
      return new Set(bound.includes(read.name) ? [] : [read.name]);
    case 'operator':
    case 'call':
      return collect(read.args);
    case 'index':
      return collect([read.target, ...read.indices]);
    default:
      return new Set();
  }
}
