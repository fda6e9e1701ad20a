import type { MathNode, OperatorNode } from 'mathjs';
import { script } from './symbols';
import { delimited, level, parenthesized, type TexPiece, type TexWriter } from './tex-pieces';

const relations: Record<string, string> = {
  '==': '=',
  '!=': '\\ne',
  '<': '<',
  '>': '>',
  '<=': '\\le',
  '>=': '\\ge',
  and: '\\wedge',
  or: '\\vee',
};
const relationNames: Record<string, string> = {
  equal: '==',
  unequal: '!=',
  smaller: '<',
  larger: '>',
  smallerEq: '<=',
  largerEq: '>=',
};

/** A chain of comparisons, a < b <= c. */
export function comparison(node: MathNode, writer: TexWriter): TexPiece {
  const { conditionals, params } = node as unknown as { conditionals: string[]; params: MathNode[] };
  const tex = params.map((operand, i) => {
    const written = parenthesized(writer.piece(operand), level.sum);
    return i === 0 ? written : `${relations[relationNames[conditionals[i - 1]]]} ${written}`;
  });
  return { tex: tex.join(' '), level: level.relation };
}

/** An operator with its operands, in parentheses where they bind less tightly. */
export function operatorToTex(node: OperatorNode, writer: TexWriter): TexPiece {
  const op = node.op as string;
  const [left, right] = (node.args as MathNode[]).map((arg) => writer.piece(arg));
  if (right === undefined) return unary(op, left);
  switch (op) {
    case '+':
    case '-':
      return sum(left, op, right);
    case '*':
    case '.*':
      return product(left, op === '.*' ? '\\odot' : '', right);
    case '/':
    case './':
      return {
        tex: `\\frac{${left.tex}}{${right.tex}}`,
        level: level.product,
        numericFraction: left.startsWithDigit,
      };
    case '^':
    case '.^': {
      const exponent = inlineFraction((node.args as MathNode[])[1], writer) ?? right.tex;
      return {
        tex: `${parenthesized(left, level.atom)}^${script(exponent)}`,
        level: level.power,
        startsWithDigit: left.startsWithDigit && left.level >= level.atom,
      };
    }
    case '%':
    case 'mod':
      return {
        tex: `${parenthesized(left, level.power)} \\bmod ${parenthesized(right, level.power)}`,
        level: level.product,
      };
    default: {
      const own = op === 'and' || op === 'or' ? level.logic : level.relation;
      const [a, b] = [left, right].map((side) => parenthesized(side, own + 1));
      return { tex: `${a} ${relations[op] ?? `\\mathbin{\\mathrm{${op}}}`} ${b}`, level: own };
    }
  }
}

function unary(op: string, operand: TexPiece): TexPiece {
  switch (op) {
    case '-':
      return { ...operand, tex: `-${parenthesized(operand, level.product)}`, level: level.negation };
    case "'":
      return { tex: `${parenthesized(operand, level.atom)}^\\top`, level: level.power };
    case '!':
      return { tex: `${parenthesized(operand, level.atom)}!`, level: level.power };
    case 'not':
      return { tex: `\\neg ${parenthesized(operand, level.negation)}`, level: level.negation };
    default:
      return operand;
  }
}

function sum(left: TexPiece, op: string, right: TexPiece): TexPiece {
  const first = parenthesized(left, level.sum);
  const associates = op === '+' && right.level === level.sum && !right.tex.startsWith('-');
  const second = associates ? right.tex : parenthesized(right, level.product);
  return { tex: `${first} ${op} ${second}`, level: level.sum };
}

function product(left: TexPiece, sign: string, right: TexPiece): TexPiece {
  const entrywise = sign !== '';
  const wrapLeft = left.openEnded || left.level < level.negation || (left.entrywise && !entrywise);
  const wrapRight = right.level < level.product || (right.entrywise && !entrywise);
  const first = wrapLeft ? delimited('(', left.tex, ')') : left.tex;
  const second = wrapRight ? delimited('(', right.tex, ')') : right.tex;
  const last: Partial<TexPiece> = wrapRight ? {} : right;
  const dot = last.startsWithDigit || (last.numericFraction && left.endsWithDigit && !wrapLeft);
  const thin = !dot && ((left.upright && !wrapLeft) || last.upright);
  return {
    tex: `${first} ${sign || (dot ? '\\cdot' : thin ? '\\,' : '')} ${second}`.replace(/ {2,}/, ' '),
    level: left.level === level.negation && !wrapLeft ? level.negation : level.product,
    startsWithDigit: left.startsWithDigit && !wrapLeft,
    endsWithDigit: last.endsWithDigit,
    upright: last.upright,
    entrywise,
    openEnded: last.openEnded,
  };
}

/** `a/b` for a plain fraction in an exponent, where a stacked one would be too small to read. */
function inlineFraction(node: MathNode, writer: TexWriter): string | undefined {
  const bare = withoutParentheses(node);
  if (bare.type !== 'OperatorNode' || (bare as OperatorNode).op !== '/') return undefined;
  const parts = ((bare as OperatorNode).args as MathNode[]).map(withoutParentheses);
  const plain = parts.every((part) => part.type === 'SymbolNode' || part.type === 'ConstantNode');
  return plain ? parts.map((part) => writer.piece(part).tex).join('/') : undefined;
}

function withoutParentheses(node: MathNode): MathNode {
  return node.type === 'ParenthesisNode'
    ? withoutParentheses((node as unknown as { content: MathNode }).content)
    : node;
}
