import ts from 'typescript-5';
import { parseCell } from './parse';

/** A line of code, without what stands in strings and comments. */
interface Line {
  indent: string;
  code: string;
  /** The brackets that are open where the line begins, innermost last; each is the number of its line. */
  open: number[];
}

/** Behind these the statement goes on in the next line. */
const goesOn = /(=>|[=+\-*/%&|^<>?:.!~]|\b(else|do|in|of|instanceof|extends|return|new|typeof|await))$/;
/** The head of a statement whose body may follow without braces. */
const head = /^(\}?\s*else\s+)?(if|for|for\s+await|while|with)\s*\(.*\)$/;

const caseLabel = /^(case\b.*|default\s*):$/;

/** The indentation of the line that continues unfinished code. */
export function nextIndent(text: string): string {
  const { lines, open, isInTemplate } = read(text);
  if (isInTemplate) return '';
  const step = stepOf(lines);
  const filled = lines.filter(({ code }) => code !== '');
  const last = filled.at(-1);
  if (!last) return '';
  const bracket = open.at(-1);
  if (bracket !== undefined && bracket === lines.indexOf(last)) return last.indent + step;
  // Lines that belong to inner brackets, closed since, say nothing about this one.
  const level = filled.filter((line) => line.open.length === open.length && line.open.at(-1) === bracket);
  const current = level.at(-1) ?? last;
  if (continues(last)) return current.indent + step;
  let start = level.length - 1;
  while (start > 0 && continues(level[start - 1]) && !caseLabel.test(level[start - 1].code)) start--;
  return (level[start] ?? current).indent;
}

function continues({ code }: Line): boolean {
  return (goesOn.test(code) && !/(\+\+|--)$/.test(code)) || head.test(code);
}

function read(text: string): { lines: Line[]; open: number[]; isInTemplate: boolean } {
  const { masked, isInTemplate } = mask(text);
  const original = text.split('\n');
  const open: number[] = [];
  const lines = masked.split('\n').map((line, number) => {
    const before = [...open];
    for (const character of line) {
      if ('([{'.includes(character)) open.push(number);
      else if (')]}'.includes(character)) open.pop();
    }
    // A line that begins by closing brackets stands where they were opened.
    const closing = /^[\s)\]}]*/.exec(line)?.[0].replace(/\s/g, '').length ?? 0;
    const indent = /^[ \t]*/.exec(original[number])?.[0] ?? '';
    return { indent, code: line.trim(), open: before.slice(0, Math.max(0, before.length - closing)) };
  });
  return { lines, open, isInTemplate };
}

/** The text with every character of strings, templates, patterns and comments made harmless. */
function mask(text: string): { masked: string; isInTemplate: boolean } {
  const characters = [...Array(text.length).keys()].map((i) => text[i]);
  let isInTemplate = false;
  const file = parseCell(text);
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node)) {
      const start = node.getStart(file);
      // What surrounds `${…}` stays: it opens and closes like a bracket.
      const first = ts.isTemplateMiddleOrTemplateTail(node) ? start + 1 : start;
      const end = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) ? node.end - 1 : node.end;
      for (let i = first; i < end; i++) if (characters[i] !== '\n') characters[i] = 'x';
      const isTemplate = ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateTail(node);
      if (isTemplate && (node as { isUnterminated?: boolean }).isUnterminated) isInTemplate = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const masked = characters
    .join('')
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?(\*\/|$)/g, (all) => all.replace(/[^\n]/g, ' '));
  return { masked, isInTemplate };
}

function stepOf(lines: Line[]): string {
  const indents = lines.map(({ indent }) => indent).filter((indent) => indent !== '');
  if (indents.some((indent) => indent.includes('\t'))) return '\t';
  const smallest = Math.min(...indents.map((indent) => indent.length));
  return ' '.repeat(Number.isFinite(smallest) ? Math.max(2, smallest) : 2);
}
