import type { CellError } from '../shared/messages';
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

/** Whatever a cell has thrown, as the fields of an `error` message; never throws itself. */
export function describeError(thrown: unknown): CellError {
  try {
    return isErrorLike(thrown) ? describe(thrown) : describeValue(thrown);
  } catch {
    const evalue = 'The thrown value cannot be shown.';
    return { ename: 'Error', evalue, traceback: [evalue] };
  }
}

interface ErrorLike {
  name?: unknown;
  message?: unknown;
  stack: string;
  cause?: unknown;
  errors?: unknown;
  error?: unknown;
  suppressed?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && typeof (value as ErrorLike).stack === 'string';
}

function describe(error: ErrorLike): CellError {
  const ename = typeof error.name === 'string' && error.name !== '' ? error.name : 'Error';
  const evalue = String(error.message ?? '');
  const stack = cleanStack(error.stack);
  const position = firstCellPosition(stack);
  const lines = withHeader(stack, ename, evalue).split('\n');
  if (position) lines.push('', ...codeFrame(position.source, position.line, position.column));
  const below = parts(error, 0);
  if (below.length > 0) lines.push('', ...below);
  return { ename, evalue, traceback: lines };
}

/** V8 writes the header when the error is made; name and message may have changed since. */
function withHeader(stack: string, name: string, message: string): string {
  const frames = stack.search(/^\s+at /m);
  const header = frames < 0 ? stack : stack.slice(0, frames);
  if (header.includes(message) && header.startsWith(name)) return stack;
  const title = message === '' ? name : `${name}: ${message}`;
  return frames < 0 ? title : `${title}\n${stack.slice(frames)}`;
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
  if (!isErrorLike(value)) return [`${title}: ${native.inspect(value)}`];
  const text = withHeader(
    cleanStack(value.stack),
    String(value.name ?? 'Error'),
    String(value.message ?? ''),
  );
  return [...`${title}: ${text}`.split('\n'), ...parts(value, depth + 1)];
}

function describeValue(value: unknown): CellError {
  const evalue = native.inspect(value);
  return { ename: 'Uncaught', evalue, traceback: `Uncaught ${evalue}`.split('\n') };
}

function codeFrame(source: string, line: number, column: number): string[] {
  const lines = source.trimEnd().split(/\r?\n/);
  const first = Math.max(1, line - frameContext);
  const last = Math.min(lines.length, line + frameContext);
  const width = String(last).length;
  const frame: string[] = [];
  for (let row = first; row <= last; row++) {
    const pointer = row === line ? '>' : ' ';
    frame.push(`${pointer} ${String(row).padStart(width)} | ${lines[row - 1]}`);
    if (row === line) frame.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`);
  }
  return frame;
}
