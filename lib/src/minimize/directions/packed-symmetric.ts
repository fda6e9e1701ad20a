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

  /** Adds u v' + v u' and then multiplies by x, in one pass over the triangle; the product goes into `product`. */
  updateAndMultiply(u: Float64Array, v: Float64Array, x: Float64Array, product: Float64Array): void {
    const { n, entries } = this;
    product.fill(0);
    for (let i = 0, at = 0; i < n; i++) {
      const [ui, vi, xi] = [u[i], v[i], x[i]];
      let sum = 0;
      for (let j = 0; j < i; j++, at++) {
        const entry = entries[at] + (ui * v[j] + vi * u[j]);
        entries[at] = entry;
        sum += entry * x[j];
        product[j] += entry * xi;
      }
      const entry = entries[at] + 2 * (ui * vi);
      entries[at++] = entry;
      product[i] += sum + entry * xi;
    }
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
