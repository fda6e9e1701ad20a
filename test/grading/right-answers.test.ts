import { gradeNotebooks } from '../../grading/src/grade';
import type { GradeResult } from '../../grading/src/result';
import {
  type NotebookCell,
  type NotebookJson,
  partIds,
  referenceSolution,
  referenceSolutions,
  temporaryFolder,
  withAnswers,
} from './support';

const loops = withAnswers({
  ridgeGradient: `
    function ridgeGradient(X: number[][], y: number[], theta: number[], lambda: number): number[] {
      const n = X.length, d = theta.length;
      const g: number[] = new Array(d).fill(0);
      for (let i = 0; i < n; i++) {
        let r = theta[0] - y[i];
        for (let j = 1; j < d; j++) r += theta[j] * X[i][j - 1];
        g[0] += 2 * r / n;
        for (let j = 1; j < d; j++) g[j] += 2 * r * X[i][j - 1] / n;
      }
      for (let j = 1; j < d; j++) g[j] += 2 * lambda * theta[j];
      return g;
    }`,
  descend: `
    function descend(grad: Gradient, start: Vector, eta: number, tolerance: number, maxSteps: number): Vector[] {
      const path = [start.slice()];
      let theta = start.slice();
      let g = grad(theta);
      for (let step = 0; step < maxSteps; step++) {
        let squared = 0;
        for (const part of g) squared += part * part;
        if (Math.sqrt(squared) <= tolerance) return path;
        const next = [];
        for (let i = 0; i < theta.length; i++) next.push(theta[i] - eta * g[i]);
        theta = next;
        path.push(theta);
        g = grad(theta);
      }
      return path;
    }`,
  planDescent: `
    function planDescent(curvatures: number[], factor: number) {
      const sorted = [...curvatures].sort((a, b) => a - b);
      const kappa = sorted[sorted.length - 1] / sorted[0];
      const contraction = (kappa - 1) / (kappa + 1);
      let steps = 0;
      for (let left = 1; left * factor > 1; left *= contraction * contraction) steps++;
      return { eta: 2 / (sorted[0] + sorted[sorted.length - 1]), contraction, steps };
    }`,
  descendSafely: `
    function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
      const path = [start];
      for (let k = 0; k < steps; k++) {
        const x = path[path.length - 1], g = grad(x), fx = f(x), gg = g.reduce((s, v) => s + v * v, 0);
        let accepted: Vector | undefined;
        for (let eta = 2 ** 20; eta > 2 ** -50; eta /= 2) {
          const trial = x.map((v, i) => v - eta * g[i]);
          if (f(trial) <= fx - 1e-4 * eta * gg) { accepted = trial; break; }
        }
        if (!accepted) return path;
        path.push(accepted);
      }
      return path;
    }`,
});

