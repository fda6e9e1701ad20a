import type { AccessorNode, ConstantNode, FunctionNode, MathNode, OperatorNode } from 'mathjs';
import { InvalidInput } from '../errors';
import { parseMath } from './parse-math';
import { type SymbolTable, script, subscript, symbolToTex } from './symbols';
import { functionToTex } from './tex-functions';
import { comparison, operatorToTex } from './tex-operators';
import { atom, level, parenthesized, type TexPiece, type TexWriter } from './tex-pieces';

/** Options of {@link toTex} beyond the table of symbols. */
export interface TexOptions {
  symbols?: SymbolTable;
  /** The LaTeX of one name in place of {@link symbolToTex}, for a formula whose symbols carry an index. */
  name?: (name: string) => string;
}

/**
 * LaTeX of a formula in mathjs' grammar, in the course's notation, without delimiters.
 *
 * Divisions become fractions, products are juxtaposed, and parentheses appear only where precedence needs them.
 * Beyond mathjs' own functions it knows `sum(i, from, to, term)`, `prod(...)`, `select(condition, a, b)`, norms,
 * `A'`, `inv(A)`, `grad(f, x)` and `diff(f, x)`.
 *
 * @param formula a formula, or what mathjs' `parse` made of it
 * @param symbols LaTeX for names, over {@link courseNotation}
 * @throws InvalidInput if the text is no formula
 * @example
 * ```ts
 * toTex('b1*m + (1-b1)*g') // '\\beta_1 m + (1 - \\beta_1) g'
 * toTex('lr/(sqrt(v) + eps)') // '\\frac{\\eta}{\\sqrt{v} + \\varepsilon}'
 * toTex('sum(i, 1, n, x[i]^2)') // '\\sum_{i=1}^n x_i^2'
 * ```
 */
export function toTex(formula: MathNode | string, symbols: SymbolTable = {}): string {
  return toTexWith(formula, { symbols });
}

/** {@link toTex} with all its options. */
export function toTexWith(formula: MathNode | string, { symbols = {}, name }: TexOptions = {}): string {
  const root = isNode(formula) ? formula : parseMath(formula, 'toTex');
  let namesE = false;
  root.traverse((node) => {
    if (node.type === 'SymbolNode' && (node as unknown as { name: string }).name === 'e') namesE = true;
  });
  const writer: TexWriter = {
    piece: (node) => piece(node, writer),
    name: name ?? ((symbol) => symbolToTex(symbol, symbols)),
    expAsPower: !namesE,
  };
  return piece(root, writer).tex;
}

const isNode = (formula: unknown): formula is MathNode =>
  typeof (formula as Partial<MathNode> | null | undefined)?.traverse === 'function';

function piece(node: MathNode, writer: TexWriter): TexPiece {
  switch (node.type) {
    case 'ParenthesisNode':
      return writer.piece((node as unknown as { content: MathNode }).content);
    case 'ConstantNode':
      return constant((node as ConstantNode).value);
    case 'SymbolNode':
      return symbol((node as unknown as { name: string }).name, writer);
    case 'OperatorNode':
      return operatorToTex(node as OperatorNode, writer);
    case 'FunctionNode':
      return call(node as FunctionNode, writer);
    case 'AccessorNode':
      return accessor(node as AccessorNode, writer);
    case 'AssignmentNode': {
      const { object, value } = node as unknown as { object: MathNode; value: MathNode };
      return { tex: `${writer.piece(object).tex} = ${writer.piece(value).tex}`, level: level.relation };
    }
    case 'ConditionalNode': {
      const { condition, trueExpr, falseExpr } = node as unknown as Record<string, MathNode>;
      return functionToTex('select', [condition, trueExpr, falseExpr], writer);
    }
    case 'RelationalNode':
      return comparison(node, writer);
    case 'ArrayNode':
      return array((node as unknown as { items: MathNode[] }).items, writer);
    case 'RangeNode': {
      const { start, end } = node as unknown as { start: MathNode; end: MathNode };
      return { tex: `${writer.piece(start).tex}{:}${writer.piece(end).tex}`, level: level.relation };
    }
    default:
      throw new InvalidInput({
        subject: 'toTex: formula',
        given: node.toString(),
        allowed: 'made of numbers, names, operators, functions, indices and one assignment',
      });
  }
}

function constant(value: unknown): TexPiece {
  if (typeof value !== 'number') return atom(`\\text{${String(value)}}`);
  if (Number.isNaN(value)) return atom('\\mathrm{NaN}');
  if (value < 0) return { tex: `-${constant(-value).tex}`, level: level.negation };
  if (value === Infinity) return atom('\\infty');
  // Rows of zeros are hard to count: from five on, a power of ten.
  const digits = value > 0 && value < 1e-4 ? value.toExponential() : String(value);
  const [mantissa, exponent] = digits.split('e');
  if (exponent === undefined) return { ...atom(mantissa), startsWithDigit: true, endsWithDigit: true };
  const power = `10^${script(exponent.replace('+', ''))}`;
  return mantissa === '1'
    ? { tex: power, level: level.power, startsWithDigit: true }
    : { tex: `${mantissa} \\cdot ${power}`, level: level.product, startsWithDigit: true };
}

function symbol(name: string, writer: TexWriter): TexPiece {
  const tex = writer.name(name);
  return { tex, level: tex.includes('^') ? level.power : level.atom, upright: tex.startsWith('\\mathrm') };
}

function call(node: FunctionNode, writer: TexWriter): TexPiece {
  return functionToTex((node.fn as unknown as { name: string }).name, node.args, writer);
}

function accessor(node: AccessorNode, writer: TexWriter): TexPiece {
  const { object, index } = node as unknown as { object: MathNode; index: { dimensions: MathNode[] } };
  const written = index.dimensions.map((dimension) => writer.piece(dimension).tex);
  const target = writer.piece(object);
  const base = parenthesized(target, level.power);
  return {
    tex: subscript(base, written.join(',')),
    level: target.tex.includes('^') ? level.power : level.atom,
  };
}

function array(items: MathNode[], writer: TexWriter): TexPiece {
  const rows = items.map((item) => {
    const cells = item.type === 'ArrayNode' ? (item as unknown as { items: MathNode[] }).items : [item];
    return cells.map((cell) => writer.piece(cell).tex).join(' & ');
  });
  return atom(`\\begin{bmatrix} ${rows.join(' \\\\ ')} \\end{bmatrix}`);
}
