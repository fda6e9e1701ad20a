import { onlyOptions } from '../../errors/only-options';
import type { Random } from '../../random';
import { multiply, transpose } from '../language/arithmetic';
import { symmetricEigenvalues } from '../language/linear-algebra';
import { type Dense, denseOf, type Scope, type Value } from '../language/value';
import type { Assumption } from './assumption';
import { checkSize, namesOf, type Size, sizeAt } from './size';

const notNumber = { kind: 'dense', integer: false, positive: false, symmetric: false } as const;

/** The matrix that a value is; a number is none. */
export const asDense = (value: Value): Dense | undefined =>
  typeof value !== 'number' && value.kind === 'dense' ? value : undefined;

/** Small integers by position: a first matrix that is neither zero, nor symmetric, nor special. */
const counting = (rows: number, columns: number): Dense[] => [
  denseOf(rows, columns, (r, c) => (c === 0 && columns === 1 ? r + 1 : r === c ? 1 : r < c ? 1 : 0)),
  denseOf(rows, columns, (r, c) => r + 2 * c + 1),
  denseOf(rows, columns, (r, c) => (r === c ? 1 : 0)),
  denseOf(rows, columns, () => 1),
  denseOf(rows, columns, () => 0),
  denseOf(rows, columns, (r, c) => ((r + c) % 2 ? -1 : 1)),
];

export const gaussian = (random: Random, rows: number, columns: number): Dense => {
  const stretch = 10 ** random.uniform(-1, 1);
  return denseOf(rows, columns, () => random.normal() * stretch);
};

/** How a vector is restricted. */
export interface VectorOptions {
  /** Whether it has a direction: not the zero vector. */
  nonzero?: boolean;
}

/**
 * A real column vector; zero is among the points of a check unless it is excluded.
 *
 * @param size its length: a number from 1 to 12 or a name, as in `vector('n')`; a name that is not declared is an
 *   integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * vector('n').text // 'a vector of length n'
 * vector(2, { nonzero: true }).text // 'a nonzero vector of length 2'
 * ```
 */
export function vector(size: Size, options: VectorOptions = {}): Assumption {
  onlyOptions<VectorOptions>('vector', options, ['nonzero']);
  const { nonzero: exclude = false } = options;
  checkSize(size, 'vector: size');
  const plain = matrix(size, 1);
  const allows = (value: Value, scope: Scope) =>
    plain.allows(value, scope) && !(exclude && asDense(value)?.data.every((entry) => entry === 0));
  return {
    ...plain,
    shape: { rows: size, columns: 1, nonzero: exclude },
    tex: () => `\\in \\mathbb{R}^{${size}}${exclude ? ' \\setminus \\{0\\}' : ''}`,
    text: `a ${exclude ? 'nonzero ' : ''}vector of length ${size}`,
    simple: (scope) => plain.simple(scope).filter((value) => allows(value, scope)),
    allows,
  };
}

/** How a matrix is restricted. */
export interface MatrixOptions {
  /** Whether its rank is the smaller of its sizes, so that X'X is invertible if it has at least as many rows as columns. */
  fullRank?: boolean;
}

/**
 * A real matrix; zero is among the points of a check unless full rank is asked for.
 *
 * @param rows how many, as the size of a {@link vector}
 * @param columns how many
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * matrix('n', 'd', { fullRank: true }).text // 'an n x d matrix of full rank'
 * ```
 */
export function matrix(rows: Size, columns: Size, options: MatrixOptions = {}): Assumption {
  onlyOptions<MatrixOptions>('matrix', options, ['fullRank']);
  const { fullRank = false } = options;
  checkSize(rows, 'matrix: rows');
  checkSize(columns, 'matrix: columns');
  const allowed = (value: Value, scope: Scope) => {
    const given = asDense(value);
    if (!given || given.rows !== sizeAt(rows, scope) || given.columns !== sizeAt(columns, scope))
      return false;
    return given.data.every(Number.isFinite) && (!fullRank || isFullRank(given));
  };
  return {
    ...notNumber,
    shape: { rows, columns },
    tex: () => `\\in \\mathbb{R}^{${rows} \\times ${columns}}${fullRank ? '\\text{ of full rank}' : ''}`,
    text: `${article(rows)} ${rows} x ${columns} matrix${fullRank ? ' of full rank' : ''}`,
    needs: namesOf(rows, columns),
    sizes: namesOf(rows, columns),
    draw: (random, scope) => {
      const [m, n] = [sizeAt(rows, scope), sizeAt(columns, scope)];
      if (Number.isNaN(m + n)) return undefined;
      const drawn = gaussian(random, m, n);
      return allowed(drawn, scope) ? drawn : undefined;
    },
    simple: (scope) => {
      const [m, n] = [sizeAt(rows, scope), sizeAt(columns, scope)];
      return Number.isNaN(m + n) ? [] : counting(m, n).filter((candidate) => allowed(candidate, scope));
    },
    allows: allowed,
  };
}

const article = (size: Size) => (/^(a|e|f|h|i|l|m|n|o|r|s|x|8|11)/i.test(String(size)) ? 'an' : 'a');

/** Well away from singular, so that rounding does not decide. */
function isFullRank(given: Dense): boolean {
  const tall = given.rows >= given.columns ? given : (transpose(given) as Dense);
  const product = multiply(transpose(tall), tall, (x) => x);
  const gram = typeof product === 'number' ? denseOf(1, 1, () => product) : (product as Dense);
  const values = symmetricEigenvalues(gram);
  return values[0] > 1e-6 * (values.at(-1) as number);
}
