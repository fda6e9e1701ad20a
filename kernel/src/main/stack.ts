import { dirname, join } from 'node:path';
import type { Runnable, Segment } from '../shared/messages';
import { asWritten } from '../shared/names';
import { native } from './native';

/** Where the kernel's code lies; behind source maps it is seen in its sources. */
const kernelFolders = [dirname(__dirname), join(__dirname, '../../src')];
const frame = /^\s+at /;
const opensProperties = / \{$/;
const cellPosition = /(In\[[^\]\s]*\]):(\d+):(\d+)/g;

/** What tells the versions of a reloaded file apart; the reader knows only the file. */
const versionMark = '?changed=';
const fileVersion = /\?changed=[0-9a-f]+/g;

type Mapped = Pick<Runnable, 'code' | 'map' | 'source'>;

/** The cells that functions and promises may still lead back to, oldest first. */
const cells = new native.Map<string, Mapped>();
const remembered = 2000;

export function rememberCell(file: string, { code, map, source }: Runnable): void {
  cells.delete(file);
  cells.set(file, { code, map, source });
  const oldest = cells.keys().next().value;
  if (cells.size > remembered && oldest !== undefined) cells.delete(oldest);
}

/** True for text that may contain frames of cells or of the kernel. */
function mayHoldFrames(text: string): boolean {
  return (
    text.includes('In[') ||
    kernelFolders.some((folder) => text.includes(folder)) ||
    text.includes(versionMark)
  );
}

/** Removes what the kernel has added to names and to stack traces, and leads cell positions back to the cell's source. */
export function cleanStack(raw: string): string {
  const text = asWritten(raw);
  if (!mayHoldFrames(text)) return text;
  const lines = text.split('\n');
  if (!lines.some((line) => frame.test(line))) return text;
  const kept: string[] = [];
  for (const line of lines) {
    const shown = !frame.test(line) ? line : isKernelFrame(line) ? undefined : mapFrame(line);
    if (shown !== undefined) kept.push(shown);
    // The error's own properties follow in braces, which open behind the last frame.
    else if (opensProperties.test(line) && kept.length > 0)
      kept[kept.length - 1] += opensProperties.exec(line)?.[0];
  }
  return kept.join('\n');
}

function isKernelFrame(line: string): boolean {
  return (
    kernelFolders.some((folder) => line.includes(folder)) ||
    /\(?node:(vm|inspector|events|internal)/.test(line) ||
    /new Script \(/.test(line)
  );
}

/** The frame with its position in the cell; undefined for a frame of the code that the kernel put around it. */
function mapFrame(line: string): string | undefined {
  let isOutside = false;
  const mapped = line
    .replace(fileVersion, '')
    .replace(cellPosition, (found, file: string, row: string, column: string) => {
      const cell = cells.get(file);
      if (!cell) return found;
      const position = toSource(cell, Number(row), Number(column));
      isOutside ||= position === undefined;
      if (!position) return found;
      return `${file}:${position.line}:${position.column}`;
    });
  return isOutside ? undefined : mapped;
}

/** The first position inside a cell that a cleaned stack names, with the cell's source. */
export function firstCellPosition(
  stack: string,
): { line: number; column: number; source: string } | undefined {
  for (const [, file, line, column] of stack.matchAll(cellPosition)) {
    const cell = cells.get(file);
    if (cell) return { line: Number(line), column: Number(column), source: cell.source };
  }
  return undefined;
}

interface Position {
  line: number;
  column: number;
}

function toSource({ code, map, source }: Mapped, line: number, column: number): Position | undefined {
  const generated = offsetOf(code, line, column);
  const segment = lastAtOrBefore(map, generated);
  if (!segment) return undefined;
  const offset = segment[1] + (segment[2] ? generated - segment[0] : 0);
  return offset > source.length ? undefined : positionOf(source, offset);
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let row = 1; row < line; row++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}

function positionOf(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

function lastAtOrBefore(segments: Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle][0] <= offset) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1];
}
