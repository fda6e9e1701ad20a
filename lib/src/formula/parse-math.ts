import { type MathNode, parse } from 'mathjs';
import { InvalidInput } from '../errors';
import { checkDepth, checkLength } from './formula-size';
import { notationRemedy } from './notation-remedy';

/**
 * Parses one formula in mathjs' grammar.
 *
 * @param subject what the error names: the function and the argument
 * @throws InvalidInput with the parser's own complaint, if the text is no single formula
 */
export function parseMath(text: string, subject: string): MathNode {
  const allowed = "one formula in mathjs' grammar, such as 'b*m + (1-b)*g'";
  if (typeof text !== 'string' || text.trim() === '')
    throw new InvalidInput({ subject, given: text, allowed, remedy: textRemedy(text) });
  checkLength(text, subject, allowed);
  let node: MathNode;
  try {
    node = parse(text);
  } catch (error) {
    const complaint = `The parser says: ${error instanceof Error ? error.message : String(error)}.`;
    const notation = notationRemedy(text);
    const remedy = notation === undefined ? complaint : `${notation} ${complaint}`;
    throw new InvalidInput({ subject, given: text, allowed, remedy });
  }
  if (node.type === 'BlockNode') {
    throw new InvalidInput({
      subject,
      given: text,
      allowed,
      remedy: 'Write each statement as a text of its own.',
    });
  }
  checkDepth(node, subject);
  return node;
}

function textRemedy(given: unknown): string | undefined {
  if (typeof given === 'number') return `Write it as text: '${given}'.`;
  if (typeof given === 'function')
    return 'A function cannot be read as a formula: write the formula as text.';
  return undefined;
}
