import { InvalidInput } from '../../errors';
import type { Random } from '../../random';
import { type Dense, denseOf, type Scope, type Value } from '../language/value';
import type { Assumption } from './assumption';
import { asDense, matrix } from './dense';
import { checkSize, type Size, sizeAt } from './size';

/** Rounding of a product of matrices of the largest size stays below this. */
const nearlyZero = 1e-10;

/**
 * An orthogonal matrix, Q'Q = QQ' = I; or, of two sizes, one with orthonormal columns, Q'Q = I.
 *
 * Random ones are uniform (Haar): the Q of the QR factorization, with a positive diagonal of R, of a matrix of normal
 * numbers (Mezzadri, "How to generate random matrices from the classical compact groups", 2007).
 *
 * @param rows the number of rows: a number or a name
 * @param columns the number of columns, at most that of rows. Default: as many
 * @throws InvalidInput for more columns than rows, which cannot be orthonormal
 * @example
 * ```ts
 * orthogonal('n').text // 'an orthogonal n x n matrix'
 * orthogonal('m', 'r').text // 'an m x r matrix with orthonormal columns'
 * ```
 */
export function orthogonal(rows: Size, columns: Size = rows): Assumption {
  checkSize(rows, 'orthogonal: rows');
  checkSize(columns, 'orthogonal: columns');
  const plain = matrix(rows, columns);
  const isSquare = rows === columns;
  if (typeof rows === 'number' && typeof columns === 'number' && columns > rows) {
    throw new InvalidInput({
      subject: 'orthogonal',
      given: [rows, columns],
      allowed: 'at most as many columns as rows',
      remedy: 'More vectors than their length are never orthonormal: declare the transpose.',
    });
  }
  const allows = (value: Value, scope: Scope) =>
    plain.allows(value, scope) && isOrthonormal(asDense(value) as Dense);
  return {
    ...plain,
    shape: { rows, columns, orthonormal: true },
    tex: () =>
      `\\in \\mathbb{R}^{${rows} \\times ${columns}}\\text{ ${isSquare ? 'orthogonal' : 'with orthonormal columns'}}`,
    text: isSquare
      ? `an orthogonal ${rows} x ${rows} matrix`
      : `${plain.text.replace(/ matrix$/, '')} matrix with orthonormal columns`,
    draw: (random, scope) => {
      const drawn = asDense(plain.draw(random, scope) ?? 0);
      return drawn && orthonormalized(drawn, random);
    },
    simple: (scope) => {
      const [m, n] = [sizeAt(rows, scope), sizeAt(columns, scope)];
      return simpleMatrices(m, n).filter((value) => allows(value, scope));
    },
    allows,
    nearest: (value) => {
      const given = asDense(value);
      return given && orthonormalized(given);
    },
  };
}

/** The unit axes, in order, turned, mirrored, in reverse; and a half-way turn in the first two coordinates by 3/5 and 4/5. */
function simpleMatrices(rows: number, columns: number): Dense[] {
  if (!(rows >= columns)) return [];
  const turn = [
    [0.6, -0.8],
    [0.8, 0.6],
  ];
  const isTurned = (r: number, c: number) => rows > 1 && r < 2 && c < 2;
  return [
    denseOf(rows, columns, (r, c) => (r === (c + 1) % rows ? 1 : 0)),
    denseOf(rows, columns, (r, c) => (isTurned(r, c) ? turn[r][c] : r === c ? 1 : 0)),
    denseOf(rows, columns, (r, c) => (r === c ? 1 : 0)),
    denseOf(rows, columns, (r, c) => (r === c ? (-1) ** (r + 1) : 0)),
    denseOf(rows, columns, (r, c) => (r + c === rows - 1 ? 1 : 0)),
  ];
}

function isOrthonormal({ rows, columns, data }: Dense): boolean {
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let product = 0;
      for (let r = 0; r < rows; r++) product += data[r * columns + i] * data[r * columns + j];
      if (!(Math.abs(product - (i === j ? 1 : 0)) < nearlyZero)) return false;
    }
  }
  return true;
}

/** Gram-Schmidt, twice, which is as orthogonal as rounding allows; undefined where the columns depend on each other. */
function orthonormalized(given: Dense, random?: Random): Dense | undefined {
  const { rows, columns } = given;
  if (columns > rows) return undefined;
  const made = denseOf(rows, columns, (r, c) => given.data[r * columns + c]);
  const { data } = made;
  const product = (i: number, j: number) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += data[r * columns + i] * data[r * columns + j];
    return sum;
  };
  for (let c = 0; c < columns; c++) {
    const before = Math.sqrt(product(c, c));
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < c; k++) {
        const share = product(k, c);
        for (let r = 0; r < rows; r++) data[r * columns + c] -= share * data[r * columns + k];
      }
    }
    const length = Math.sqrt(product(c, c));
    if (!(length > 1e-6 * before)) return undefined;
    const sign = columns === rows && random && random.uniform() < 0.5 ? -1 : 1;
    for (let r = 0; r < rows; r++) data[r * columns + c] *= sign / length;
  }
  return made;
}
