import { problem, rowOf, sum, type TestProblem } from './problem';

const minimaOf: Readonly<Record<number, readonly number[]>> = {
  8: [3.51687e-3],
  9: [0],
  10: [4.77271e-3, 6.50395e-3],
};

/** The Chebyshev polynomial of degree i on [0, 1] and its derivative. */
function chebyshev(i: number, x: number): [number, number] {
  const z = 2 * x - 1;
  let [before, at] = [1, z];
  let [slopeBefore, slope] = [0, 2];
  for (let k = 1; k < i; k++) {
    [slopeBefore, slope] = [slope, 4 * at + 2 * z * slope - slopeBefore];
    [before, at] = [at, 2 * z * at - before];
  }
  return [at, slope];
}

/** The nodes of a quadrature with equal weights. */
export function chebyquad(n: 8 | 9 | 10): TestProblem {
  const integral = (i: number): number => (i % 2 === 1 ? 0 : -1 / (i ** 2 - 1));
  return problem({
    name: `chebyquad${n}`,
    number: 35,
    m: n,
    x0: Array.from({ length: n }, (_, j) => (j + 1) / (n + 1)),
    minima: minimaOf[n],
    residual: (x, i) => sum(n, (j) => chebyshev(i, x[j - 1])[0]) / n - integral(i),
    slopes: (x, i) => rowOf(n, (j) => chebyshev(i, x[j - 1])[1] / n),
  });
}
