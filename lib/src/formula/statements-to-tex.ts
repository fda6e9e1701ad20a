import type { AssignmentNode, MathNode } from 'mathjs';
import { InvalidInput } from '../errors';
import { parseMath } from './parse-math';
import { type SymbolTable, subscript, symbolToTex } from './symbols';
import { toTexWith } from './to-tex';

/** What {@link statementsToTex} must know beyond the statements. */
export interface StatementOptions {
  /** LaTeX for names, over {@link courseNotation}. */
  symbols?: SymbolTable;
  /** Names that are new at each step and are read, not assigned: they carry the step's index. Default: `['g']`. */
  inputs?: readonly string[];
  /** State that no statement here assigns before it is read: it carries the step before. Default: `['p']`. */
  state?: readonly string[];
  /** The step's index. Default: `t`. */
  index?: string;
}

/**
 * LaTeX of an update rule's statements, with the step's index on everything that changes.
 *
 * One convention throughout, that of Kingma & Ba (2015): step t reads the gradient g_t and the state of step
 * t-1, and writes the state of step t. A name that an earlier statement has assigned is the new one; a name that a
 * later statement assigns is the old one. Hyperparameters carry no index.
 *
 * @param statements assignments, in the order in which they run
 * @throws InvalidInput if a statement is no assignment to a name
 * @example
 * ```ts
 * statementsToTex(['m = b1*m + (1-b1)*g', 'p = p - lr*m'])
 * // ['m_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t', '\\theta_t = \\theta_{t-1} - \\eta m_t']
 * ```
 */
export function statementsToTex(
  statements: readonly string[],
  { symbols = {}, inputs = ['g'], state = ['p'], index = 't' }: StatementOptions = {},
): string[] {
  if (!Array.isArray(statements)) {
    throw new InvalidInput({
      subject: 'statementsToTex: statements',
      given: statements,
      allowed: 'an array of texts',
      remedy: 'For a single one there is statementToTex.',
    });
  }
  const parsed = statements.map(parseStatement);
  const changing = new Set([...state, ...parsed.map(assignedName)]);
  const written = new Set<string>();
  const current = (name: string) => subscript(symbolToTex(name, symbols), index);
  const nameAtStep = (name: string) => {
    if (inputs.includes(name) || written.has(name)) return current(name);
    if (changing.has(name)) return subscript(symbolToTex(name, symbols), `${index}-1`);
    return symbolToTex(name, symbols);
  };
  return parsed.map((statement) => {
    const right = toTexWith(statement.value as MathNode, { name: nameAtStep });
    written.add(assignedName(statement));
    return `${current(assignedName(statement))} = ${right}`;
  });
}

/**
 * {@link statementsToTex} for one statement on its own.
 *
 * @example
 * ```ts
 * statementToTex('m = b1*m + (1-b1)*g') // 'm_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t'
 * statementToTex('p = p - lr*g') // '\\theta_t = \\theta_{t-1} - \\eta g_t'
 * ```
 */
export function statementToTex(statement: string, options: StatementOptions = {}): string {
  return statementsToTex([statement], options)[0];
}

function parseStatement(statement: string): AssignmentNode {
  const node = parseMath(statement, 'statementToTex');
  if (node.type === 'AssignmentNode' && !(node as AssignmentNode).index) return node as AssignmentNode;
  throw new InvalidInput({
    subject: 'statementToTex: statement',
    given: statement,
    allowed: "an assignment to a name, such as 'm = b1*m + (1-b1)*g'",
  });
}

const assignedName = (statement: AssignmentNode): string =>
  (statement.object as unknown as { name: string }).name;
