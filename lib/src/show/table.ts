import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { type Displayable, displaySymbol } from './displayable';
import { formatNumber } from './format-number';
import { escapeHtml } from './html';

/** How {@link table} draws its rows. */
export interface TableOptions<Column extends string = string> {
  /** Said above the table. */
  caption?: string;
  /** The columns to show, in this order; default: every key, in the order in which rows bring them. */
  columns?: readonly Column[];
  /** Headings to use in place of the keys. */
  headings?: Partial<Record<Column, string>>;
  /** Significant digits of numbers; default 4. */
  digits?: number;
  /** Rows shown before the rest is only counted; default 100. */
  limit?: number;
}

/**
 * A table of rows: numbers are rounded to a few significant digits and aligned at the decimal point.
 *
 * @param rows one object a row; a missing value leaves its cell empty
 * @throws InvalidInput for an unknown option, or if a column is in no row, or a row is not an object
 * @example
 * ```ts
 * const rates = table([{ rate: 0.1, steps: 120 }, { rate: 0.05, steps: 1300 }], { caption: 'Steps' });
 * rates[displaySymbol]()['text/plain'].split('\n')[1] // 'rate  steps'
 * ```
 */
export function table<Row extends object>(
  rows: readonly Row[],
  options: TableOptions<Extract<keyof Row, string>> = {},
): Displayable {
  const grid = layOut(rows as readonly Record<string, unknown>[], options as TableOptions);
  return { [displaySymbol]: () => ({ 'text/html': toHtml(grid), 'text/plain': toText(grid) }) };
}

interface Column {
  heading: string;
  numeric: boolean;
  cells: string[];
}

interface Grid {
  caption?: string;
  columns: Column[];
  rows: number;
  hidden: number;
}

function layOut(rows: readonly Record<string, unknown>[], options: TableOptions): Grid {
  onlyOptions<TableOptions>('table', options, ['caption', 'columns', 'headings', 'digits', 'limit']);
  const { caption, headings = {}, digits = 4, limit = 100 } = options;
  if (!Array.isArray(rows))
    throw new InvalidInput({ subject: 'table: rows', given: rows, allowed: 'an array of objects' });
  rows.forEach((row, index) => {
    if (typeof row !== 'object' || row === null) {
      throw new InvalidInput({
        subject: `table: row ${index}`,
        given: row,
        allowed: 'an object, one key a column',
      });
    }
  });
  if (!Number.isInteger(digits) || digits < 1 || digits > 15) {
    throw new InvalidInput({ subject: 'table: digits', given: digits, allowed: 'an integer from 1 to 15' });
  }
  if (!Number.isInteger(limit) || limit < 0) {
    throw new InvalidInput({ subject: 'table: limit', given: limit, allowed: 'a whole number, 0 or more' });
  }
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  for (const wanted of options.columns ?? []) {
    if (keys.length > 0 && !keys.includes(wanted)) {
      throw new InvalidInput({
        subject: 'table: columns',
        given: wanted,
        allowed: `among ${keys.join(', ')}`,
      });
    }
  }
  const shown = rows.slice(0, limit);
  const columns = (options.columns ?? keys).map((key) => {
    const values = shown.map((row) => row[key]);
    const present = values.filter((value) => value !== undefined && value !== null);
    const numeric = present.length > 0 && present.every((value) => typeof value === 'number');
    const cells = values.map((value) => cell(value, digits));
    return {
      heading: (Object.hasOwn(headings, key) && headings[key]) || key,
      numeric,
      cells: numeric ? alignAtPoint(cells) : cells,
    };
  });
  return { caption, columns, rows: shown.length, hidden: rows.length - shown.length };
}

function cell(value: unknown, digits: number): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return formatNumber(value, digits);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return `[${Array.from(value as ArrayLike<unknown>, (item) => cell(item, digits)).join(', ')}]`;
  }
  return String(value);
}

/** Pads on the right, so that the points of right-aligned numbers stand below each other. */
function alignAtPoint(cells: string[]): string[] {
  const tails = cells.map((item) =>
    /^-?\d+(\.\d+)?$/.test(item) ? item.length - `${item}.`.indexOf('.') : 0,
  );
  const longest = Math.max(0, ...tails);
  return cells.map((item, index) => (item === '' ? item : item + ' '.repeat(longest - tails[index])));
}

function toText({ caption, columns, rows, hidden }: Grid): string {
  const widths = columns.map(({ heading, cells }) =>
    Math.max(heading.length, ...cells.map((item) => item.length)),
  );
  const line = (items: string[]) =>
    items
      .map((item, at) => (columns[at].numeric ? item.padStart(widths[at]) : item.padEnd(widths[at])))
      .join('  ')
      .trimEnd();
  const lines = [
    line(columns.map(({ heading }) => heading)),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...Array.from({ length: rows }, (_, row) => line(columns.map(({ cells }) => cells[row]))),
  ];
  if (caption) lines.unshift(caption);
  if (hidden > 0) lines.push(`... and ${hidden} more`);
  return lines.join('\n');
}

function toHtml({ caption, columns, rows, hidden }: Grid): string {
  const style = (numeric: boolean) =>
    `text-align:${numeric ? 'right' : 'left'};padding:0.2em 0.8em${numeric ? ';font-variant-numeric:tabular-nums' : ''}`;
  // The figure space is as wide as a digit: padding by it keeps the decimal points aligned.
  const inner = (value: string) => escapeHtml(value).replace(/ +$/, (pad) => '\u2007'.repeat(pad.length));
  const head = columns.map(
    ({ heading, numeric }) => `<th scope="col" style="${style(numeric)}">${escapeHtml(heading)}</th>`,
  );
  const body = Array.from({ length: rows }, (_, row) =>
    columns.map(({ cells, numeric }) => `<td style="${style(numeric)}">${inner(cells[row])}</td>`).join(''),
  );
  return [
    '<table>',
    caption ? `<caption style="text-align:left">${escapeHtml(caption)}</caption>` : '',
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.map((cells) => `<tr>${cells}</tr>`).join('')}</tbody>`,
    hidden > 0 ? `<tfoot><tr><td colspan="${columns.length}">... and ${hidden} more</td></tr></tfoot>` : '',
    '</table>',
  ].join('');
}
