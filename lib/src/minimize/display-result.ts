import { type Displayable, displaySymbol, formatNumber, table } from '../show';
import type { InverseHessian } from './method';

/** How many entries of a vector are shown; the rest is counted. */
const SHOWN = 6;

/** What Node.js asks an object how to print it, in `console.log` too. */
const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');

/**
 * Makes a result print itself field by field, as SciPy's do, with long vectors cut short. The methods for it are not
 * enumerable: a copy, a comparison or JSON sees the fields alone.
 */
export function displayed<Result extends object>(result: Result): Result & Displayable {
  const fields = () =>
    Object.entries(result)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name, value: inWords(value) }));
  const text = () => {
    const rows = fields();
    const width = Math.max(...rows.map(({ name }) => name.length));
    return rows.map(({ name, value }) => `${name.padStart(width)}: ${value}`).join('\n');
  };
  const display = () => ({ ...table(fields())[displaySymbol](), 'text/plain': text() });
  return Object.defineProperties(result, {
    [displaySymbol]: { value: display },
    [inspectSymbol]: { value: text },
  }) as Result & Displayable;
}

function inWords(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value, 8);
  if (ArrayBuffer.isView(value)) return vector(value as Float64Array);
  if (Array.isArray(value)) return ofEach(value);
  if (isOperator(value)) return `${value.n} x ${value.n}, an operator; toDense() makes it an array`;
  return typeof value === 'object' && value !== null
    ? `an object with ${Object.keys(value).join(', ')}`
    : String(value);
}

function vector(values: Float64Array): string {
  const shown = Array.from(values.subarray(0, SHOWN), (each) => formatNumber(each, 5));
  const rest = values.length > SHOWN ? `, ... ${values.length} in all` : '';
  return `[${shown.join(', ')}${rest}]`;
}

/** The rows of a matrix, or the points of a trace. */
function ofEach(values: readonly unknown[]): string {
  const isMatrix = values.length > 0 && ArrayBuffer.isView(values[0]);
  return isMatrix ? `${values.length} x ${(values[0] as Float64Array).length}` : `${values.length} points`;
}

const isOperator = (value: unknown): value is InverseHessian =>
  typeof (value as Partial<InverseHessian> | null)?.toDense === 'function';
