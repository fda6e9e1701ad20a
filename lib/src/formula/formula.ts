import { type MathNode, parse } from 'mathjs';
import { described } from '../errors/described';
import {
  checkDefinition,
  type FormulaDefinition,
  isArray,
  type SymbolRole,
  symbolInWords,
} from './formula-definition';
import { formulaError, type Place } from './formula-error';
import { lower } from './lower';
import { type Precision, type Program, planPasses } from './program';
import { Values } from './values';

export type { FormulaDefinition, SymbolRole };

/** A checked formula, ready for {@link toLoop}, {@link toWasm} and {@link toTensors}. */
export interface Formula extends FormulaDefinition {
  /** The declared scalars that the lines read. */
  readonly scalarsRead: readonly string[];
  /** The formula as values and passes, for one precision. */
  program(precision: Precision): Program;
}

/** Names with a meaning of their own. */
const constants: Readonly<Record<string, number>> = { pi: Math.PI, Infinity: Number.POSITIVE_INFINITY };

interface Line extends Place {
  target: string;
  expression: MathNode;
}

/**
 * Checks lines of elementwise mathematics and prepares them for execution.
 *
 * Arrays know + - * / ^, comparisons, sqrt, abs, sign, exp, log, max, min, select(condition, a, b), and sum, norm2,
 * globalSum and globalNorm, which make scalars of them: the first two of one tensor, the others of all tensors that
 * run together. Scalars know in addition all functions of mathjs from numbers to a number. What depends on scalars
 * alone is computed once a step, in float64.
 *
 * @throws InvalidInput for a definition without name, symbols or lines; naming the formula, the line and the symbol,
 *   for a line that is no assignment, an unknown symbol or function, an assignment to an input or a scalar, and a
 *   symbol without use
 * @example
 * ```ts
 * formula({
 *   name: 'axpy',
 *   symbols: {
 *     a: { kind: 'scalar', is: 'a factor' },
 *     x: { kind: 'input', is: 'a vector' },
 *     y: { kind: 'updated', is: 'a vector' },
 *   },
 *   lines: ['y = a*x + y'],
 * }).scalarsRead // ['a']
 * ```
 */
export function formula(definition: FormulaDefinition): Formula {
  checkDefinition(definition);
  checkNames(definition);
  const lines = definition.lines.map((text, i) =>
    parseLine(text, { rule: definition.name, line: i + 1, text }),
  );
  if (lines.length === 0)
    throw formulaError({ rule: definition.name }, 'lines', [], 'one or more assignments');
  const { read } = build(definition, lines, 'float64');
  checkUse(definition, lines, read);
  const programs = new Map<Precision, Program>();
  return {
    ...definition,
    scalarsRead: [...read].filter((name) => roleOf(definition, name)?.kind === 'scalar'),
    program(precision) {
      const program = programs.get(precision) ?? build(definition, lines, precision).program;
      programs.set(precision, program);
      return program;
    },
  };
}

function checkNames({ name: rule, symbols }: FormulaDefinition): void {
  for (const [name, { is }] of Object.entries(symbols)) {
    if (Object.hasOwn(constants, name)) {
      throw formulaError({ rule }, `the name of ${is}`, name, `none of ${Object.keys(constants).join(', ')}`);
    }
    if (!/^[A-Za-z]\w*$/.test(name)) {
      throw formulaError(
        { rule },
        `the name of ${is}`,
        name,
        'letters, digits and _, beginning with a letter',
      );
    }
  }
}

function parseLine(text: string, place: Place): Line {
  const allowed = "an assignment such as 'm = b1*m + (1-b1)*g'";
  if (typeof text !== 'string') throw formulaError(place, 'the line', text, allowed);
  let node: { type: string; object?: { type: string; name: string }; index?: unknown; value?: MathNode };
  try {
    node = parse(text) as unknown as typeof node;
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    throw formulaError(place, 'the line', text, allowed, `The parser says: ${complaint}.`);
  }
  if (node.type !== 'AssignmentNode' || node.object?.type !== 'SymbolNode' || node.index) {
    throw formulaError(place, 'the line', text, allowed);
  }
  return { ...place, target: node.object.name, expression: node.value as MathNode };
}

const roleOf = ({ symbols }: FormulaDefinition, name: string): SymbolRole | undefined =>
  Object.hasOwn(symbols, name) ? symbols[name] : undefined;

function build(definition: FormulaDefinition, lines: readonly Line[], precision: Precision) {
  const values = new Values(precision);
  const assigned = new Map<string, number>();
  const read = new Set<string>();
  const lookUp = (symbol: string, place: Place): number => {
    read.add(symbol);
    const local = assigned.get(symbol);
    if (local !== undefined) return local;
    const role = roleOf(definition, symbol);
    if (role) return isArray(role) ? values.array(symbol) : values.scalar(symbol);
    if (Object.hasOwn(constants, symbol)) return values.constant(constants[symbol]);
    const known = [...Object.keys(definition.symbols), ...assigned.keys()];
    const later = lines.some(({ target }) => target === symbol);
    throw formulaError(
      place,
      `symbol ${symbol}`,
      symbol,
      `one of ${[...new Set(known)].join(', ')}`,
      later ? `A later line assigns ${symbol}; lines run in order.` : undefined,
    );
  };
  for (const line of lines) {
    const role = roleOf(definition, line.target);
    if (role ? role.kind === 'scalar' || role.kind === 'input' : Object.hasOwn(constants, line.target)) {
      throw formulaError(
        line,
        `assigned symbol ${line.target}`,
        described(role?.is ?? 'a constant'),
        'an array to update or a new name',
        `Give the result another name.`,
      );
    }
    const isSymbol = (name: string): boolean => assigned.has(name) || roleOf(definition, name) !== undefined;
    const value = lower(line.expression, values, (symbol) => lookUp(symbol, line), line, isSymbol);
    if (role && values.list[value].type === 'condition') {
      throw formulaError(line, `value of ${line.target}`, described('a condition'), 'a number');
    }
    if (role?.kind === 'scalarState' && !values.list[value].uniform) {
      throw formulaError(
        line,
        `value of ${line.target}`,
        described('an array'),
        'one number, from scalars alone',
        'Make a scalar of an array by sum, norm2, globalSum or globalNorm.',
      );
    }
    assigned.set(line.target, value);
  }
  const results = (kind: SymbolRole['kind']) =>
    new Map([...assigned].filter(([name]) => roleOf(definition, name)?.kind === kind));
  return { program: planPasses(values.list, results('updated'), results('scalarState')), read };
}

/** A symbol without use is a slip of the pen more often than not. */
function checkUse(definition: FormulaDefinition, lines: readonly Line[], read: ReadonlySet<string>): void {
  const place = { rule: definition.name };
  for (const [name, role] of Object.entries(definition.symbols)) {
    const { kind, optional } = role;
    const isAssigned = lines.some(({ target }) => target === name);
    if ((kind === 'updated' || kind === 'scalarState') && !isAssigned) {
      throw formulaError(place, symbolInWords(name, role), described('never assigned'), 'assigned by a line');
    }
    if (!optional && !read.has(name)) {
      throw formulaError(place, symbolInWords(name, role), described('never read'), 'read by a line');
    }
  }
  for (const line of lines) {
    if (!roleOf(definition, line.target) && !read.has(line.target)) {
      throw formulaError(
        line,
        `temporary ${line.target}`,
        described('never read'),
        'read by a later line',
        `If it is a symbol of the rule, it may be misspelt.`,
      );
    }
  }
}
