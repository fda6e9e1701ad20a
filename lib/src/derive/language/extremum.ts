import { type MathNode, OperatorNode, ParenthesisNode } from 'mathjs';
import { syntax } from '../../formula/nodes';

/** `argmin(x, f)` or `argmax(x, f)`: the values of a name, among those that its assumption allows, at which f is extreme. */
export interface Extremum {
  name: 'argmin' | 'argmax';
  variable: string;
  /** What is to be as small as possible: f, or -f for a maximum. */
  objective: MathNode;
}

const isExtremum = (name: string) => name === 'argmin' || name === 'argmax';

/** The extremum that a line stands for, when it is one. */
export function extremumOf(line: MathNode): Extremum | undefined {
  const read = syntax(line);
  if (read.type !== 'call' || !isExtremum(read.name) || read.args.length !== 2) return undefined;
  const variable = syntax(read.args[0]);
  if (variable.type !== 'name') return undefined;
  return extremumFrom(read.name as Extremum['name'], variable.name, read.args[1]);
}

/** The extremum of a formula over a name. */
export function extremumFrom(name: Extremum['name'], variable: string, formula: MathNode): Extremum {
  const negative = () => new OperatorNode('-', 'unaryMinus', [new ParenthesisNode(formula)]);
  return { name, variable, objective: name === 'argmin' ? formula : negative() };
}

/** Whether a formula has an extremum in it, well formed or not. */
export const hasExtremum = (formula: MathNode): boolean =>
  formula.filter((part) => {
    const read = syntax(part);
    return part.type === 'FunctionNode' && read.type === 'call' && isExtremum(read.name);
  }).length > 0;
