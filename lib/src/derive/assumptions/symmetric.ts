import type { Random } from '../../random';
import { multiply, transpose } from '../language/arithmetic';
import { symmetricEigenvalues } from '../language/linear-algebra';
import { type Dense, denseOf, identityMatrix, type Scope, type Value } from '../language/value';
import type { Assumption } from './assumption';
import { asDense, gaussian, matrix } from './dense';
import { checkSize, type Size, sizeAt } from './size';

/**
 * A symmetric matrix of the given size: $A' = A$.
 *
 * @param size a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * symmetric('n').text // 'a symmetric n x n matrix'
 * ```
 */
export function symmetric(size: Size): Assumption {
  checkSize(size, 'symmetric: size');
  const allowed = (value: Value, scope: Scope) => {
    const given = asDense(value);
    return given !== undefined && matrix(size, size).allows(given, scope) && isSymmetric(given);
  };
  const plain = matrix(size, size);
  return {
    ...plain,
    symmetric: true,
    tex: () => `\\in \\mathbb{R}^{${size} \\times ${size}}\\text{ symmetric}`,
    text: `a symmetric ${size} x ${size} matrix`,
    draw: (random, scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return undefined;
      const g = gaussian(random, n, n);
      return denseOf(g.rows, g.rows, (r, c) => (g.data[r * g.rows + c] + g.data[c * g.rows + r]) / 2);
    },
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      return [
        symmetricTridiagonal(n, 1, 1),
        identityMatrix(n),
        ascending(n),
        identityMatrix(n, -1),
        identityMatrix(n, 0),
      ];
    },
    allows: allowed,
  };
}

/**
 * A symmetric positive definite matrix of the given size, $x'Ax > 0$ for every $x \ne 0$; condition numbers up to about
 * 10^4 are drawn.
 *
 * @param size a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * spd('n').text // 'a symmetric positive definite n x n matrix'
 * ```
 */
export function spd(size: Size): Assumption {
  checkSize(size, 'spd: size');
  const base = symmetric(size);
  return {
    ...base,
    shape: { rows: size, columns: size, definite: true },
    tex: () => `\\in \\mathbb{R}^{${size} \\times ${size}}\\text{ symmetric positive definite}`,
    text: `a symmetric positive definite ${size} x ${size} matrix`,
    draw: (random, scope) => {
      const n = sizeAt(size, scope);
      return Number.isNaN(n) ? undefined : withEigenvalues(random, n);
    },
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      return [ascending(n), identityMatrix(n), identityMatrix(n, 2), symmetricTridiagonal(n, 2, 1)];
    },
    allows: (value, scope) => base.allows(value, scope) && symmetricEigenvalues(value as Dense)[0] > 0,
    nearest: (value) => lifted(value, 1e-6),
  };
}

/**
 * A symmetric positive semidefinite matrix of the given size, $x'Ax \ge 0$ for every x; singular ones among them.
 *
 * @param size a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * psd('n').text // 'a symmetric positive semidefinite n x n matrix'
 * ```
 */
export function psd(size: Size): Assumption {
  checkSize(size, 'psd: size');
  const base = symmetric(size);
  return {
    ...base,
    tex: () => `\\in \\mathbb{R}^{${size} \\times ${size}}\\text{ symmetric positive semidefinite}`,
    text: `a symmetric positive semidefinite ${size} x ${size} matrix`,
    draw: (random, scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return undefined;
      const factor = gaussian(random, n, random.integer(1, n));
      const product = multiply(factor, transpose(factor), (x) => x);
      return typeof product === 'number' ? denseOf(1, 1, () => product) : product;
    },
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      return [
        denseOf(n, n, () => 1),
        denseOf(n, n, (r, c) => (r === c && r === 0 ? 1 : 0)),
        identityMatrix(n),
        identityMatrix(n, 0),
        ascending(n),
        symmetricTridiagonal(n, 2, 1),
      ];
    },
    allows: (value, scope) => {
      if (!base.allows(value, scope)) return false;
      const values = symmetricEigenvalues(value as Dense);
      return values[0] >= -1e-13 * Math.max(values.at(-1) as number, 0);
    },
    nearest: (value) => lifted(value, 0),
  };
}

/** The symmetric matrix with a multiple of I added where its smallest eigenvalue is too small. */
function lifted(value: Value, share: number): Dense | undefined {
  const given = asDense(value);
  if (!given || given.rows !== given.columns) return undefined;
  const n = given.rows;
  const middle = denseOf(n, n, (r, c) => (given.data[r * n + c] + given.data[c * n + r]) / 2);
  const values = symmetricEigenvalues(middle);
  const largest = Math.max(...values.map(Math.abs));
  const missing = share * largest - values[0];
  if (missing <= 0) return middle;
  return denseOf(n, n, (r, c) => middle.data[r * n + c] + (r === c ? missing + 1e-14 * largest : 0));
}

/**
 * A diagonal matrix of the given size; its diagonal may hold any numbers.
 *
 * @param size a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * diagonal('n').text // 'a diagonal n x n matrix'
 * ```
 */
export function diagonal(size: Size): Assumption {
  checkSize(size, 'diagonal: size');
  const base = symmetric(size);
  const only = (value: Value): Dense | undefined => {
    const given = asDense(value);
    return given && denseOf(given.rows, given.rows, (r, c) => (r === c ? given.data[r * given.rows + c] : 0));
  };
  return {
    ...base,
    shape: { rows: size, columns: size, diagonal: true },
    tex: () => `\\in \\mathbb{R}^{${size} \\times ${size}}\\text{ diagonal}`,
    text: `a diagonal ${size} x ${size} matrix`,
    draw: (random, scope) => only(base.draw(random, scope) ?? 0),
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      const alternating = denseOf(n, n, (r, c) => (r === c ? (-1) ** r : 0));
      return [ascending(n), identityMatrix(n), alternating, identityMatrix(n, 0), identityMatrix(n, -1)];
    },
    allows: (value, scope) =>
      base.allows(value, scope) &&
      (value as Dense).data.every((entry, i) => entry === 0 || i % ((value as Dense).rows + 1) === 0),
    nearest: only,
  };
}

const isSymmetric = ({ rows, data }: Dense) =>
  data.every((entry, i) => entry === data[(i % rows) * rows + Math.floor(i / rows)]);
const ascending = (n: number) => denseOf(n, n, (r, c) => (r === c ? r + 1 : 0));
const symmetricTridiagonal = (n: number, middle: number, beside: number) =>
  denseOf(n, n, (r, c) => (r === c ? middle : Math.abs(r - c) === 1 ? beside : 0));

/** Q diag(lambda) Q' with lambda between 0.01 and 100 on a logarithmic scale and random reflections for Q. */
function withEigenvalues(random: Random, n: number): Dense {
  const values = Array.from({ length: n }, () => 10 ** random.uniform(-2, 2));
  let current = denseOf(n, n, (r, c) => (r === c ? values[r] : 0));
  for (let k = 0; k < n; k++) {
    const v = Array.from({ length: n }, () => random.normal());
    const size = v.reduce((sum, x) => sum + x * x, 0);
    const reflection = denseOf(n, n, (r, c) => (r === c ? 1 : 0) - (2 * v[r] * v[c]) / size);
    const half = multiply(reflection, current, (x) => x);
    const turned = multiply(half, reflection, (x) => x);
    current = typeof turned === 'number' ? denseOf(1, 1, () => turned) : (turned as Dense);
  }
  return denseOf(n, n, (r, c) => (current.data[r * n + c] + current.data[c * n + r]) / 2);
}
