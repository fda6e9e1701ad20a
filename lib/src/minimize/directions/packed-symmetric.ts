/**
 * A symmetric matrix of order n as its lower triangle, row by row: half the memory, and half the work of an update and
 * of a product, which go through it once and together.
 */
export class PackedSymmetric {
  readonly n: number;
  /** Row i begins at i (i + 1) / 2 and has i + 1 entries. */
  readonly entries: Float64Array;

  constructor(n: number) {
    this.n = n;
    this.entries = new Float64Array((n * (n + 1)) / 2);
  }

  /** A multiple of the identity. */
  static identity(n: number, scale: number): PackedSymmetric {
    const matrix = new PackedSymmetric(n);
    for (let i = 0, diagonal = 0; i < n; i++, diagonal += i + 1) matrix.entries[diagonal] = scale;
    return matrix;
  }

  /**
   * Adds u v' + v u' and then multiplies by x, in one pass over the triangle; the product goes into `product`. Two rows at
   * a time: their sums need not wait for each other, and what belongs to a column is read once for both.
   */
  updateAndMultiply(u: Float64Array, v: Float64Array, x: Float64Array, product: Float64Array): void {
    const { n, entries } = this;
    let at = 0;
    for (let i = 0; i + 1 < n; i += 2) {
      const below = at + i + 1;
      const [u0, v0, x0] = [u[i], v[i], x[i]];
      const [u1, v1, x1] = [u[i + 1], v[i + 1], x[i + 1]];
      let [sum0, sum1] = [0, 0];
      for (let j = 0; j < i; j++) {
        const uj = u[j];
        const vj = v[j];
        const xj = x[j];
        const entry0 = entries[at + j] + (u0 * vj + v0 * uj);
        const entry1 = entries[below + j] + (u1 * vj + v1 * uj);
        entries[at + j] = entry0;
        entries[below + j] = entry1;
        sum0 += entry0 * xj;
        sum1 += entry1 * xj;
        product[j] += entry0 * x0 + entry1 * x1;
      }
      entries[at + i] += 2 * (u0 * v0);
      entries[below + i] += u1 * v0 + v1 * u0;
      entries[below + i + 1] += 2 * (u1 * v1);
      const corner = entries[below + i];
      product[i] = sum0 + entries[at + i] * x0 + corner * x1;
      product[i + 1] = sum1 + corner * x0 + entries[below + i + 1] * x1;
      at = below + i + 2;
    }
    if (n % 2 === 0) return;
    const last = n - 1;
    let sum = 0;
    for (let j = 0; j < last; j++) {
      entries[at + j] += u[last] * v[j] + v[last] * u[j];
      sum += entries[at + j] * x[j];
      product[j] += entries[at + j] * x[last];
    }
    entries[at + last] += 2 * (u[last] * v[last]);
    product[last] = sum + entries[at + last] * x[last];
  }

  /** Adds u v' + v u'. */
  update(u: Float64Array, v: Float64Array): void {
    const { n, entries } = this;
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j <= i; j++, at++) entries[at] += u[i] * v[j] + v[i] * u[j];
    }
  }

  /** The product with x. */
  times(x: ArrayLike<number>): Float64Array {
    const { n, entries } = this;
    const product = new Float64Array(n);
    for (let i = 0, at = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < i; j++, at++) {
        sum += entries[at] * x[j];
        product[j] += entries[at] * x[i];
      }
      product[i] += sum + entries[at++] * x[i];
    }
    return product;
  }

  /** Both triangles, row by row. */
  toDense(): Float64Array {
    const { n, entries } = this;
    const dense = new Float64Array(n * n);
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j <= i; j++, at++) {
        dense[i * n + j] = entries[at];
        dense[j * n + i] = entries[at];
      }
    }
    return dense;
  }
}
