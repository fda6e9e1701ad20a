/** A point or a gradient. */
type Vector = number[];
/** The inner product of two vectors. */
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
/** The solution x of A x = b, by Gauss's elimination with pivots; A and b stay as they are. */
function solve(A: Vector[], b: Vector): Vector {
  const rows = A.map((row, i) => [...row, b[i]]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const sizes = rows.map((row, i) => (i < k ? -1 : Math.abs(row[k])));
    const pivot = sizes.indexOf(Math.max(...sizes));
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i][k] / rows[k][k];
      rows[i] = rows[i].map((value, j) => value - factor * rows[k][j]);
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}
