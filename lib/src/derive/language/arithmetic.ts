import { notingUnderflow, spend } from './limits-of-evaluation';
import { invert } from './linear-algebra';
import { asNumber, type Dense, denseOf, identityMatrix, ShapeError, shapeInWords, type Value } from './value';

/**
 * What happens to every intermediate result: nothing in a plain evaluation; in a jittered one a random relative
 * change far above rounding, so that the spread of a few evaluations tells how strongly rounding is amplified.
 */
export type Jitter = (result: number) => number;

const mismatch = (left: Value, op: string, right: Value) =>
  new ShapeError(
    `${shapeInWords(left)} ${op} ${shapeInWords(right)} is not defined${wayOut(left, op, right)}`,
  );

const isColumn = (value: Value) => typeof value !== 'number' && value.kind === 'dense' && value.columns === 1;

/** What is probably meant by an operation on shapes that it does not fit. */
function wayOut(left: Value, op: string, right: Value): string {
  if (op === '*' && isColumn(left) && isColumn(right))
    return ": the inner product is x'*y, the outer x*y', the product of entries x.*y";
  if (op === '^' && isColumn(left)) return ": write x'*x, or x.^2 for the squares of the entries";
  if (op === '/' && asNumber(right) === undefined) return ': write A*inv(B), or x./y entry by entry';
  if ((op === '+' || op === '-') && (asNumber(left) ?? asNumber(right)) !== undefined)
    return ': a number c times ones(n) is a vector, c*I a matrix';
  return '';
}

/** Entry by entry; a matrix of one entry counts as a number. */
export function mapEntries(value: Value, change: (entry: number) => number): Value {
  if (typeof value === 'number') return change(value);
  if (value.kind === 'dense') return { ...value, data: value.data.map(change) };
  throw new ShapeError(`a function of numbers cannot take ${shapeInWords(value)}`);
}

function combine(op: string, a: Value, b: Value, entry: (x: number, y: number) => number): Value {
  if (typeof a === 'number' && typeof b === 'number') return entry(a, b);
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined) return entry(x, y);
  if (y !== undefined && typeof a !== 'number' && a.kind === 'identity') return entry(a.scale, y);
  if (x !== undefined && typeof b !== 'number' && b.kind === 'identity') return entry(x, b.scale);
  if (typeof a === 'number' || typeof b === 'number') throw mismatch(a, op, b);
  if (a.kind === 'dense' && b.kind === 'dense' && a.rows === b.rows && a.columns === b.columns) {
    return { ...a, data: a.data.map((left, i) => entry(left, b.data[i])) };
  }
  if (a.kind === 'identity' && b.kind === 'identity') return { ...a, scale: entry(a.scale, b.scale) };
  if (a.kind === 'identity' && b.kind === 'dense' && b.rows === b.columns) {
    return combine(op, identityMatrix(b.rows, a.scale), b, entry);
  }
  if (b.kind === 'identity' && a.kind === 'dense' && a.rows === a.columns) {
    return combine(op, a, identityMatrix(a.rows, b.scale), entry);
  }
  throw mismatch(a, op, b);
}

export const add = (a: Value, b: Value, jitter: Jitter): Value => combine('+', a, b, (x, y) => jitter(x + y));
export const subtract = (a: Value, b: Value, jitter: Jitter): Value =>
  combine('-', a, b, (x, y) => jitter(x - y));

export const negate = (a: Value): Value => multiply(-1, a, (x) => x);

/** Entry by entry: `.*`, `./`, `.^`, and max and min of two values. */
export function elementwise(op: string, a: Value, b: Value, entry: (x: number, y: number) => number): Value {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y === undefined) return mapEntries(b, (right) => entry(x, right));
  if (y !== undefined && x === undefined) return mapEntries(a, (left) => entry(left, y));
  return combine(op, a, b, entry);
}

/** The product of two numbers, which is zero only where one of them is. */
const productOf = (a: number, b: number): number => (a === 0 || b === 0 ? a * b : notingUnderflow(a * b));

