import { FunctionNode, type MathNode, OperatorNode } from 'mathjs';
import { freeNames, syntax } from '../../formula/nodes';
import type { Expectation } from './names';

/** Functions with jumps: averaged, they may have a derivative though they have none, or zero, themselves. */
const jumping = new Set(['sign', 'floor', 'ceil', 'round', 'select']);
const comparing = /^([<>]=?|[=!]=|and|or)$/;

const call = (name: string, ...args: readonly MathNode[]): MathNode => new FunctionNode(name, [...args]);

/** Whether a jump of the expression moves with the name: then the derivative does not go under the average. */
function jumps(node: MathNode, name: string): boolean {
  let found = false;
  node.traverse((part) => {
    const read = syntax(part);
    const jump =
      (read.type === 'call' && jumping.has(read.name)) ||
      (read.type === 'operator' && comparing.test(read.op));
    if (jump && freeNames(part).has(name)) found = true;
  });
  return found;
}

/**
 * The derivative of an expectation by a name on which no distribution depends: dE(f) = E(df), dVar(f) = 2 Cov(f, df) and
 * dCov(f, g) = Cov(df, g) + Cov(f, dg). Where f has a kink this holds, where it has a jump it does not.
 *
 * @returns undefined where there is no rule
 */
export function expectationTangent(
  { operator, args, over }: Expectation,
  name: string,
  tangent: (part: MathNode) => MathNode | undefined,
): MathNode | undefined {
  if (operator === 'P' || args.some((arg) => jumps(arg, name))) return undefined;
  const changes = args.map(tangent);
  const [da, db] = changes;
  if (operator === 'E') return da && call('E', da, ...over);
  if (operator === 'Var') {
    const two = call('Cov', args[0], da as MathNode, ...over);
    return new OperatorNode('+', 'add', [two, two]);
  }
  const first = da && call('Cov', da, args[1], ...over);
  const second = db && call('Cov', args[0], db, ...over);
  return first && second ? new OperatorNode('+', 'add', [first, second]) : (first ?? second);
}
