import { type MathNode, parse } from 'mathjs';
import { InvalidInput } from '../errors';

/**
 * Parses one formula in mathjs' grammar.
 *
 * @param subject what the error names: the function and the argument
 * @throws InvalidInput with the parser's own complaint, if the text is no single formula
 */
export function parseMath(text: string, subject: string): MathNode {
  const allowed = "one formula in mathjs' grammar, such as 'b*m + (1-b)*g'";
  if (typeof text !== 'string' || text.trim() === '')
    throw new InvalidInput({ subject, given: text, allowed });
  let node: MathNode;
  try {
    node = parse(text);
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    throw new InvalidInput({ subject, given: text, allowed, remedy: `The parser says: ${complaint}.` });
  }
  if (node.type === 'BlockNode') {
    throw new InvalidInput({
      subject,
      given: text,
      allowed,
      remedy: 'Write each statement as a text of its own.',
    });
  }
  return node;
}
