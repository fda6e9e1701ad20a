/** Square matrices of order n, row by row: as plain as they can be, apart from the library's. */
export type Matrix = Float64Array;
type Vector = ArrayLike<number>;

export const inner = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

export const length = (v: Vector): number => Math.sqrt(inner(v, v));

export const difference = (a: Float64Array, b: Vector): Float64Array => a.map((each, i) => each - b[i]);

export const multiple = (n: number, scale: number): Matrix =>
  Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? scale : 0));

export const times = (matrix: Matrix, v: Vector): Float64Array =>
  Float64Array.from({ length: v.length }, (_, i) =>
    inner(matrix.subarray(i * v.length, (i + 1) * v.length), v),
  );

export const product = (a: Matrix, b: Matrix, n: number): Matrix =>
  Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    let sum = 0;
    for (let l = 0; l < n; l++) sum += a[i * n + l] * b[l * n + j];
    return sum;
  });

export const transposed = (matrix: Matrix, n: number): Matrix =>
  matrix.map((_, k) => matrix[(k % n) * n + Math.floor(k / n)]);

/** matrix + scale u v'. */
export const withOuter = (matrix: Matrix, scale: number, u: Vector, v: Vector): Matrix =>
  matrix.map((entry, k) => entry + scale * u[Math.floor(k / u.length)] * v[k % u.length]);

/** The inverse BFGS update as the books print it: V H V' + s s'/s'y with V = I - s y'/s'y, V H and then V (V H)'. */
export function updatedInverse(h: Matrix, s: Vector, y: Vector): Matrix {
  const rho = 1 / inner(s, y);
  const projected = (matrix: Matrix) => withOuter(matrix, -rho, s, times(transposed(matrix, s.length), y));
  return withOuter(transposed(projected(transposed(projected(h), s.length)), s.length), rho, s, s);
}

/** The direct BFGS update: B - B s s'B / s'B s + y y'/s'y. */
export function updatedHessian(b: Matrix, s: Vector, y: Vector): Matrix {
  const bs = times(b, s);
  return withOuter(withOuter(b, -1 / inner(s, bs), bs, bs), 1 / inner(s, y), y, y);
}

/** The largest difference between the entries of two matrices. */
export const distance = (a: Matrix, b: Matrix): number =>
  a.reduce((largest, entry, k) => Math.max(largest, Math.abs(entry - b[k])), 0);

export const rowsOf = (matrix: Matrix, n: number): Float64Array[] =>
  Array.from({ length: n }, (_, i) => matrix.slice(i * n, (i + 1) * n));
