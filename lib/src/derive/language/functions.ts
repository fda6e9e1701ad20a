import {
  elementwise,
  inverse,
  type Jitter,
  jitterMatrix,
  mapEntries,
  multiply,
  transpose,
} from './arithmetic';
import { notingUnderflow } from './limits-of-evaluation';
import { invert, spectralNorm, symmetricEigenvalues } from './linear-algebra';
import { erf, erfc, normalDensity, normalDistribution, softplus } from './special-functions';
import {
  asNumber,
  type Dense,
  dense,
  denseOf,
  identityMatrix,
  numbersIn,
  ShapeError,
  shapeInWords,
  type Value,
} from './value';

/** A function of a derivation: how many arguments it takes and what it does with them. */
export interface FunctionRule {
  arity: readonly [least: number, most: number];
  apply(args: Value[], jitter: Jitter): Value;
}

const onNumbers = (change: (x: number) => number): FunctionRule => ({
  arity: [1, 1],
  apply: ([x], jitter) => mapEntries(x, (entry) => jitter(change(entry))),
});

/** Of functions that are zero nowhere: a zero is a number too small for a double. */
const neverZero = (change: (x: number) => number): FunctionRule =>
  onNumbers((x) => (Number.isFinite(x) ? notingUnderflow(change(x)) : change(x)));

const unary = (apply: (value: Value, jitter: Jitter) => Value): FunctionRule => ({
  arity: [1, 1],
  apply: ([value], jitter) => apply(value, jitter),
});

const ofMatrix = (name: string, apply: (matrix: Dense) => number): FunctionRule =>
  unary((value, jitter) => jitter(apply(jitterMatrix(asDense(name, value), jitter))));

function asDense(name: string, value: Value): Dense {
  if (typeof value === 'number') return dense(1, 1, [value]);
  if (value.kind === 'dense') return value;
  if (value.kind === 'identity') {
    throw new ShapeError(`${name} cannot take I, whose size is not known here: write identity(n)`);
  }
  throw new ShapeError(`${name} cannot take ${shapeInWords(value)}`);
}

/** An identity matrix of no stated size has no number of entries to add up or compare. */
function entriesOf(name: string, value: Value): number[] {
  if (typeof value !== 'number' && value.kind === 'identity') {
    throw new ShapeError(`${name} cannot take I, whose size is not known here: write identity(n)`);
  }
  return Array.from(numbersIn(value));
}

const extreme = (name: string, choose: (...numbers: number[]) => number): FunctionRule => ({
  arity: [1, Number.POSITIVE_INFINITY],
  apply: (args) =>
    args.length === 1
      ? choose(...entriesOf(name, args[0]))
      : args.reduce((a, b) => elementwise(name, a, b, (x, y) => choose(x, y))),
});

const pNorm = (power: number) => (value: Value, jitter: Jitter) => {
  let sum = 0;
  for (const entry of entriesOf('norm', value)) {
    sum =
      power === Infinity ? Math.max(sum, Math.abs(entry)) : jitter(sum + jitter(Math.abs(entry) ** power));
  }
  return power === Infinity || power === 1 ? sum : jitter(sum ** (1 / power));
};

/** Subtracting the largest logit changes nothing and keeps exp from overflowing. */
const softmax = (value: Value, jitter: Jitter): Value => {
  const logits = asDense('softmax', value);
  const largest = Math.max(...logits.data);
  const weights = logits.data.map((logit) => jitter(Math.exp(logit - largest)));
  const total = weights.reduce((sum, weight) => jitter(sum + weight), 0);
  return { ...logits, data: weights.map((weight) => jitter(weight / total)) };
};

const trace = (value: Value, jitter: Jitter): Value => {
  const { rows, columns, data } = asDense('trace', value);
  if (rows !== columns) throw new ShapeError(`trace of a matrix of shape ${rows}x${columns} is not defined`);
  let sum = 0;
  for (let i = 0; i < rows; i++) sum = jitter(sum + data[i * columns + i]);
  return sum;
};

/** log(exp(x1) + exp(x2) + ...) about the largest, so that nothing overflows. */
const logSumExp = (value: Value, jitter: Jitter): Value => {
  const logits = entriesOf('logsumexp', value);
  const largest = Math.max(...logits);
  const sum = logits.reduce((total, logit) => jitter(total + jitter(Math.exp(logit - largest))), 0);
  return jitter(largest + jitter(Math.log(sum)));
};

/** A vector as the diagonal of a matrix; the diagonal of a square matrix as a vector. */
const diagonal = (value: Value): Value => {
  if (typeof value === 'number') return value;
  const { rows, columns, data } = asDense('diag', value);
  if (columns === 1) return denseOf(rows, rows, (r, c) => (r === c ? data[r] : 0));
  if (rows === columns) return denseOf(rows, 1, (r) => data[r * columns + r]);
  throw new ShapeError(`diag takes a column vector or a square matrix, not ${rows}x${columns}`);
};

/** A whole number that says how large something is, or which entry. */
function wholeNumber(name: string, value: Value, most: number): number {
  const n = asNumber(value);
  if (n !== undefined && Number.isInteger(n) && n >= 1 && n <= most) return n;
  throw new ShapeError(`${name} takes a whole number from 1 to ${most}, not ${n ?? shapeInWords(value)}`);
}

const largestSize = 1000;
const sizeOf = (name: string, value: Value) => wholeNumber(name, value, largestSize);

