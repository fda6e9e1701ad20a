import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // Powers of the companion matrix instead of the formula for its roots.
  slowestFactor: `
    function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
      let slowest = 0;
      for (const lambda of curvatures) {
        let [p, q, r, s] = [1 + beta - eta * lambda, -beta, 1, 0];
        let log = 0;
        for (let n = 1; n <= 45; n++) {
          const size = Math.max(...[p, q, r, s].map(Math.abs));
          [p, q, r, s] = [p / size, q / size, r / size, s / size];
          log += Math.log(size) / 2 ** (n - 1);
          [p, q, r, s] = [p * p + q * r, q * (p + s), r * (p + s), q * r + s * s];
        }
        slowest = Math.max(slowest, Math.exp(log));
      }
      return slowest;
    }`,
  // Without a velocity: from the last two points.
  rollDown: `
    function rollDown(grad: Gradient, start: Vector, eta: number, beta: number, steps: number, ahead: boolean) {
      const path = [Float64Array.from(start)];
      while (path.length <= steps) {
        const now = path[path.length - 1];
        const before = path[Math.max(0, path.length - 2)];
        const next = now.map((value, i) => value + beta * (value - before[i]));
        const g = grad(Array.from(ahead ? next : now));
        path.push(next.map((value, i) => value - eta * g[i]));
      }
      return path;
    }`,
  // By rolling a ball along the steepest direction.
  planMomentum: `
    function planMomentum(curvatures: Vector, factor: number) {
      const sorted = [...curvatures].sort((a, b) => a - b);
      const root = Math.sqrt(sorted[sorted.length - 1] / sorted[0]);
      const rate = 1 - 2 / (root + 1);
      let [e, before, steps] = [1, 1, 0];
      for (let t = 0; t < 3000; t++) {
        if (Math.abs(e) > (1 + 1e-12) / factor) steps = t + 1;
        [e, before] = [-2 * rate * e - rate * rate * before, e];
      }
      return { eta: (1 + rate) ** 2 / sorted[sorted.length - 1], beta: rate * rate, rate, steps };
    }`,
};

testAnswers('2.2-momentum', otherwise, 18);
