import type { Completeness } from '../shared/messages';
import { nextIndent } from './indent';
import { readMagics } from './magics';
import { isObjectLiteral, parseCell, syntaxErrors } from './parse';

const unterminatedString = 1002;
const unterminatedComment = 1010;
const unterminatedTemplate = 1160;
const unterminatedPattern = 1161;

/** Whether a console may run the code, or should wait for more lines. */
export function isComplete(code: string): Completeness {
  const { text } = readMagics(code);
  if (isObjectLiteral(text)) return { status: 'complete' };
  const status = statusOf(text);
  // What begins as an object literal reads as a block with mistakes until its end is there.
  const isOpenObject = status === 'invalid' && /^\s*\{/.test(text) && statusOf(`(${text}`) === 'incomplete';
  if (status !== 'incomplete' && !isOpenObject) return { status };
  return { status: 'incomplete', indent: nextIndent(text) };
}

function statusOf(text: string): Completeness['status'] {
  const [first] = syntaxErrors(parseCell(text));
  if (!first) return 'complete';
  switch (first.code) {
    case unterminatedTemplate:
    case unterminatedComment:
      return 'incomplete';
    case unterminatedString:
      // Only a backslash takes a string into the next line.
      return /(?<!\\)(\\\\)*\\$/.test(text) ? 'incomplete' : 'invalid';
    case unterminatedPattern:
      return 'invalid';
    default:
      return isAtEnd(first.start, first.length, text) ? 'incomplete' : 'invalid';
  }
}

/** More text could still mend it. */
function isAtEnd(start: number, length: number, text: string): boolean {
  const end = text.trimEnd().length;
  return start + Math.min(length, 1) > end || start >= end;
}