const kronecker = (a: Value, b: Value, jitter: Jitter): Value => {
  const [x, y] = [asDense('kron', a), asDense('kron', b)];
  return denseOf(x.rows * y.rows, x.columns * y.columns, (r, c) =>
    jitter(
      x.data[Math.floor(r / y.rows) * x.columns + Math.floor(c / y.columns)] *
        y.data[(r % y.rows) * y.columns + (c % y.columns)],
    ),
  );
};

/** Of a vector. A matrix has several norms of that kind, and p alone would not say which. */
const normOf = (x: Value, p: Value | undefined, jitter: Jitter): Value => {
  if (p === undefined) return pNorm(2)(x, jitter);
  if (typeof x !== 'number' && x.kind === 'dense' && x.rows > 1 && x.columns > 1) {
    throw new ShapeError(
      'norm(A, p) is for vectors: norm(A) is the Frobenius norm of a matrix, norm1(A) the sum of its absolute entries, spectralNorm(A) its largest singular value',
    );
  }
  return pNorm(asNumber(p) ?? Number.NaN)(x, jitter);
};

const factorial = (n: number): number =>
  n < 0 || !Number.isInteger(n) ? Number.NaN : n > 170 ? Infinity : n < 2 ? 1 : n * factorial(n - 1);

/** A sum over the entries of a vector; the sum over an index is part of the language, not a function. */
const total = (value: Value, jitter: Jitter): Value =>
  entriesOf('total', value).reduce((sum, entry) => jitter(sum + entry), 0);

/** Functions of whole numbers, which no jitter may change. */
export const ofWholeNumbers: ReadonlySet<string> = new Set(['factorial', 'identity', 'ones', 'unit']);

/** Every function that an expression of a derivation may apply. */
export const functions: Readonly<Record<string, FunctionRule>> = {
  exp: neverZero(Math.exp),
  log: onNumbers(Math.log),
  sqrt: onNumbers(Math.sqrt),
  abs: onNumbers(Math.abs),
  sign: onNumbers(Math.sign),
  sin: onNumbers(Math.sin),
  cos: onNumbers(Math.cos),
  tanh: onNumbers(Math.tanh),
  floor: onNumbers(Math.floor),
  ceil: onNumbers(Math.ceil),
  round: onNumbers(Math.round),
  relu: onNumbers((x) => Math.max(0, x)),
  sigmoid: neverZero((x) => 1 / (1 + Math.exp(-x))),
  square: onNumbers((x) => x * x),
  sinh: onNumbers(Math.sinh),
  cosh: onNumbers(Math.cosh),
  atanh: onNumbers(Math.atanh),
  atan: onNumbers(Math.atan),
  log1p: onNumbers(Math.log1p),
  expm1: onNumbers(Math.expm1),
  softplus: neverZero(softplus),
  erf: onNumbers(erf),
  erfc: neverZero(erfc),
  normpdf: neverZero(normalDensity),
  normcdf: neverZero(normalDistribution),
  clip: {
    arity: [3, 3],
    apply: ([x, low, high]) => elementwise('clip', elementwise('clip', x, low, Math.max), high, Math.min),
  },
  factorial: onNumbers(factorial),
  logsumexp: unary(logSumExp),
  softmax: unary(softmax),
  max: extreme('max', Math.max),
  min: extreme('min', Math.min),
  norm: {
    arity: [1, 2],
    apply: ([x, p], jitter) => normOf(x, p, jitter),
  },
  norm1: unary(pNorm(1)),
  norm2: unary(pNorm(2)),
  dot: {
    arity: [2, 2],
    apply: ([a, b], jitter) => {
      const product = multiply(transpose(a), b, jitter);
      if (asNumber(product) !== undefined) return product;
      throw new ShapeError(`dot of ${shapeInWords(a)} and ${shapeInWords(b)} is not defined`);
    },
  },
  outer: { arity: [2, 2], apply: ([a, b], jitter) => multiply(a, transpose(b), jitter) },
  transpose: unary(transpose),
  inv: unary(inverse),
  trace: unary(trace),
  total: unary(total),
  det: ofMatrix('det', (matrix) => invert(matrix).determinant),
  eigmin: ofMatrix('eigmin', (matrix) => symmetricEigenvalues(symmetrized(matrix))[0]),
  eigmax: ofMatrix('eigmax', (matrix) => symmetricEigenvalues(symmetrized(matrix)).at(-1) as number),
  spectralNorm: ofMatrix('spectralNorm', spectralNorm),
  frobenius: unary(pNorm(2)),
  identity: unary((n) => identityMatrix(sizeOf('identity', n))),
  ones: unary((n) => denseOf(sizeOf('ones', n), 1, () => 1)),
  unit: {
    arity: [2, 2],
    apply: ([i, n]) => {
      const size = sizeOf('unit', n);
      const place = wholeNumber('unit', i, size);
      return denseOf(size, 1, (r) => (r === place - 1 ? 1 : 0));
    },
  },
  diag: unary(diagonal),
  kron: { arity: [2, 2], apply: ([a, b], jitter) => kronecker(a, b, jitter) },
};

/** The symmetric part, where the rest is no more than rounding; anything else has no real eigenvalues to speak of. */
function symmetrized({ rows, columns, data }: Dense): Dense {
  const mirror = (r: number, c: number) => data[c * columns + r];
  const size = Math.hypot(...data);
  const isSymmetric =
    rows === columns &&
    data.every((entry, i) => Math.abs(entry - mirror(Math.floor(i / columns), i % columns)) <= 1e-8 * size);
  if (!isSymmetric) throw new ShapeError('eigmin and eigmax need a symmetric matrix');
  return denseOf(rows, rows, (r, c) => (data[r * rows + c] + mirror(r, c)) / 2);
}
