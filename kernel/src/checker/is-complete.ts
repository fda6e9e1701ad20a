import type { Completeness } from '../shared/messages';
import { parseCell, syntaxErrors } from './parse';

/** Unterminated string, template, comment or regular expression. */
const unterminated = new Set([1002, 1010, 1160, 1161]);

/** Whether a console may run the code, or should wait for more lines. */
export function isComplete(code: string): Completeness {
  const file = parseCell(code);
  const errors = syntaxErrors(file);
  if (errors.length === 0) return { status: 'complete' };
  const end = code.trimEnd().length;
  const first = errors[0];
  const atEnd = first.start + Math.min(first.length, 1) > end || first.start >= end;
  // A string cannot go on in the next line; a template or a comment can.
  const isOpen = unterminated.has(first.code) && first.code !== 1002 && first.code !== 1161;
  if (!atEnd && !isOpen) return { status: 'invalid' };
  if (first.code === 1002 || first.code === 1161) return { status: 'invalid' };
  return { status: 'incomplete', indent: nextIndent(code) };
}

/** The indentation of the next line: that of the last one, one step deeper behind an opening bracket. */
function nextIndent(code: string): string {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1) ?? '';
  const indent = /^[ \t]*/.exec(last)?.[0] ?? '';
  if (!/[{([]\s*(\/\/.*)?$|=>\s*$/.test(last)) return indent;
  return indent + step(lines);
}

function step(lines: string[]): string {
  const indents = lines.map((line) => /^[ \t]+/.exec(line)?.[0]).filter((indent) => indent !== undefined);
  if (indents.some((indent) => indent.includes('\t'))) return '\t';
  const smallest = Math.min(...indents.map((indent) => indent.length));
  return ' '.repeat(Number.isFinite(smallest) ? Math.max(2, smallest) : 2);
}
