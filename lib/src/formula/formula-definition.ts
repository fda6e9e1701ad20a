import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';

/** What a symbol of a formula stands for. */
export interface SymbolRole {
  /**
   * `scalar`: one number; `scalarState`: one number that is read and written, in float64; `input`: an array that is
   * read; `updated`: an array that is read and written.
   */
  kind: 'scalar' | 'scalarState' | 'input' | 'updated';
  /** What it is, in words, for error messages: `the learning rate`. */
  is: string;
  /** True for a symbol that the lines need not mention. */
  optional?: boolean;
}

/** Lines of mathematics over declared symbols. */
export interface FormulaDefinition {
  /** Names the formula in error messages. */
  name: string;
  symbols: Readonly<Record<string, SymbolRole>>;
  /**
   * Assignments in the order in which they run. A name that is not declared is a temporary of the line that assigns
   * it and those after.
   */
  lines: readonly string[];
}

const kinds: readonly unknown[] = [
  'scalar',
  'scalarState',
  'input',
  'updated',
] satisfies SymbolRole['kind'][];

/** Whether a symbol stands for an array, not for one number. */
export const isArray = ({ kind }: SymbolRole): boolean => kind === 'input' || kind === 'updated';

/** What a symbol is, and its name unless the words have it: `the learning rate, lr,`. */
export const symbolInWords = (name: string, { is }: SymbolRole): string =>
  is.endsWith(` ${name}`) ? is : `${is}, ${name},`;

/** Guards against definitions that only plain JavaScript can pass. */
export function checkDefinition(definition: FormulaDefinition): void {
  checkObject('formula: definition', definition, 'an object with name, symbols and lines');
  const { name, symbols, lines } = definition;
  if (typeof name !== 'string' || name === '') {
    const allowed = 'a text that names the formula';
    throw new InvalidInput({ subject: 'formula: name', given: name, allowed });
  }
  checkObject(`${name}: symbols`, symbols, 'an object of { kind, is } by symbol');
  for (const [symbol, role] of Object.entries<unknown>(symbols)) {
    const { kind, is } = (role ?? {}) as Partial<SymbolRole>;
    if (kinds.includes(kind) && typeof is === 'string') continue;
    const allowed = `an object with kind, one of ${kinds.join(', ')}, and is, what it is in words`;
    throw new InvalidInput({ subject: `${name}: symbol ${symbol}`, given: role, allowed });
  }
  if (!Array.isArray(lines)) {
    throw new InvalidInput({ subject: `${name}: lines`, given: lines, allowed: 'an array of assignments' });
  }
}

/** Guards what runs a formula against what is none. */
export function checkFormula(caller: string, formula: unknown): void {
  const { program } = (formula ?? {}) as { program?: unknown };
  if (typeof program === 'function') return;
  const allowed = 'what formula({ name, symbols, lines }) returned';
  throw new InvalidInput({ subject: `${caller}: formula`, given: formula, allowed });
}
