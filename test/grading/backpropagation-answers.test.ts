import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // Row by row, adding up.
  pullBack: `
    function pullBack(W: Matrix, b: Vector, x: Vector, delta: Vector) {
      const slopes = { W: W.map((row) => row.map(() => 0)), b: b.map(() => 0), x: x.map(() => 0) };
      for (let j = 0; j < W.length; j++) {
        let z = b[j];
        for (let i = 0; i < x.length; i++) z += W[j][i] * x[i];
        if (z <= 0) continue;
        slopes.b[j] = delta[j];
        for (let i = 0; i < x.length; i++) {
          slopes.W[j][i] = delta[j] * x[i];
          slopes.x[i] += delta[j] * W[j][i];
        }
      }
      return slopes;
    }`,
  // Forward mode: each value carries its slopes in all inputs.
  slopes: `
    function slopes(program: Operation[], inputs: Vector): Vector {
      const carried = inputs.map((x, i) => ({ x, d: inputs.map((_, j) => (i === j ? 1 : 0)) }));
      for (const { op, from } of program) {
        const [u, v] = from.map((k) => carried[k]);
        if (op === 'tanh') carried.push({ x: Math.tanh(u.x), d: u.d.map((d) => d * (1 - Math.tanh(u.x) ** 2)) });
        else if (op === 'add') carried.push({ x: u.x + v.x, d: u.d.map((d, i) => d + v.d[i]) });
        else carried.push({ x: u.x * v.x, d: u.d.map((d, i) => d * v.x + u.x * v.d[i]) });
      }
      return carried[carried.length - 1].d;
    }`,
  // Every number from scratch, by products of factors.
  predictStart: `
    function predictStart(sizes: number[], deviations: number[], q: number) {
      const product = (all: number[]) => all.reduce((a, b) => a * b, 1);
      const forward = deviations.map((s, l) => (sizes[l] * s * s) / 2);
      const backward = deviations.map((s, l) => (sizes[l + 1] * s * s) / 2);
      return {
        signal: sizes.map((_, l) => q * product(forward.slice(0, l))),
        slopes: sizes.map((_, l) => product(backward.slice(l))),
        spread: product(sizes.slice(1).map((n) => (n + 5) / n)) - 1,
      };
    }`,
  // Measures the whole network again for each layer.
  startFromData: `
    function startFromData(weights: Matrix[], images: Vector[]): Matrix[] {
      const result = weights.map((W) => W.map((row) => [...row]));
      for (let l = 0; l < weights.length; l++) {
        let square = 0;
        for (const image of images) {
          let h = image;
          for (let m = 0; m <= l; m++) {
            h = result[m].map((row) => row.reduce((sum, w, i) => sum + w * h[i], 0));
            if (m < weights.length - 1) h = h.map((z) => Math.max(0, z));
          }
          for (const entry of h) square += entry * entry;
        }
        const moment = square / (images.length * weights[l].length);
        if (moment > 0) result[l] = result[l].map((row) => row.map((w) => w / Math.sqrt(moment)));
      }
      return result;
    }`,
};

testAnswers('1.4-backpropagation', otherwise, 21);