export function multiply(a: Value, b: Value, jitter: Jitter): Value {
  if (typeof a === 'number' && typeof b === 'number') return jitter(productOf(a, b));
  const [x, y] = [asNumber(a), asNumber(b)];
  if (typeof b === 'object' && b.kind === 'dense' && typeof a === 'object' && a.kind === 'identity')
    return scale(b, a.scale, jitter);
  if (typeof a === 'object' && a.kind === 'dense' && typeof b === 'object' && b.kind === 'identity')
    return scale(a, b.scale, jitter);
  if (x !== undefined) return scale(b, x, jitter);
  if (y !== undefined) return scale(a, y, jitter);
  if (typeof a === 'number' || typeof b === 'number') throw mismatch(a, '*', b);
  if (a.kind === 'identity' && b.kind === 'identity') return scale(b, a.scale, jitter);
  if (a.kind !== 'dense' || b.kind !== 'dense' || a.columns !== b.rows) throw mismatch(a, '*', b);
  spend(a.rows * a.columns * b.columns, () => `${shapeInWords(a)} * ${shapeInWords(b)}`);
  const product = denseOf(a.rows, b.columns, (r, c) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) {
      sum += jitter(a.data[r * a.columns + k] * b.data[k * b.columns + c]);
    }
    return jitter(sum);
  });
  return product.data.length === 1 ? product.data[0] : product;
}

function scale(value: Value, by: number, jitter: Jitter): Value {
  if (typeof value === 'number') return jitter(productOf(value, by));
  if (value.kind === 'identity') return { ...value, scale: jitter(value.scale * by) };
  if (value.kind === 'dense') return { ...value, data: value.data.map((entry) => jitter(entry * by)) };
  throw mismatch(by, '*', value);
}

export function divide(a: Value, b: Value, jitter: Jitter): Value {
  const by = asNumber(b);
  if (by === undefined) throw mismatch(a, '/', b);
  if (typeof a === 'number')
    return jitter(a === 0 || !Number.isFinite(by) ? a / by : notingUnderflow(a / by));
  if (a.kind === 'dense') return { ...a, data: a.data.map((entry) => jitter(entry / by)) };
  return scale(a, 1 / by, jitter);
}

export function transpose(value: Value): Value {
  if (typeof value === 'number') return value;
  if (value.kind === 'identity') return value;
  if (value.kind !== 'dense') throw new ShapeError(`${shapeInWords(value)} has no transpose`);
  const { rows, columns, data } = value;
  return denseOf(columns, rows, (r, c) => data[c * columns + r]);
}

export function power(base: Value, exponent: Value, jitter: Jitter): Value {
  const n = asNumber(exponent);
  const x = asNumber(base);
  if (n === undefined) throw mismatch(base, '^', exponent);
  if (x !== undefined) return jitter(x === 0 || !Number.isFinite(n) ? x ** n : notingUnderflow(x ** n));
  if (typeof base === 'number' || !Number.isInteger(n)) throw mismatch(base, '^', exponent);
  if (base.kind === 'identity') return { ...base, scale: jitter(base.scale ** n) };
  if (base.kind !== 'dense' || base.rows !== base.columns) throw mismatch(base, '^', exponent);
  let result: Value = identityMatrix(base.rows);
  const factor = n < 0 ? inverse(base, jitter) : base;
  for (let k = 0; k < Math.abs(n); k++) result = multiply(result, factor, jitter);
  return result;
}

/** Backward stable algorithms see a matrix that differs by rounding relative to its largest entry. */
export function jitterMatrix(matrix: Dense, jitter: Jitter): Dense {
  let largest = 0;
  for (const entry of matrix.data) largest = Math.max(largest, Math.abs(entry));
  return { ...matrix, data: matrix.data.map((entry) => entry + (jitter(largest) - largest)) };
}

export function inverse(value: Value, jitter: Jitter): Value {
  const x = asNumber(value);
  if (x !== undefined) return jitter(1 / x);
  if (typeof value === 'object' && value.kind === 'identity')
    return { ...value, scale: jitter(1 / value.scale) };
  if (typeof value === 'number' || value.kind !== 'dense')
    throw new ShapeError(`${shapeInWords(value)} has no inverse`);
  const found = invert(jitterMatrix(value, jitter)).inverse;
  return nearlySingular(value, found) ? { ...found, data: found.data.fill(Number.NaN) } : found;
}

/** Rounding turns an exact zero pivot into a tiny one; a condition number beyond 1/eps means singular. */
function nearlySingular(matrix: Dense, found: Dense): boolean {
  const largestRow = ({ rows, columns, data }: Dense) => {
    let largest = 0;
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += Math.abs(data[r * columns + c]);
      largest = Math.max(largest, sum);
    }
    return largest;
  };
  return !(largestRow(matrix) * largestRow(found) < 1e13);
}
