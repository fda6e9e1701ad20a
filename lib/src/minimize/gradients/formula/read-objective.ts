import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../../errors';
import { described } from '../../../errors/described';
import { formulaError, type Place } from '../../../formula/formula-error';
import { parseMath } from '../../../formula/parse-math';
import { type FormulaData, readData, readShape, type VariableShape } from './given-data';
import { Graph, isScalar, type Node, type Shape } from './graph';
import { shapeInWords } from './maps';
import { readFormula } from './read-formula';

/** A variable and where its numbers begin among those of all. */
export interface Variable {
  readonly name: string;
  readonly shape: Shape;
  readonly offset: number;
}

const rule = 'formulaObjective';

/** The variables one after the other. */
export function placeVariables(variables: Readonly<Record<string, VariableShape>>): Variable[] {
  let offset = 0;
  const placed = Object.entries(variables).map(([name, given]) => {
    const shape = readShape(name, given);
    const variable = { name, shape, offset };
    offset += shape.rows * shape.columns;
    return variable;
  });
  if (placed.length > 0) return placed;
  const allowed = 'an object of lengths by name, such as { x: 2 }, with one name or more';
  throw new InvalidInput({ subject: 'formulaObjective: variables', given: variables, allowed });
}

/** Reads the lines of an objective into a graph. */
export function readObjective(
  formula: string | readonly string[],
  variables: readonly Variable[],
  data: Readonly<Record<string, FormulaData>>,
): { graph: Graph; result: Node } {
  const graph = new Graph();
  const named = new Map<string, Node>();
  for (const { name, shape, offset } of variables) {
    checkName(name);
    named.set(name, graph.add({ kind: 'variable', offset }, shape, []));
  }
  for (const [name, given] of Object.entries(data)) {
    checkName(name);
    if (named.has(name)) {
      throw formulaError({ rule }, `symbol ${name}`, described('a variable and data'), 'one of the two');
    }
    const { shape, values } = readData(name, given);
    const isNumber = isScalar({ shape });
    named.set(name, isNumber ? graph.constant(values[0]) : graph.add({ kind: 'data', values }, shape, []));
  }
  const read = new Set<string>();
  const lookUp = (name: string): Node | undefined => {
    read.add(name);
    return named.get(name);
  };
  const lines = linesOf(formula);
  let result: Node | undefined;
  for (const { target, expression, at } of lines) {
    const isLast = at.line === undefined || at.line === lines.length;
    if (target !== undefined && named.has(target)) {
      throw formulaError(at, `assigned symbol ${target}`, described('in use already'), 'a new name');
    }
    result = readFormula(expression, { graph, place: at, lookUp, names: () => [...named.keys()] });
    if (target !== undefined && !isLast) named.set(target, result);
    if (isLast && !isScalar(result)) {
      throw formulaError(at, 'the value', described(shapeInWords(result.shape)), 'a number');
    }
  }
  checkUse(named, read);
  return { graph, result: result as Node };
}

function checkName(name: string): void {
  if (/^[A-Za-z]\w*$/.test(name)) return;
  throw formulaError({ rule }, 'name', name, 'letters, digits and _, beginning with a letter');
}

/** A name without use is a slip of the pen more often than not. */
function checkUse(named: ReadonlyMap<string, Node>, read: ReadonlySet<string>): void {
  const unused = [...named.keys()].find((name) => !read.has(name));
  if (unused === undefined) return;
  throw formulaError({ rule }, `symbol ${unused}`, described('never read'), 'read by the formula');
}

interface Line {
  target?: string;
  expression: MathNode;
  at: Place;
}

function linesOf(formula: string | readonly string[]): Line[] {
  const subject = 'formulaObjective: formula';
  const isSingle = typeof formula === 'string';
  if (!isSingle && !(Array.isArray(formula) && formula.length > 0)) {
    const allowed = 'a formula, or an array of lines of which the last one is the value';
    throw new InvalidInput({ subject, given: formula, allowed });
  }
  const texts = isSingle ? [formula] : (formula as readonly string[]);
  return texts.map((text, i) => {
    const at: Place = { rule, line: i + 1, text };
    const node = parseMath(text, `${subject}, line ${i + 1}`);
    const isLast = i === texts.length - 1;
    if (node.type === 'AssignmentNode') {
      const { object, value, index } = node as unknown as {
        object: { type: string; name: string };
        value: MathNode;
        index: unknown;
      };
      if (object.type === 'SymbolNode' && !index) return { target: object.name, expression: value, at };
    } else if (isLast) return { expression: node, at };
    throw formulaError(at, 'the line', text, "an assignment such as 'r = X*w - y'");
  });
}
