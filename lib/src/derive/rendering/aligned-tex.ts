import type { MathNode } from 'mathjs';
import { type SymbolTable, symbolToTex } from '../../formula/symbols';
import { toTex } from '../../formula/to-tex';
import type { Derivation } from '../derivation';
import type { Step, StepReport } from '../step';
import { brokenSum } from './broken-sum';
import { texWidth } from './tex-width';
import { markdownMath, textTex } from './words';

const signs = { '=': '=', '<=': '\\le', '<': '<', '>=': '\\ge', '>': '>' } as const;

/** What fits beside a notebook's prompt in a window of 800 pixels, in em. */
const page = 42;
/** Characters of a reason beside the formulas, and below one. */
const [narrow, wide] = [30, 72];

interface Row {
  mark: string;
  /** The relation and the expression, in lines. */
  formula: string[];
  /** Why it follows, in so many characters a line. */
  reason(widest: number): string[];
}

/**
 * The lines of a derivation below each other, aligned at their relations. The mark comes first, where no width can
push it out of sight; reasons stand beside the formulas where
 * all fit on a page in two lines, else below each.
 */
export function alignedTex(derivation: Derivation, reports: readonly StepReport[]): string {
  const { start, steps, options } = derivation.parts;
  const symbols = options.symbols ?? {};
  const write = (node: MathNode) => toTex(node, symbols);
  const rows: Row[] = [
    {
      mark: '',
      formula: brokenSum(start.expression, write, page),
      reason: (widest) => (start.reason ? textTex(start.reason, widest) : []),
    },
    ...steps.map((step, i) => ({
      mark: reports[i].holds ? '\\checkmark' : '\\text{not so } \\boldsymbol{\\times}',
      formula: formulaTex(step, write, symbols),
      reason: (widest: number) => reasonTex(step, symbols, widest),
    })),
  ];
  const room = Math.max(...rows.map(({ formula }) => Math.max(...formula.map(texWidth))));
  const beside = Math.max(...rows.map(({ reason }) => Math.max(0, ...reason(narrow).map(texWidth))));
  const isShort = rows.every(({ reason }) => reason(narrow).length <= 2);
  const set = isShort && room + beside + 3 <= page ? besideTex : belowTex;
  return markdownMath(`\\begin{aligned}\n${rows.flatMap(set).join(' \\cr\n')}\n\\end{aligned}`);
}

/** A row of three columns: mark, formula, reason. */
function besideTex({ mark, formula, reason }: Row): string[] {
  const words = reason(narrow);
  const said =
    words.length > 1 ? `\\begin{aligned}& ${words.join(' \\cr & ')}\\end{aligned}` : words.join('');
  const [first, ...rest] = formula;
  return [
    withRoom(`${marked(mark)}& ${first}${said && ` && ${said}`}`),
    ...rest.map((line) => withRoom(`& \\quad ${line}`)),
  ];
}

/** Rows of two columns: mark and formula, and below it the reason. */
function belowTex({ mark, formula, reason }: Row): string[] {
  const [first, ...rest] = formula;
  return [
    withRoom(`${marked(mark)}& ${first}`),
    ...rest.map((line) => withRoom(`& \\quad ${line}`)),
    ...reason(wide).map((line) => `& \\qquad ${line}`),
  ];
}

const marked = (mark: string) => (mark ? `${mark} \\quad ` : '');

/** Rows of fractions or of several lines would touch; a strut works in every renderer, unlike a length after the line break in Markdown. */
const withRoom = (row: string) => (/\\(frac|sum|prod|begin)/.test(row) ? `${row} \\vphantom{\\Bigg|}` : row);

function formulaTex(step: Step, write: (node: MathNode) => string, symbols: SymbolTable): string[] {
  const lines = brokenSum(step.expression, write, page);
  lines[0] = `${signTex(step)} ${lines[0]}`;
  lines[lines.length - 1] += orderTex(step, symbols);
  return lines;
}

function signTex({ asymptotic, relation, unique }: Step): string {
  if (unique === false) return '\\ni';
  if (asymptotic?.kind === 'limit') return '\\to';
  return asymptotic?.kind === 'equivalent' ? '\\sim' : signs[relation];
}

function orderTex({ asymptotic }: Step, symbols: SymbolTable): string {
  if (asymptotic?.kind !== 'order') return '';
  const { variable, to, order = 1, remainder = 'O' } = asymptotic;
  const base = to === 0 || !Number.isFinite(to) ? variable : `(${variable} - ${to})`;
  const big = { O: 'O', o: 'o', Theta: '\\Theta' }[remainder];
  const power = order === 1 ? base : `${base}^${order < 0 ? `(${order})` : order}`;
  return ` + ${big}\\left(${toTex(power, symbols)}\\right)`;
}

function reasonTex(
  { reason, asymptotic, optimum, relation }: Step,
  symbols: SymbolTable,
  widest: number,
): string[] {
  const lines = textTex(reason, widest);
  const add = (words: string, formula: string) => {
    const last = lines[lines.length - 1];
    const whole = `${last}\\text{, ${words} } ${formula}`;
    if (texWidth(whole) <= widest / 2) lines[lines.length - 1] = whole;
    else lines.splice(-1, 1, `${last}\\text{,}`, `\\text{${words} } ${formula}`);
  };
  if (asymptotic) {
    const to =
      asymptotic.to === Infinity ? '\\infty' : asymptotic.to === -Infinity ? '-\\infty' : asymptotic.to;
    add('as', `${symbolToTex(asymptotic.variable, symbols)} \\to ${to}`);
  }
  if (optimum) {
    add(
      `${relation === '>=' ? 'smallest' : 'largest'} at`,
      `${symbolToTex(optimum.variable, symbols)} = ${toTex(optimum.at, symbols)}`,
    );
  }
  return lines;
}
