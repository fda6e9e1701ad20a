import { inspect } from 'node:util';
import { type Displayable, displaySymbol } from './displayable';
import { formatNumber } from './format-number';
import { notebookDisplay, plainText } from './notebook';
import { table } from './table';
import { text } from './text';

/**
 * Shows each value at once: in a notebook as richly as its kernel can draw it (optlab's, Deno's and tslab's
 * kernels are known), elsewhere as text on the console.
 *
 * Figures, tables, rules and derivations draw themselves; a string is shown as it stands, a number with ten
 * significant digits, an array of objects as a table, a tensor with its values, anything else as Node prints it.
 *
 * @example
 * ```ts
 * show('final loss', 0.1 + 0.2); // prints: final loss, then 0.3
 * ```
 */
export function show(...values: unknown[]): void {
  const display = notebookDisplay();
  for (const value of values) {
    const drawn = toDisplayable(value);
    if (display) display(drawn);
    else console.log(plainText(drawn));
  }
}

/** Whether a value draws itself. */
export function isDisplayable(value: unknown): value is Displayable {
  const method = (value as Partial<Displayable> | null | undefined)?.[displaySymbol];
  return typeof method === 'function';
}

function toDisplayable(value: unknown): Displayable {
  if (isDisplayable(value)) return value;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return text(formatNumber(value, 10));
  if (isRows(value)) return table(value);
  if (isTensor(value)) return text(value.toString(true));
  return text(inspect(value, { depth: 4, maxArrayLength: 100, colors: false }));
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isDisplayable(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isTensor(value: unknown): value is { toString(verbose: boolean): string } {
  return typeof value === 'object' && value !== null && 'dataSync' in value && 'shape' in value;
}
