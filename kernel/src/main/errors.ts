import { types } from 'node:util';
import type { CellError } from '../shared/messages';
import { asWritten } from '../shared/names';
import { native } from './native';
import { cleanStack, firstCellPosition } from './stack';

/** Thrown into a cell's pending awaits when the user interrupts it. */
export class KeyboardInterrupt extends Error {
  override readonly name = 'KeyboardInterrupt';
  constructor() {
    super('The cell was interrupted.');
    this.stack = `${this.name}: ${this.message}`;
  }
}

const deepestCause = 5;
const frameContext = 2;
const longestMessage = 10_000;
const mostFrames = 100;
const frameWidth = 120;
const staleHeader = /^[\w$.]*(Error|Exception)\b/;
const writtenElsewhere = new native.Set(['name', 'message', 'stack', 'cause', 'errors']);

/** Whatever a cell has thrown, as the fields of an `error` message; never throws itself. */
export function describeError(thrown: unknown): CellError {
  try {
    return isErrorLike(thrown) ? describe(thrown) : describeValue(thrown);
  } catch {
    return briefly(thrown);
  }
}

/** Name and message alone, without any method that a cell can have replaced. */
function briefly(thrown: unknown): CellError {
  let ename = 'Error';
  let evalue = 'The thrown value cannot be shown.';
  try {
    const { name, message } = thrown as ErrorLike;
    if (typeof name === 'string' && typeof message === 'string') {
      ename = name;
      evalue = message;
    }
  } catch {
    // Nothing, a proxy, or a getter that throws.
  }
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

interface ErrorLike {
  name?: unknown;
  message?: unknown;
  stack?: unknown;
  cause?: unknown;
  errors?: unknown;
  error?: unknown;
  suppressed?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  if (typeof value !== 'object' || value === null) return false;
  return types.isNativeError(value) || typeof stackOf(value) === 'string';
}

/** The stack as V8 writes it: a cell may have put its own way of writing stacks in place. */
function stackOf(error: ErrorLike): unknown {
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  if (own?.configurable) Reflect.deleteProperty(Error, 'prepareStackTrace');
  try {
    return error.stack;
  } finally {
    if (own?.configurable) Object.defineProperty(Error, 'prepareStackTrace', own);
  }
}

function describe(error: ErrorLike): CellError {
  const ename = nameOf(error);
  const evalue = shortened(messageOf(error));
  const stack = textOf(error);
  const position = firstCellPosition(stack);
  const lines = stack.split('\n');
  lines.push(...propertiesOf(error));
  if (position) lines.push('', ...codeFrame(position.source, position.line, position.column));
  const below = parts(error, 0);
  if (below.length > 0) lines.push('', ...below);
  return { ename, evalue, traceback: lines };
}

function nameOf({ name }: ErrorLike): string {
  return typeof name === 'string' && name !== '' ? name : 'Error';
}

function messageOf({ message }: ErrorLike): string {
  return asWritten(String(message ?? ''));
}

/** Header and frames, neither without end. */
function textOf(error: ErrorLike): string {
  const stack = stackOf(error);
  const cleaned = typeof stack === 'string' ? cleanStack(stack) : '';
  const text = withHeader(cleaned, nameOf(error), messageOf(error));
  const frames = startOfFrames(text);
  const lines = text.slice(frames).split('\n');
  const left = lines.length - mostFrames;
  if (left > 0) lines.splice(mostFrames, left, `    ... ${left} more`);
  return shortened(text.slice(0, frames)) + lines.join('\n');
}

function shortened(text: string): string {
  const left = text.length - longestMessage;
  return left > 0
    ? `${text.slice(0, longestMessage)}... ${left} more characters${text.endsWith('\n') ? '\n' : ''}`
    : text;
}

function startOfFrames(text: string): number {
  const found = text.search(/^\s+at /m);
  return found < 0 ? text.length : found;
}

/** V8 writes the header when the error is made; name and message may have changed since. */
function withHeader(stack: string, name: string, message: string): string {
  const start = startOfFrames(stack);
  const header = stack.slice(0, start);
  if (header.includes(message) && header.startsWith(name)) return stack;
  const title = message === '' ? name : `${name}: ${message}`;
  const frames = stack.slice(start);
  // A text that the user has put in place of the stack is kept below the title.
  const own = frames === '' && header !== '' && !staleHeader.test(header) ? header : frames;
  return own === '' ? title : `${title}\n${own}`;
}

/** What else the thrower has put on the error, such as `code`. */
function propertiesOf(error: ErrorLike): string[] {
  const shown: Record<string, PropertyDescriptor> = {};
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (property.enumerable && !writtenElsewhere.has(key)) shown[key] = property;
  }
  if (Object.keys(shown).length === 0) return [];
  return native.inspect(Object.defineProperties({}, shown), { depth: 2 }).split('\n');
}

/** The causes and the collected errors of an error, indented below it. */
function parts(error: ErrorLike, depth: number): string[] {
  if (depth >= deepestCause) return [];
  const lines: string[] = [];
  if (error.cause !== undefined) lines.push(...part('Caused by', error.cause, depth));
  if (error.name === 'SuppressedError') {
    lines.push(...part('Thrown while disposing', error.error, depth));
    lines.push(...part('Suppressed', error.suppressed, depth));
  }
  if (Array.isArray(error.errors)) {
    error.errors.forEach((each, index) => {
      lines.push(...part(`Error ${index + 1} of ${(error.errors as unknown[]).length}`, each, depth));
    });
  }
  return lines;
}

function part(title: string, value: unknown, depth: number): string[] {
  if (!isErrorLike(value)) return [`${title}: ${shortened(native.inspect(value))}`];
  return [...`${title}: ${textOf(value)}`.split('\n'), ...propertiesOf(value), ...parts(value, depth + 1)];
}

function describeValue(value: unknown): CellError {
  const evalue = shortened(native.inspect(value));
  return { ename: 'Uncaught', evalue, traceback: `Uncaught ${evalue}`.split('\n') };
}

function codeFrame(source: string, line: number, column: number): string[] {
  const lines = source.trimEnd().split(/\r?\n/);
  const first = Math.max(1, line - frameContext);
  const last = Math.min(lines.length, line + frameContext);
  const width = String(last).length;
  // Of a very long line, the part around the column.
  const from = column > frameWidth ? column - frameWidth / 2 : 0;
  const cut = (text: string) => text.slice(from, from + frameWidth);
  const frame: string[] = [];
  for (let row = first; row <= last; row++) {
    const pointer = row === line ? '>' : ' ';
    frame.push(`${pointer} ${String(row).padStart(width)} | ${cut(lines[row - 1])}`);
    if (row === line) frame.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1 - from))}^`);
  }
  return frame;
}
