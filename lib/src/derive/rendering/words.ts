import { signInWords, signsInWords } from './signs-in-words';
import { texWidth } from './tex-width';

/**
 * Words for \text, with mathematics between dollar signs set as mathematics, in lines of at most so many characters:
 * renderers do not break a line of an equation.
 */
export function textTex(words: string, widest: number): string[] {
  const lines: string[][] = [[]];
  let width = 0;
  for (const [i, piece] of piecesOf(words).entries()) {
    for (const word of i % 2 ? [`$${piece}`] : piece.split(/(?<=\s)/)) {
      // A formula counts as the letters that take as much room.
      const length = i % 2 ? 2 * texWidth(piece) : word.length;
      if (width > 0 && width + (i % 2 ? length : word.trimEnd().length) > widest) {
        lines.push([]);
        width = 0;
      }
      lines[lines.length - 1].push(word);
      width += length;
    }
  }
  return lines.map((line) =>
    lineTex(line.map((piece, i) => (i === line.length - 1 ? piece.trimEnd() : piece))),
  );
}

/** Words and formulas by turns; a dollar sign without its partner is a word's. */
function piecesOf(words: string): string[] {
  const parts = words.split('$');
  return parts.length % 2 === 0 ? [words] : parts;
}

/** One line of words and, after a dollar sign, formulas. */
function lineTex(pieces: readonly string[]): string {
  let tex = '';
  let words = '';
  const flush = () => {
    if (words) tex += `\\text{${escapeTex(words)}}`.replaceAll('\\text{}', '');
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

const mathematical = new RegExp(`[${signsInWords.join('')}]`, 'g');

function escapeTex(words: string): string {
  const named: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '^': '\\textasciicircum{}',
    '~': '\\textasciitilde{}',
    // As signs of their own, which HTML cannot take for a tag.
    '<': '}\\lt\\text{',
    '>': '}\\gt\\text{',
    // As signs of their own, which Markdown cannot take for emphasis or an escape.
    '*': '}\\ast\\text{',
    '{': '}\\lbrace\\text{',
    '}': '}\\rbrace\\text{',
  };
  const escaped = words.replace(/[\\^~#$%&_{}<>*]/g, (symbol) => named[symbol] ?? `\\${symbol}`);
  return escaped.replace(mathematical, (character) => `}${signInWords(character)}\\text{`);
}

/** Markdown reads these as markup; between dollar signs nothing is. */
export function markdownText(words: string): string {
  const escaped = (part: string) => part.replace(/[\\`*_[\]<>]/g, '\\$&');
  return piecesOf(words)
    .map((part, i) => (i % 2 ? `$${markdownMath(part)}$` : escaped(part)))
    .join('');
}

const spelledOut: Readonly<Record<string, string>> = {
  '\\\\': '\\cr ',
  '\\{': '\\lbrace ',
  '\\}': '\\rbrace ',
  '\\,': '\\thinspace ',
  '\\:': '\\medspace ',
  '\\;': '\\thickspace ',
  '\\!': '\\negthinspace ',
  '\\|': '\\Vert ',
};

/**
 * The same formula in LaTeX that Markdown leaves as it is, even a renderer that does not know mathematics, as GitHub's
 * at times: no backslash before a sign, no emphasis, no link and no tag in it.
 */
export function markdownMath(tex: string): string {
  return tex
    .replace(/\\[\\{},:;!|]/g, (sign) => spelledOut[sign])
    .replace(/(?<!\\)\*/g, '\\ast ')
    .replace(/(?<=[^\w\s\\])_(?=\S)/g, '_ ')
    .replace(/</g, '\\lt ')
    .replace(/>/g, '\\gt ')
    .replace(/\](?=[([])/g, '] ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
