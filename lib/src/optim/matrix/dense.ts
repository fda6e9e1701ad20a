/** Numbers of either precision; products of them are summed in float64. */
export type FloatArray = Float32Array | Float64Array;

/** The product of an m x k and a k x n matrix, both row by row. */
export function multiply(a: FloatArray, b: FloatArray, m: number, k: number, n: number): Float64Array {
  const product = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l];
      for (let j = 0; j < n; j++) product[i * n + j] += factor * b[l * n + j];
    }
  }
  return product;
}

/** A A' of an m x n matrix: symmetric to the last bit. */
export function gram(a: FloatArray, m: number, n: number): Float64Array {
  const product = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let l = 0; l < n; l++) sum += a[i * n + l] * a[j * n + l];
      product[i * m + j] = sum;
      product[j * m + i] = sum;
    }
  }
  return product;
}

/** The transpose of an m x n matrix. */
export function transpose(a: FloatArray, m: number, n: number): Float64Array {
  const turned = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) turned[j * m + i] = a[i * n + j];
  return turned;
}

/** The Frobenius norm. */
export function norm(a: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * a[i];
  return Math.sqrt(sum);
}

/** The root of the mean square; 0 where there is no element. */
export const rootMeanSquare = (a: FloatArray): number => norm(a) / Math.sqrt(Math.max(1, a.length));

/** The number of elements of a tensor. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/**
 * A tensor of two or more dimensions as a matrix: the last dimension are its columns, and all others together its rows.
 * A convolution kernel, [height, width, inputs, outputs], so has one column for each output, as a dense one has.
 */
export function flattened(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape[shape.length - 1];
  return { rows: sizeOf(shape.slice(0, -1)), columns };
}
