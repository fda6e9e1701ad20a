import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // As it is written, with products of matrices.
  inverseUpdate: `
    function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
      const sy = dot(s, y);
      if (sy <= 0) return structuredClone(H);
      const bracket = (v: Vector): Vector => v.map((value, i) => value - (y[i] * dot(s, v)) / sy);
      const unit = (k: number): Vector => s.map((_, i) => (i === k ? 1 : 0));
      return s.map((_, i) =>
        s.map((_, j) => dot(bracket(unit(i)), times(H, bracket(unit(j)))) + (s[i] * s[j]) / sy),
      );
    }`,
  // With the Hessian's estimate B, and equations solved for each direction.
  bfgsPath: `
    function bfgsPath(grad: Gradient, start: Vector, lengths: Vector): Vector[] {
      const solve = (A: Matrix, b: Vector): Vector => {
        const rows = A.map((row, i) => [...row, b[i]]);
        rows.forEach((row, k) => {
          for (const other of rows) {
            if (other === row) continue;
            const factor = other[k] / row[k];
            for (let j = 0; j < other.length; j++) other[j] -= factor * row[j];
          }
        });
        return rows.map((row, k) => row[b.length] / row[k]);
      };
      const B = start.map((_, i) => start.map((_, j) => (i === j ? 1 : 0)));
      const path = [start.slice()];
      let g = grad(start.slice());
      lengths.forEach((alpha, k) => {
        const s = solve(B, g).map((value) => -alpha * value);
        path.push(path[k].map((value, i) => value + s[i]));
        const after = grad(path[k + 1].slice());
        const y = after.map((value, i) => value - g[i]);
        const Bs = times(B, s);
        if (dot(s, y) > 0) {
          const [a, b] = [dot(s, Bs), dot(s, y)];
          B.forEach((row, i) => row.forEach((_, j) => (row[j] += (y[i] * y[j]) / b - (Bs[i] * Bs[j]) / a)));
        }
        g = after;
      });
      return path;
    }`,
  // The share from the two ends, without a case.
  dampedChange: `
    function dampedChange(B: Matrix, s: Vector, y: Vector): Vector {
      const model = times(B, s);
      const [from, to] = [dot(s, model), dot(s, y)];
      const kept = to < from ? Math.min(1, (from - from / 5) / (from - to)) : 1;
      return model.map((value, i) => value + kept * (y[i] - value));
    }`,
  // BFGS from the pairs alone, damped where the curvature is negative, under a line search on the slope.
  minimizeWithin: `
    function minimizeWithin(f: Objective, grad: Gradient, start: Vector, budget: number): Vector {
      const pairs: [s: Vector, y: Vector][] = [];
      const most = (v: Vector) => Math.max(...v.map(Math.abs));
      let x = [...start];
      let g = grad([...x]);
      const enough = 3e-7 * most(g);
      for (let k = 1; k < budget && most(g) > enough; k++) {
        let d = [...g];
        const shares = [...pairs].reverse().map(([s, y]) => {
          const a = dot(s, d) / dot(s, y);
          d = d.map((value, i) => value - a * y[i]);
          return a;
        });
        const last = pairs.at(-1);
        const gamma = last ? dot(last[0], last[1]) / dot(last[1], last[1]) : 0.5 / most(g);
        d = d.map((value) => gamma * value);
        pairs.forEach(([s, y], i) => {
          const b = dot(y, d) / dot(s, y);
          d = d.map((value, j) => value + s[j] * (shares[pairs.length - 1 - i] - b));
        });
        const height = f([...x]);
        let step = 1;
        const at = () => x.map((value, i) => value - step * d[i]);
        for (let tries = 0; tries < 15 && !(f(at()) <= height - 1e-4 * step * dot(d, g)); tries++) step /= 2;
        const next = at();
        const after = grad([...next]);
        const s = next.map((value, i) => value - x[i]);
        const y = after.map((value, i) => value - g[i]);
        if (dot(s, y) > 1e-9 * Math.hypot(...s) * Math.hypot(...y)) pairs.push([s, y]);
        [x, g] = [next, after];
      }
      return x;
    }`,
};

testAnswers('3.2-bfgs', otherwise, 22);
