import { type SymbolTable, symbolToTex } from '../formula/symbols';
import { toTex } from '../formula/to-tex';
import type { MimeBundle } from '../show';
import type { Derivation } from './derivation';
import type { Step, StepReport } from './step';

const signs = { '=': '=', '<=': '\\le', '<': '<', '>=': '\\ge', '>': '>' } as const;

/** Runs the checks and writes the derivation for Jupyter front ends, GitHub and plain text. */
export function renderDerivation(derivation: Derivation): MimeBundle {
  const { title, holds, assumptions, steps } = derivation.report();
  const { setting, options } = derivation.parts;
  const latex = `$$\n${alignedTex(derivation, steps)}\n$$`;
  const write = (formula: string) => toTex(formula, options.symbols);
  const conditions = setting.names.map(
    (name) => `$${symbolToTex(name, options.symbols)} ${setting.assumptions[name].tex(write)}$`,
  );
  const given = conditions.length > 0 ? `for ${conditions.join(', ')}` : '';
  const checks = steps.map(({ step, holds: good, reason, summary }) => {
    return `${step}. ${good ? '✓' : '✗'} ${markdownText(reason)}: ${good ? summary : `**${code(summary)}**`}`;
  });
  const list = checks.join('\n');
  const details = holds
    ? `<details><summary>How each step was checked</summary>\n\n${list}\n\n</details>`
    : list;
  return {
    'text/plain': plainLines(derivation, steps, assumptions).join('\n'),
    'text/markdown': [`**${markdownText(title)}**`, latex, given, details].filter(Boolean).join('\n\n'),
    'text/latex': latex,
  };
}

function alignedTex(derivation: Derivation, reports: readonly StepReport[]): string {
  const { start, steps, options } = derivation.parts;
  const symbols = options.symbols ?? {};
  const first = `& ${toTex(start.expression, symbols)} ${start.reason ? `&& ${textTex(start.reason)}` : ''}`;
  const lines = steps.map((step, i) => {
    const mark = reports[i].holds ? '\\checkmark' : '\\boldsymbol{\\times}\\text{ not so}';
    return `&${signTex(step)} ${toTex(step.expression, symbols)}${orderTex(step, symbols)} && ${reasonTex(step, symbols)} && ${mark}`;
  });
  return `\\begin{aligned}\n${[first, ...lines].map(withRoom).join(' \\\\\n')}\n\\end{aligned}`;
}

/** Rows of fractions would touch; a strut works in every renderer, unlike a length after the line break in Markdown. */
const withRoom = (row: string) => (/\\(frac|sum|prod)/.test(row) ? `${row} \\vphantom{\\Bigg|}` : row);

function signTex({ asymptotic, relation }: Step): string {
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

function reasonTex({ reason, asymptotic, optimum, relation }: Step, symbols: SymbolTable): string {
  const text = textTex(reason);
  if (asymptotic) {
    const to =
      asymptotic.to === Infinity ? '\\infty' : asymptotic.to === -Infinity ? '-\\infty' : asymptotic.to;
    return `${text}\\text{, as } ${symbolToTex(asymptotic.variable, symbols)} \\to ${to}`;
  }
  if (!optimum) return text;
  const extreme = relation === '>=' ? 'smallest' : 'largest';
  const place = `${symbolToTex(optimum.variable, symbols)} = ${toTex(optimum.at, symbols)}`;
  const lines = [`${text}\\text{, ${extreme} at}`, place];
  return place.length > widest
    ? `\\begin{array}{l}${lines.join(' \\\\ ')}\\end{array}`
    : lines.join('\\text{ }');
}

/** Reasons are broken into lines of about this many characters: renderers do not break a line of an equation. */
const widest = 56;

/** Words for \text, with mathematics between dollar signs set as mathematics; long ones in lines. */
function textTex(words: string): string {
  const parts = words.split('$');
  const pieces = parts.length % 2 === 0 ? [words] : parts;
  const lines: string[][] = [[]];
  let width = 0;
  for (const [i, piece] of pieces.entries()) {
    for (const word of i % 2 ? [`$${piece}`] : piece.split(/(?<=\s)/)) {
      if (width > 0 && width + word.trimEnd().length > widest) {
        lines.push([]);
        width = 0;
      }
      lines[lines.length - 1].push(word);
      width += word.length;
    }
  }
  const set = lines.map(lineTex);
  return set.length === 1 ? set[0] : `\\begin{array}{l}${set.join(' \\\\ ')}\\end{array}`;
}

/** One line of words and, after a dollar sign, formulas. */
function lineTex(pieces: readonly string[]): string {
  let tex = '';
  let words = '';
  const flush = () => {
    if (words) tex += `\\text{${escapeTex(words)}}`;
    words = '';
  };
  for (const piece of pieces) {
    if (!piece.startsWith('$')) words += piece;
    else {
      flush();
      tex += piece.slice(1);
    }
  }
  flush();
  return tex;
}

function escapeTex(words: string): string {
  const named: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '^': '\\textasciicircum{}',
    '~': '\\textasciitilde{}',
    // As signs of their own, which HTML cannot take for a tag.
    '<': '}\\lt\\text{',
    '>': '}\\gt\\text{',
  };
  return words.replace(/[\\^~#$%&_{}<>]/g, (symbol) => named[symbol] ?? `\\${symbol}`);
}

/** Markdown reads these as markup; between dollar signs nothing is. */
function markdownText(words: string): string {
  const parts = words.split('$');
  const escaped = (part: string) => part.replace(/[\\`*_[\]<>]/g, '\\$&');
  return parts.length % 2 === 0
    ? escaped(words)
    : parts.map((part, i) => (i % 2 ? `$${part}$` : escaped(part))).join('');
}

const code = (text: string) => `\`${text.replace(/`/g, "'")}\``;

function plainLines(
  derivation: Derivation,
  reports: readonly StepReport[],
  assumptions: readonly string[],
): string[] {
  const { title, start } = derivation.parts;
  const lines = reports.map(
    ({ holds, claim, reason, summary }) => `  ${holds ? '✓' : '✗'} ${claim}    ${reason}: ${summary}`,
  );
  return [
    title,
    ...(assumptions.length ? [`  for ${assumptions.join('; ')}`] : []),
    `    ${start.expression.toString()}    ${start.reason}`.trimEnd(),
    ...lines,
  ];
}
