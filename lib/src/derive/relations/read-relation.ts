import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { syntax } from '../../formula/nodes';

/** What stands first in a step: a relation of values, `~` (their quotient tends to 1) or `->` (tends to). */
export type RelationSign = '=' | '<=' | '<' | '>=' | '>' | '~' | '->';

const asPrinted: Readonly<Record<string, RelationSign>> = {
  '==': '=',
  '≤': '<=',
  '⩽': '<=',
  '≥': '>=',
  '⩾': '>=',
  '→': '->',
  '∼': '~',
};

/** Signs that claim nothing here, or are typed wrongly, and what to do about each. */
const refused: Readonly<Record<string, string>> = {
  '=<': 'Write <= for "at most".',
  '=>': 'Write >= for "at least", -> for "tends to".',
  '⇒': 'Write >= for "at least", -> for "tends to".',
  '≈': 'It claims nothing that could be false: write ~ or -> with what tends where, or = with an order.',
  '!=': 'That two things differ is shown by a counterexample: use refute.',
  '≠': 'That two things differ is shown by a counterexample: use refute.',
  '<>': 'That two things differ is shown by a counterexample: use refute.',
  '===': 'Write = for equality.',
  ':=': 'To name an expression, declare the name among the assumptions with definedAs.',
  '≡': 'Write = for equality.',
  '<<': 'Write < for "less than", or = with an order for "negligible beside".',
  '>>': 'Write > for "greater than".',
  '≪': 'Write < for "less than", or = with an order for "negligible beside".',
  '≫': 'Write > for "greater than".',
  '~=': 'Write ~ where the quotient tends to 1.',
  '∝': 'Write the factor out, and = for equality.',
  '∈': 'Declare what a name is among the assumptions.',
};

const allowed = 'an expression, or one of the relations = <= < >= > ~ -> and an expression';

/** The relation that a step's text begins with, `=` where there is none, and the text of its expression. */
export function readRelation(text: string, subject: string): { sign: RelationSign; formula: string } {
  const pattern = /^\s*(->|[=<>~≤⩽≥⩾→⇒∼≈≠≡≪≫∝∈:!]*)\s*([\s\S]*)$/;
  const [, written, formula] = pattern.exec(text) as RegExpExecArray;
  const sign = written === '' ? '=' : written;
  const relation = Object.hasOwn(asPrinted, sign) ? asPrinted[sign] : sign;
  if (!['=', '<=', '<', '>=', '>', '~', '->'].includes(relation)) {
    const remedy = Object.hasOwn(refused, sign) ? refused[sign] : undefined;
    throw new InvalidInput({ subject, given: text, allowed, remedy });
  }
  if (formula.trim() === '')
    throw new InvalidInput({ subject, given: text, allowed, remedy: 'The expression is missing.' });
  return { sign: relation as RelationSign, formula };
}

/**
 * Refuses what is a claim and no expression: an assignment, a comparison, a chain of relations. A comparison in
 * parentheses is an expression: 1 where it holds, 0 elsewhere.
 *
 * @throws InvalidInput that says what is allowed at this place, and what to do
 */
export function refuseRelation(
  node: MathNode,
  text: string,
  { subject, allowed, remedy }: { subject: string; allowed: string; remedy: string },
): MathNode {
  const outermost = syntax(node);
  if (node.type === 'ParenthesisNode' && outermost.type !== 'other') return node;
  const isRelation = outermost.type === 'operator' && /^([<>]=?|[=!]=)$/.test(outermost.op);
  if (
    !isRelation &&
    !['AssignmentNode', 'RelationalNode'].includes(outermost.type === 'other' ? outermost.node.type : '')
  )
    return node;
  throw new InvalidInput({ subject, given: text, allowed, remedy });
}