const otherKinds = withAnswers({
  // A constant that holds a function, typed arrays, and an answer that prints what it does.
  ridgeGradient: `
    export const ridgeGradient = (X: Vector[], y: Vector, theta: Vector, lambda: number): Float64Array => {
      console.log('theta is', theta);
      const rows = X.map((x) => [1, ...x]);
      const r = rows.map((row, i) => dot(row, theta) - y[i]);
      return Float64Array.from(theta, (t, k) =>
        (2 / y.length) * dot(r, rows.map((row) => row[k])) + (k > 0 ? 2 * lambda * t : 0));
    };`,
  // Recursion, helpers, a class and an enum, which need more than blanking out types.
  descend: `
    enum Verdict { Go, Stop }
    class Walk {
      constructor(readonly points: Float64Array[], private readonly eta: number) {}
      get end(): Float64Array { return this.points[this.points.length - 1]; }
      with(g: Vector): Walk { return new Walk([...this.points, this.end.map((v, i) => v - this.eta * g[i])], this.eta); }
    }
    const judge = (g: Vector, tolerance: number) => dot(g, g) <= tolerance ** 2 ? Verdict.Stop : Verdict.Go;
    function descend(grad: Gradient, start: Vector, eta: number, tolerance: number, maxSteps: number) {
      const walk = (sofar: Walk, left: number): Walk => {
        if (left === 0) return sofar;
        const g = grad([...sofar.end]);
        return judge(g, tolerance) === Verdict.Stop ? sofar : walk(sofar.with(g), left - 1);
      };
      return walk(new Walk([Float64Array.from(start)], eta), maxSteps).points;
    }`,
  // A helper that has the name of a given one, and an asynchronous answer.
  planDescent: `
    const dot = (a: number): number => a * a;
    async function planDescent(c: Vector, factor: number) {
      const [mu, L] = [Math.min(...c), Math.max(...c)];
      const eta = 2 / (L + mu);
      const contraction = Math.max(...c.map((one) => Math.abs(1 - eta * one)));
      const steps = factor === 1 ? 0 : contraction < 1e-12 ? 1 : Math.ceil(-Math.log(factor) / Math.log(dot(contraction)));
      return { steps, contraction, eta, remark: undefined };
    }`,
  // Barzilai and Borwein's step, safeguarded; typed arrays passed to the given functions.
  descendSafely: `
    function descendSafely(f: (theta: any) => number, grad: (theta: any) => Vector, start: Vector, steps: number) {
      let x = Float64Array.from(start), g = grad(x), eta = 1, fx = f(x);
      const path = [x];
      while (path.length <= steps && Math.hypot(...g) > 0) {
        const step = (rate: number) => x.map((v, i) => v - rate * g[i]);
        while (eta > 1e-300 && (Number.isNaN(f(step(eta))) || f(step(eta)) > fx - 1e-4 * eta * dot(g, g))) eta *= 0.25;
        const next = step(eta), gNext = grad(next);
        if (!(f(next) <= fx)) break;
        const s = Array.from(next, (v, i) => v - x[i]), yy = gNext.map((v, i) => v - g[i]);
        eta = dot(s, yy) > 0 ? dot(s, s) / dot(s, yy) : eta * 4;
        [x, g, fx] = [next, gNext, f(next)];
        path.push(x);
      }
      return path;
    }`,
});

/** Cells of the learner's own, answers in another order, sources as one string, outputs left in. */
function rearranged(): NotebookJson {
  const notebook = withAnswers(referenceSolutions());
  const own = (source: string, cell_type = 'code'): NotebookCell => ({
    cell_type,
    id: 'mine',
    metadata: {},
    source,
  });
  const cells = [...notebook.cells].reverse();
  cells.unshift(own('throw new Error("a cell that is not an answer")'), own('# My notes', 'markdown'));
  cells.splice(5, 0, own('function descend() { return []; }'), own('this is not code', 'raw'));
  for (const cell of cells) {
    if (cell.cell_type === 'code') cell.outputs = [{ output_type: 'stream', name: 'stdout', text: 'old' }];
  }
  return { ...notebook, cells };
}

/** The learner's tests and self-checks do not count: these lie. */
function lyingSelfChecks(): NotebookJson {
  const notebook = withAnswers(referenceSolutions());
  for (const { metadata, cell_type, ...cell } of notebook.cells) {
    if (cell_type === 'code' && metadata.nbgrader?.solution === false) cell.source = 'expect(1).toBe(2)';
  }
  return notebook;
}

const accepted: Record<string, NotebookJson> = {
  'the reference solution': withAnswers(referenceSolutions()),
  'plain loops': loops,
  'typed arrays, classes, helpers, printing': otherKinds,
  'other cells, other order': rearranged(),
  'changed self-checks': lyingSelfChecks(),
  'solutions without their marks': withAnswers(
    Object.fromEntries(partIds.map((part) => [part, referenceSolution(part).replace(/.*### .*\n/g, '')])),
  ),
};

const folder = temporaryFolder();
let results: Record<string, GradeResult>;

beforeAll(async () => {
  const names = Object.keys(accepted);
  const graded = await gradeNotebooks(names.map((name, i) => folder.write(`${i}.ipynb`, accepted[name])));
  results = Object.fromEntries(graded.map((result, i) => [names[i], result]));
}, 60_000);

test.each(Object.keys(accepted))('%s: full points', (name) => {
  const failures = results[name].parts.flatMap(({ checks }) => checks).filter(({ passed }) => !passed);
  expect(failures).toEqual([]);
  expect(results[name]).toMatchObject({ points: 20, maxPoints: 20, passed: true });
});
