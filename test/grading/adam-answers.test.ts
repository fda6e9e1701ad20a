import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  correctedAverage: `
    function correctedAverage(gradients: Vector, beta: number): Vector {
      const out: Vector = [];
      let sum = 0, weight = 0;
      for (const g of gradients) {
        sum = beta * sum + g;
        weight = beta * weight + 1;
        out.push(sum / weight);
      }
      return out;
    }`,
  adamwPath: `
    function adamwPath(grad: Gradient, start: Vector, eta: number, lambda: number, steps: number): Vector[] {
      let theta = start.slice();
      const path = [theta.slice()];
      const m = new Float64Array(start.length), v = new Float64Array(start.length);
      let [c1, c2] = [1, 1];
      while (path.length <= steps) {
        c1 *= 0.9;
        c2 *= 0.999;
        const g = grad(theta.slice());
        theta = theta.map((p, j) => {
          m[j] += 0.1 * (g[j] - m[j]);
          v[j] += 0.001 * (g[j] * g[j] - v[j]);
          return p * (1 - eta * lambda) - (eta / (1 - c1)) * m[j] / (Math.sqrt(v[j] / (1 - c2)) + 1e-8);
        });
        path.push(theta.slice());
      }
      return path;
    }`,
  worstGradients: `
    function worstGradients(b1: number, b2: number, t: number): Vector {
      const worst: Vector = [-1000];
      while (worst.length < t) worst.unshift(worst[0] * b1 / b2);
      return worst;
    }`,
  memoryNeeded: `
    function memoryNeeded(C: number): number {
      const round = (b2: number): number => {
        const v = (C ** 2 + b2 + b2 ** 2) / (1 + b2 + b2 ** 2);
        const v2 = b2 * v + 1 - b2;
        const v3 = b2 * v2 + 1 - b2;
        return 1 / Math.sqrt(v2) + 1 / Math.sqrt(v3) - C / Math.sqrt(v);
      };
      let step = 0.5, b2 = 0.5;
      while (step > 1e-12) {
        step /= 2;
        b2 += round(b2) > 0 ? step : -step;
      }
      return b2;
    }`,
};

testAnswers('2.4-adam', otherwise, 20);
