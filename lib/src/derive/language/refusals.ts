import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { syntax } from '../../formula/nodes';
import type { Setting } from '../points/setting';
import { functionRemedy } from './other-notations';
import { reference } from './reference';

/** A function that derivations do not know. */
export const unknownFunction = (name: string, subject: string): InvalidInput =>
  new InvalidInput({
    subject,
    given: `${name}(...)`,
    allowed: 'built from known functions',
    remedy: functionRemedy(name),
  });

/** A known function with too few or too many arguments. */
export function wronglyCalled(name: string, args: readonly MathNode[], subject: string): InvalidInput {
  const { use, meaning } = reference[name];
  const entries =
    name === 'sum' && args.length === 1 ? ' The sum of the entries of a vector is total(x).' : '';
  return new InvalidInput({
    subject,
    given: `${name}(${args.join(', ')})`,
    allowed: `a call such as ${use}`,
    remedy: `It is ${meaning}.${entries}`,
  });
}

interface Access {
  readonly index?: { isObjectProperty?(): boolean; getObjectProperty(): string };
}

/** Whether a node is `a.b`, which mathjs reads as an index. */
export const isProperty = (node: MathNode): boolean =>
  node.type === 'AccessorNode' && (node as unknown as Access).index?.isObjectProperty?.() === true;

/** What to write in place of a part of mathjs' grammar that derivations do not know. */
export function nodeRemedy(node: MathNode): string | undefined {
  if (isProperty(node)) {
    const property = (node as unknown as Required<Access>).index.getObjectProperty();
    return property === 'T'
      ? "The transpose of A is written A'."
      : "Names have no properties: an entry is written x[1], a product x*y or x'*y.";
  }
  switch (node.type) {
    case 'FunctionNode':
      return 'A function stands alone: sqrt(x), not Math.sqrt(x).';
    case 'ArrayNode':
      return 'Vectors and matrices are not written out: declare a name, or use ones(n), unit(i, n), diag(x), outer(x, y).';
    case 'ObjectNode':
      return 'Write parentheses in place of braces.';
    case 'RangeNode':
      return 'Write both ends as arguments: sum(i, 1, n, f).';
    case 'AssignmentNode':
    case 'FunctionAssignmentNode':
      return "To name an expression, declare the name among the assumptions: { c: definedAs('a + b') }.";
    case 'RelationalNode':
      return 'Write the comparisons one by one: (a < b) and (b < c).';
    case 'ConstantNode':
      return 'Texts and truth values are no numbers: a condition such as (a > 0) is 1 where it holds and else 0.';
    default:
      return undefined;
  }
}

/**
 * Refuses a declared name in front of parentheses, which is an entry to some and a product to others.
 *
 * @throws InvalidInput naming the first
 */
export function refuseCalls(formula: MathNode, setting: Setting, subject: string): void {
  formula.traverse((part) => {
    const read = syntax(part);
    if (read.type !== 'call' || part.type !== 'FunctionNode') return;
    const { name, args } = read;
    if (!Object.hasOwn(setting.assumptions, name) || Object.hasOwn(reference, name)) return;
    const inside = args.join(', ');
    const isNumber = setting.assumptions[name].kind === 'number';
    throw new InvalidInput({
      subject,
      given: part.toString(),
      allowed: `written so that ${name}, a declared name, is not called as a function`,
      remedy: `Write ${name}*(${inside}) for a product${isNumber ? '' : `, ${name}[${inside}] for an entry`}.`,
    });
  });
}
