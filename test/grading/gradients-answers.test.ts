import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // Column by column, with the errors first, and the sigmoid by the hyperbolic tangent.
  weightedGradient: `
    const weightedGradient = (rows: Vector[], labels: number[], weights: number[], theta: Vector) => {
      let sum = 0;
      for (const weight of weights) sum += weight;
      const errors = rows.map((x, i) => (weights[i] / sum) * ((1 + Math.tanh(dot(x, theta) / 2)) / 2 - labels[i]));
      return theta.map((_, j) => dot(errors, rows.map((x) => x[j])));
    };`,
  // By a loop that copies the point twice and divides by the distance of both.
  centralGradient: `
    function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
      const g: Vector = [];
      for (let j = 0; j < x.length; j++) {
        const [up, down] = [x.slice(), x.slice()];
        const size = Math.abs(x[j]) > 1 ? Math.abs(x[j]) : 1;
        up[j] += h * size;
        down[j] -= h * size;
        g.push((f(up) - f(down)) / (h * size) / 2);
      }
      return g;
    }`,
  // The least values by ternary search, without formulas for them.
  planFivePoint: `
    function planFivePoint(noise: number, third: number, fifth: number) {
      const least = (error: (h: number) => number) => {
        let [low, high] = [-50, 20];
        for (let k = 0; k < 300; k++) {
          const [a, b] = [(2 * low + high) / 3, (low + 2 * high) / 3];
          if (error(Math.exp(a)) < error(Math.exp(b))) high = b;
          else low = a;
        }
        return Math.exp(low);
      };
      const five = (h: number) => (18 * noise) / (12 * h) + (fifth * h ** 4) / 30;
      const two = (h: number) => noise / h + (third * h ** 2) / 6;
      const step = least(five);
      return { step, error: five(step), gain: two(least(two)) / five(step) };
    }`,
  // Ten points and one random direction of length 1 at each, by the computer's own random numbers.
  trustGradient: `
    function trustGradient(f: (x: Vector) => number, grad: (x: Vector) => Vector, size: number): boolean {
      const draw = () => Array.from({ length: size }, () => 4 * Math.random() - 2);
      for (let k = 0; k < 10; k++) {
        const x = draw();
        const raw = draw();
        const length = Math.sqrt(dot(raw, raw));
        const u = raw.map((value) => value / length);
        const at = (by: number) => f(x.map((value, j) => value + by * u[j]));
        const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
        const g = grad(x);
        if (Math.abs(dot(g, u) - slope) > 1e-5 * Math.sqrt(dot(g, g))) return false;
      }
      return true;
    }`,
};

testAnswers('1.1-gradients', otherwise, 23);
