import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { Bundle } from '../shared/messages';
import { kindOf } from './mime';
import { native } from './native';

export interface TableOptions {
  /** The columns to show, in this order; all if absent. */
  columns?: readonly string[];
  /** How many rows to show at most; 100 if absent. */
  limit?: number;
  /** A title above the table. */
  caption?: string;
}

interface Row {
  index: string;
  cells: Map<string, unknown>;
}

const shownRows = 100;
const cellLength = 1000;
const cannotBeShown = '[cannot be shown]';

/** The rows as an HTML table, and as the text that `console.table` prints. */
export function tableBundle(data: unknown, options: TableOptions = {}): Bundle {
  const { limit = shownRows, caption } = options;
  if (typeof limit !== 'number' || !(limit >= 0)) {
    throw new TypeError(
      `display.table: limit is ${native.inspect(limit)}; it must be a number of rows, 0 or more`,
    );
  }
  const rows = rowsOf(data);
  const columns = columnsOf(rows, options.columns);
  const shown = rows.slice(0, limit);
  const rest = rows.length - shown.length;
  const note = rest > 0 ? `... ${rest} more ${rest === 1 ? 'row' : 'rows'}` : '';
  return {
    'text/html': html(shown, columns, caption, note),
    'text/plain': [caption, text(shown, columns), note].filter(Boolean).join('\n'),
  };
}

/** Rows of an array or another iterable count from 0; those of an object or a map have its keys. */
function rowsOf(data: unknown): Row[] {
  if (typeof data !== 'object' || data === null) {
    throw new TypeError(`display.table takes an array of rows, not ${kindOf(data)}`);
  }
  const entries: Iterable<[unknown, unknown]> =
    data instanceof Map
      ? data
      : Symbol.iterator in data
        ? [...(data as Iterable<unknown>)].entries()
        : Object.entries(data);
  const labels = new Set<string>();
  return Array.from(entries, ([key, row]) => ({ index: newLabel(key, labels), cells: cellsOf(row) }));
}

/** The name of a key, told from those of other keys that look the same, such as 1 and '1'. */
function newLabel(key: unknown, taken: Set<string>): string {
  const name = nameOf(key);
  let label = name;
  for (let count = 2; taken.has(label); count++) label = `${name} (${count})`;
  taken.add(label);
  return label;
}

const nameOf = (key: unknown): string => (typeof key === 'string' ? key : inspected(key));

function cellsOf(row: unknown): Map<string, unknown> {
  if (typeof row !== 'object' || row === null || row instanceof Date) return new Map([['value', row]]);
  if (row instanceof Map) return new Map(Array.from(row, ([key, cell]) => [nameOf(key), cell]));
  const cells = new Map<string, unknown>();
  for (const key of Object.keys(row)) {
    try {
      cells.set(key, (row as Record<string, unknown>)[key]);
    } catch (error) {
      cells.set(key, error);
    }
  }
  return cells;
}

function columnsOf(rows: Row[], wanted: readonly string[] | undefined): string[] {
  const all = new Set(rows.flatMap(({ cells }) => [...cells.keys()]));
  if (wanted === undefined) return [...all];
  if (!Array.isArray(wanted)) {
    throw new TypeError(`display.table: columns must be an array of names, not ${kindOf(wanted)}`);
  }
  const unknown = wanted.filter((name) => !all.has(name));
  if (unknown.length > 0 && rows.length > 0) {
    const names = (list: string[]) => list.map((name) => `'${name}'`).join(', ');
    throw new RangeError(`display.table: no row has ${names(unknown)}; the columns are ${names([...all])}`);
  }
  return [...wanted];
}

function text(rows: Row[], columns: string[]): string {
  if (rows.length === 0 || columns.length === 0) return '(no rows)';
  const printed: string[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed.push(String(chunk));
      done();
    },
  });
  const byIndex = rows.map(({ index, cells }) => [
    index,
    Object.fromEntries(
      columns.filter((name) => cells.has(name)).map((name) => [name, printable(cells.get(name))]),
    ),
  ]);
  // A plain object would have its numbers in ascending order before all else.
  const inOrder = new Proxy(Object.fromEntries(byIndex), { ownKeys: () => rows.map(({ index }) => index) });
  new Console({ stdout, colorMode: false }).table(inOrder, columns);
  return printed.join('').trimEnd();
}

/** What Node cannot print, such as an object whose own printing throws, would take the table with it. */
function printable(cell: unknown): unknown {
  try {
    native.inspect(cell, { depth: 0 });
    return cell;
  } catch {
    return cannotBeShown;
  }
}

/** Nothing but alignment is set, so that the table has the colours of the page it is shown on, light or dark. */
function html(rows: Row[], columns: string[], caption: string | undefined, note: string): string {
  const align = columns.map((name) => (isNumeric(rows, name) ? 'right' : 'left'));
  const heads = columns.map(
    (name, i) => `<th scope="col" style="text-align: ${align[i]}">${escaped(name)}</th>`,
  );
  const body = rows.map(({ index, cells }) => {
    const data = columns.map(
      (name, i) =>
        `<td style="text-align: ${align[i]}">${cells.has(name) ? escaped(cellText(cells.get(name))) : ''}</td>`,
    );
    return `<tr><th scope="row">${escaped(index)}</th>${data.join('')}</tr>`;
  });
  return [
    '<table>',
    ...(caption === undefined ? [] : [`<caption>${escaped(caption)}</caption>`]),
    `<thead><tr><td></td>${heads.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table>',
    ...(note === '' ? [] : [`<p>${note}</p>`]),
  ].join('\n');
}

function isNumeric(rows: Row[], column: string): boolean {
  const cells = rows
    .map(({ cells }) => cells.get(column))
    .filter((cell) => cell !== undefined && cell !== null);
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number' || typeof cell === 'bigint');
}

function cellText(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : inspected(cell);
  return text.length > cellLength
    ? `${text.slice(0, cellLength)}... ${text.length - cellLength} more characters`
    : text;
}

function inspected(cell: unknown): string {
  if (cell instanceof Error) return `[${cell.name}: ${cell.message}]`;
  try {
    return native.inspect(cell, { depth: 0, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 10 });
  } catch {
    return cannotBeShown;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
