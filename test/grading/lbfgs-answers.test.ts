import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // Entry by entry, with probabilities as reciprocals of sums of exponentials of differences.
  softmaxGradient: `
    function softmaxGradient(W: Matrix, x: Vector, digit: number, lambda: number): Matrix {
      const z = W.map((row) => row.map((w, j) => w * x[j]).reduce((a, b) => a + b));
      const p = z.map((logit) => 1 / z.map((other) => Math.exp(other - logit)).reduce((a, b) => a + b));
      p[digit] -= 1;
      return W.map((row, k) => Array.from(row, (w, j) => p[k] * x[j] + lambda * w));
    }`,
  // One level at a time: a product with an updated matrix from one with the matrix before.
  inverseTimes: `
    function inverseTimes(pairs: Pair[], g: Vector): Vector {
      const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
      const newest = pairs[pairs.length - 1];
      const gamma = newest ? dot(newest.s, newest.y) / dot(newest.y, newest.y) : 1;
      const times = (k: number, v: Vector): Vector => {
        if (k < 0) return v.map((value) => gamma * value);
        const { s, y } = pairs[k];
        const rho = 1 / dot(s, y);
        const alpha = rho * dot(s, v);
        const r = times(k - 1, v.map((value, i) => value - alpha * y[i]));
        const beta = rho * dot(y, r);
        return r.map((value, i) => value + (alpha - beta) * s[i]);
      };
      return times(pairs.length - 1, g);
    }`,
  // By counting.
  mostPairs: `
    function mostPairs(n: number, bytes: number, gradientCost: number, share: number): number {
      let m = 0;
      while (16 * n * (m + 1) <= bytes && (4 * (m + 1) + 1) * n <= share * gradientCost) m++;
      return m;
    }`,
  // Without the two loops: the matrix is updated from its pairs at every step. All is forgotten where f curves downwards.
  descendWithin: `
    function descendWithin(value: (theta: Vector) => number, grad: (theta: Vector) => Vector, start: Vector, m: number, gradients: number) {
      const dot = (a: Vector, b: Vector) => a.reduce((sum, each, i) => sum + each * b[i], 0);
      let [theta, g, pairs] = [[...start], grad([...start]), [] as Pair[]];
      for (let k = 1; k < gradients && Math.hypot(...g) > 1e-9; k++) {
        const last = pairs[pairs.length - 1];
        const gamma = last ? dot(last.s, last.y) / dot(last.y, last.y) : 0.1 / Math.hypot(...g);
        let H = theta.map((_, i) => theta.map((_, j) => (i === j ? gamma : 0)));
        for (const { s, y } of pairs) {
          const [sy, Hy] = [dot(s, y), H.map((row) => dot(row, y))];
          const both = (1 + dot(y, Hy) / sy) / sy;
          H = H.map((row, i) => row.map((h, j) => h - (s[i] * Hy[j] + Hy[i] * s[j]) / sy + both * s[i] * s[j]));
        }
        const d = H.map((row) => -dot(row, g));
        let [step, to] = [1, theta];
        for (; step > 1e-12; step *= 0.4) {
          to = theta.map((each, i) => each + step * d[i]);
          if (value(to) < value(theta) + 1e-3 * step * dot(g, d)) break;
        }
        const next = grad([...to]);
        const pair = { s: to.map((each, i) => each - theta[i]), y: next.map((each, i) => each - g[i]) };
        pairs = dot(pair.s, pair.y) > 0 ? [...pairs, pair].slice(-m) : [];
        [theta, g] = [to, next];
      }
      return theta;
    }`,
};

testAnswers('3.3-lbfgs', otherwise, 21);
