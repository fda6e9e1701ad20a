import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'secant',
  'expanded',
  'meetsSecant',
  'woodbury',
  'inverseOfBFGS',
  'inverseOfDFP',
  'definite',
  'needed',
  'wolfe',
  'asItShould',
  'neverFalls',
];
const slips = ['exchanged', 'asHessian', 'asInverse'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
const rowsIn = (M: ArrayLike<number>[]) => M.map((row) => Array.from(row));
const ways = (search: ReturnType<typeof strongWolfe>) => repeat(200, (seed) => wander(seed, search));
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  shapes: shapes?.text,
  explained: [0.03, 0.25, 1, 7].map((c) => Array.from(times(explaining(c), oneStep))),
  levels: [0.03, 0.25, 1].map((c) => level(explaining(c))),
  costs: { newton: [byNewton.nit, byNewton.njev], bfgs: [byBFGS.nit, byBFGS.njev], hand: [byHand.nit, byHand.njev] },
  minima: [byNewton.fun, byBFGS.fun, byHand.fun],
  threeSteps: rowsIn(estimates[2]),
  history: history.map(rowsIn),
  points: points.map(({ x, jac }) => ({ x: Array.from(x), jac: Array.from(jac) })),
  library: { h: Array.from(byBFGS.hessInv!.toDense()), s: byBFGS.trace!.slice(-2).map(({ x }) => Array.from(x)),
    y: byBFGS.trace!.slice(-2).map(({ jac }) => Array.from(jac)) },
  curvatures: Array.from(curvatures),
  trueInverse: rowsIn(trueInverse),
  wrongInverse, wrongAlongStep, slowness, ofBFGS, ofNewton, ofDescent,
  costOfBFGS, costOfDFP, ofBacktracking,
  armijo: ways(backtracking()),
  wolfeRuns: ways(strongWolfe()),
  floors: noisy.map(({ y }) => y[y.length - 1]),
}));`;

type Rows = number[][];
interface Answers {
  derivations: { title: string; holds: boolean }[];
  slips: boolean[];
  shapes: string;
  explained: Rows;
  levels: Rows[];
  costs: Record<'newton' | 'bfgs' | 'hand', [iterations: number, gradients: number]>;
  minima: number[];
  threeSteps: Rows;
  history: Rows[];
  points: { x: number[]; jac: number[] }[];
  library: { h: number[]; s: Rows; y: Rows };
  curvatures: number[];
  trueInverse: Rows;
  wrongInverse: number[];
  wrongAlongStep: number[];
  slowness: number[];
  ofBFGS: Rows;
  ofNewton: Rows;
  ofDescent: Rows;
  costOfBFGS: Rows;
  costOfDFP: Rows;
  ofBacktracking: number[];
  armijo: { success: boolean; least: number }[];
  wolfeRuns: { success: boolean; least: number }[];
  floors: number[];
}

/** Two-sided 95% quantile of Student's t with 7 degrees of freedom (scipy.stats.t.ppf(0.975, 7)). */
const quantile = 2.3646242515927844;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function interval(runs: number[]): [low: number, high: number] {
  const center = mean(runs);
  const variance = runs.reduce((sum, run) => sum + (run - center) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [center - half, center + half];
}

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const minus = (a: number[], b: number[]) => a.map((value, i) => value - b[i]);

/** The pivots of elimination: all positive for a positive definite matrix, and only then. */
function pivots(matrix: Rows): number[] {
  const rows = matrix.map((row) => [...row]);
  return rows.map((row, k) => {
    for (const below of rows.slice(k + 1)) {
      const factor = below[k] / row[k];
      for (let j = k; j < row.length; j++) below[j] -= factor * row[j];
    }
    return row[k];
  });
}

needs('venv', 'kernelspec')('lesson 3.2, BFGS', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/3.2-bfgs.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slips that the lesson makes on purpose are caught, and the printed formula has no shape', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
    expect(answers.shapes).toContain('2x1 * 2x2 is not defined');
  });

  test('each model of the picture explains the step, and all touch at it', () => {
    for (const product of answers.explained) {
      expect(product[0]).toBeCloseTo(1, 12);
      expect(product[1]).toBeCloseTo(2, 12);
    }
    for (const curve of answers.levels) {
      // The tangent at s is orthogonal to y: no point lies beyond it.
      expect(Math.max(...curve.map((point) => dot(point, [1, 2])))).toBeLessThanOrEqual(4 + 1e-9);
      expect(Math.max(...curve.map((point) => dot(point, [1, 2])))).toBeGreaterThan(3.9);
    }
  });

  test('all three ways lead to the minimum that SciPy finds, and BFGS takes the fewest gradients', () => {
    // scipy.optimize.minimize, BFGS with gtol 1e-9, on the same data standardized by NumPy.
    for (const minimum of answers.minima) expect(minimum).toBeCloseTo(0.13937236921766744, 12);
    const { newton, bfgs, hand } = answers.costs;
    expect(newton[0]).toBeLessThan(12);
    expect(newton[1]).toBeGreaterThan(2 * bfgs[1]);
    for (const [iterations, gradients] of [bfgs, hand]) expect(gradients).toBeLessThan(iterations + 10);
  });

  test('three exact steps on a quadratic of three parameters give the inverse Hessian', () => {
    const quarter = [
      [3, 2, 1],
      [2, 4, 2],
      [1, 2, 3],
    ];
    answers.threeSteps.forEach((row, i) => {
      row.forEach((entry, j) => {
        expect(entry).toBeCloseTo(quarter[i][j] / 4, 10);
      });
    });
  });

  test('each H of the loop explains its step, is symmetric and positive definite', () => {
    const { history, points } = answers;
    expect(history.length).toBe(points.length - 1);
    history.forEach((H, k) => {
      const s = minus(points[k + 1].x, points[k].x);
      const y = minus(points[k + 1].jac, points[k].jac);
      const missed = minus(
        H.map((row) => dot(row, y)),
        s,
      );
      expect(Math.hypot(...missed)).toBeLessThan(1e-7 * Math.hypot(...s));
      expect(Math.min(...pivots(H))).toBeGreaterThan(0);
      for (const [i, row] of H.entries()) {
        for (const [j, entry] of row.entries()) expect(Math.abs(entry - H[j][i])).toBeLessThan(1e-9);
      }
    });
  });

  test('so does the H of the library', () => {
    const { h, s, y } = answers.library;
    const [step, change] = [minus(s[1], s[0]), minus(y[1], y[0])];
    const rows = step.map((_, i) => h.slice(step.length * i, step.length * (i + 1)));
    const missed = minus(
      rows.map((row) => dot(row, change)),
      step,
    );
    expect(Math.hypot(...missed)).toBeLessThan(1e-7 * Math.hypot(...step));
    expect(Math.min(...pivots(rows))).toBeGreaterThan(0);
  });

  test('the curvatures and the inverse Hessian are those of NumPy', () => {
    const { curvatures, trueInverse } = answers;
    expect(curvatures[0]).toBeCloseTo(0.0010064135175635763, 9);
    expect(curvatures[10]).toBeCloseTo(0.13517149730765815, 9);
    expect(Math.max(...trueInverse.flat()) / 697.717883764759).toBeCloseTo(1, 6);
  });

  test('the pictures show what the text says of them', () => {
    const { trueInverse, history, wrongInverse, wrongAlongStep } = answers;
    const diagonal = trueInverse.map((row, i) => row[i]);
    const largest = [...diagonal].sort((a, b) => b - a).slice(0, 3);
    expect(largest.map((entry) => diagonal.indexOf(entry)).sort()).toEqual([0, 2, 3]);
    expect(Math.max(...history[19].flat())).toBeLessThan(0.1 * Math.max(...trueInverse.flat()));
    expect(wrongInverse[40]).toBeGreaterThan(0.9);
    expect(wrongInverse.at(-1)).toBeLessThan(0.15);
    expect(wrongAlongStep.at(-1)).toBeLessThan(0.2);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { slowness, ofBFGS, ofNewton, ofDescent, costOfBFGS, costOfDFP } = answers;
    for (const runs of [ofBFGS, ofNewton, ofDescent]) expect(runs.length).toBe(8);
    const atTheEnd = (logs: number[]) => mean(logs.slice(-5)) - mean(logs.slice(0, -5));
    expect(interval(ofBFGS.map(atTheEnd))[1]).toBeLessThan(-1);
    expect(interval(ofDescent.map(atTheEnd))[0]).toBeGreaterThan(0);
    const exponents = ofNewton.map((logs) => logs[logs.length - 1] / logs[logs.length - 2]);
    expect(Math.max(...interval(exponents).map((end) => Math.abs(end - 2)))).toBeLessThan(0.5);
    // What is derived for a quadratic loss holds of this one, too: the ratio never falls, up to rounding errors.
    for (const logs of ofDescent) {
      expect(Math.min(...logs.slice(1).map((log, k) => log - logs[k]))).toBeGreaterThan(-1e-12);
    }
    // No direction is flatter than the flattest.
    for (const share of slowness) expect([share > 0.999, share < 1.5]).toEqual([true, true]);
    expect(interval(costOfDFP[4].map((cost, k) => cost - costOfBFGS[4][k]))[0]).toBeGreaterThan(1);
    // The ratio ends below a tenth.
    expect(interval(ofBFGS.map((logs) => logs[logs.length - 1]))[1]).toBeLessThan(Math.log2(0.1));
  });

  test('from an H that is too small DFP is given up, gradient descent overtakes it, and BFGS adds a few', () => {
    const { costOfBFGS, costOfDFP, ofBacktracking } = answers;
    for (const runs of costOfDFP.slice(0, 4))
      expect(Math.min(...runs)).toBeGreaterThanOrEqual(Math.log2(999));
    expect(2 ** Math.max(...ofBacktracking)).toBeLessThan(900);
    const evaluations = costOfBFGS.map((runs) => mean(runs.map((cost) => 2 ** cost)));
    for (const k of [0, 1, 2]) expect(evaluations[k] - evaluations[k + 1]).toBeLessThan(50);
  });

  test('on Rosenbrock’s valley, Armijo alone fails in just the runs with a step of s′y ≤ 0, and Wolfe never', () => {
    const { armijo, wolfeRuns } = answers;
    expect(armijo.filter(({ least }) => least <= 0).length).toBeGreaterThan(0);
    for (const { success, least } of armijo) expect(success).toBe(least > 0);
    for (const { success, least } of wolfeRuns) expect([success, least > 0]).toEqual([true, true]);
  });

  test('the floor of the gradient is about the noise', () => {
    [1e-6, 1e-4, 1e-2].forEach((noise, k) => {
      expect(answers.floors[k + 1] / noise).toBeGreaterThan(0.1);
      expect(answers.floors[k + 1] / noise).toBeLessThan(10);
    });
  });
});
