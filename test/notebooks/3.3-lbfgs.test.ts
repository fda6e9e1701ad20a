import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'softmaxGradient',
  'curvature',
  'onePair',
  'twoPairs',
  'cost',
  'nearest',
  'atMost',
  'atLeast',
];
const slips = ['sameVector', 'sameOrder'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
/** The multiplications of the two loops, counted one by one. */
function multiplications(m: number, size: number): number {
  let count = 0;
  const inner = () => { count += size; };
  for (let k = 0; k < 2 * m; k++) { inner(); count += size; }
  count += size;
  return count;
}
const iterations = (method: { method: 'bfgs' } | { method: 'lbfgs'; memory: number }) => {
  const bends = Float64Array.from({ length: 20 }, (_, i) => 100 ** (i / 19));
  const bowl = (p: Float64Array) => p.reduce((sum, v, i) => sum + (bends[i] * v * v) / 2, 0);
  const grad = (p: Float64Array) => p.map((v, i) => bends[i] * v);
  return minimize(bowl, bends.map(() => 1), { grad, maxiter: 250, gtol: 1e-6, ...method }).nit;
};
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  code: { holds: codeCheck.holds, error: codeCheck.worst.relativeError },
  optima: optima.map(({ success, jac, fun }) => ({ success, fun, largest: Math.max(...jac.map(Math.abs)) })),
  unsure,
  crawl: crawl[crawl.length - 1],
  ink: inkedPlaces,
  agreement: agreement.map((row) => Object.values(row)),
  apart,
  gammas: { least: Math.min(...inverseGammas), most: Math.max(...inverseGammas), lambda, largest },
  rayleigh: (() => {
    // Of any vector: at most the largest eigenvalue, which random ones do not reach.
    const source = random(5);
    return Array.from({ length: 5 }, () => {
      const v = Float64Array.from({ length: 785 }, () => Math.abs(source.normal()));
      const inner = tasks[0].train.map(({ places, ink }) => places.reduce((sum, j, q) => sum + v[j] * ink[q], 0));
      return inner.reduce((sum, z) => sum + z * z, 0) / 1000 / dot(v, v);
    });
  })(),
  eigenvalue,
  reached: [fun - optima[0].fun, trained.fun - optima[0].fun],
  ended: [message, trained.message],
  costs: [1, 3, 10, 30].map((m, k) => [multiplications(m, n), prices[k].multiplications]),
  at60: {
    memories: runs.map((run) => gapsAt(run, 59)),
    full: gapsAt(adamFull, 15), batch: gapsAt(adamBatch, 15),
  },
  at5: { ten: gapsAt(ten, 4), batch: gapsAt(adamBatch, 4) },
  grids: [fullRuns.map(finalGap), batchRuns.map(finalGap)],
  accuracies: { stopped, atOptimum, strongerAt },
  strongerSteps: [stronger[0].nfev, nfev],
  signs: { predicted, fresh, shared },
  ended200: ended,
  noise: Object.fromEntries(Object.entries(floors).map(([name, floor]) => [name, floor.y[floor.y.length - 1]])),
  starts: starts.map((run) => [run.fun, run.success]),
  play: [iterations({ method: 'bfgs' }), ...[1, 40].map((memory) => iterations({ method: 'lbfgs', memory }))],
}));`;

interface Answers {
  derivations: { title: string; holds: boolean }[];
  slips: boolean[];
  code: { holds: boolean; error: number };
  optima: { success: boolean; fun: number; largest: number }[];
  crawl: number;
  ink: number;
  agreement: [m: number, matrix: number, secant: number][];
  apart: number;
  gammas: { least: number; most: number; lambda: number; largest: number };
  rayleigh: number[];
  eigenvalue: number;
  reached: [number, number];
  ended: [string, string];
  costs: [counted: number, stated: number][];
  at60: { memories: number[][]; full: number[]; batch: number[] };
  at5: { ten: number[]; batch: number[] };
  grids: [full: number[], batch: number[]];
  accuracies: { stopped: number[]; atOptimum: number[]; strongerAt: number[] };
  unsure: number;
  strongerSteps: [stronger: number, weaker: number];
  signs: { predicted: number[]; fresh: number[][]; shared: number[][] };
  ended200: [one: number[], fresh: number[]];
  noise: { float64: number; slopes: number; values: number };
  starts: [number, boolean][];
  play: [bfgs: number, one: number, forty: number];
}

/** Two-sided 95% quantile of Student's t with 4 degrees of freedom (scipy.stats.t.ppf(0.975, 4)). */
const quantile = 2.7764451051977987;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function interval(a: number[], b: number[]): [low: number, high: number] {
  expect([a.length, b.length]).toEqual([5, 5]);
  const runs = a.map((value, seed) => value - b[seed]);
  const center = mean(runs);
  const variance = runs.reduce((sum, run) => sum + (run - center) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [center - half, center + half];
}

needs('venv', 'kernelspec')('lesson 3.3, L-BFGS', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/3.3-lbfgs.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 400_000);

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slips that the lesson makes on purpose are caught', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
  });

  test('the gradient of the code is that of differences, and the optima are optima', () => {
    expect(answers.code.holds).toBe(true);
    expect(answers.code.error).toBeLessThan(1e-8);
    for (const { success, fun, largest } of answers.optima) {
      expect(success).toBe(true);
      expect(largest).toBeLessThanOrEqual(1e-6);
      // The objective is strongly convex: nothing lies further below than n largest^2 / (2 lambda).
      expect(fun).toBeGreaterThan(0.05);
      expect(fun).toBeLessThan(0.3);
    }
    // A gap of the last figures is many times that.
    expect(answers.unsure).toBeLessThan(1e-6);
    expect(answers.crawl).toBeGreaterThan(0.03);
  });

  test('most pixels are paper, and the matrix costs many gradients', () => {
    expect(answers.ink / (1000 * 785)).toBeLessThan(0.25);
    expect(7850 ** 2 / (20 * answers.ink)).toBeGreaterThan(10);
  });

  test('the two loops are BFGS for every number of pairs, and the library’s', () => {
    expect(answers.agreement.map(([m]) => m)).toEqual([1, 2, 3, 10, 30]);
    for (const [, matrix, secant] of answers.agreement) {
      expect(matrix).toBeLessThan(1e-11);
      expect(secant).toBeLessThan(1e-12);
    }
    expect(answers.apart).toBeLessThan(1e-11);
  });

  test('1/gamma stays within the bounds on the curvature, and the upper one is the largest eigenvalue', () => {
    const { least, most, lambda, largest } = answers.gammas;
    expect(least).toBeGreaterThan(10 * lambda);
    expect(most).toBeLessThan(largest / 5);
    for (const quotient of answers.rayleigh) {
      expect(quotient).toBeLessThan(answers.eigenvalue);
      expect(quotient).toBeGreaterThan(answers.eigenvalue / 10);
    }
  });

  test('both calls of the library end at the optimum, and the loops cost what is said', () => {
    for (const gap of answers.reached) expect(Math.abs(gap)).toBeLessThan(1e-3);
    expect(answers.ended).toEqual(answers.ended.map(() => 'The gradient is below gtol.'));
    for (const [counted, stated] of answers.costs) expect(stated).toBe(counted);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { memories, full, batch } = answers.at60;
    const [one, , ten, thirty] = memories;
    expect(interval(ten, full)[1]).toBeLessThan(-1);
    expect(interval(ten, batch)[1]).toBeLessThan(-1);
    expect(interval(answers.at5.ten, answers.at5.batch)[0]).toBeGreaterThan(0);
    expect(interval(ten, one)[1]).toBeLessThan(0);
    expect(interval(thirty, ten)[1]).toBeLessThan(0);
    const { stopped, atOptimum } = answers.accuracies;
    expect(interval(stopped, atOptimum)[0]).toBeGreaterThan(0);
  });

  test('what the prose says beside the claims is so', () => {
    const { memories, full, batch } = answers.at60;
    // One pair beats both Adams, and the middle rate of each grid is the best one.
    expect(mean(memories[0])).toBeLessThan(Math.min(mean(full), mean(batch)));
    for (const grid of answers.grids) expect(Math.min(...grid)).toBe(grid[1]);
    const { strongerAt, atOptimum } = answers.accuracies;
    expect(mean(strongerAt)).toBeGreaterThan(mean(atOptimum));
    // Of the same start, memory and gtol.
    const [stronger, weaker] = answers.strongerSteps;
    expect(stronger).toBeLessThan(weaker);
  });

  test('pairs of fresh minibatches have the wrong sign as often as predicted, those of one never', () => {
    const { predicted, fresh, shared } = answers.signs;
    predicted.forEach((share, k) => {
      expect(Math.abs(mean(fresh[k]) - share)).toBeLessThan(4);
      expect(shared[k]).toEqual([0, 0, 0, 0, 0]);
    });
    expect(predicted[0]).toBeGreaterThan(30);
    expect(mean(fresh[3])).toBeGreaterThan(5);
    expect(mean(fresh[3])).toBeLessThan(15);
    const [one, other] = answers.ended200;
    expect(interval(one, other)[1]).toBeLessThan(0);
  });

  test('in float32 slopes lead further than values, and float64 further still', () => {
    const { float64, slopes, values } = answers.noise;
    expect(values).toBeGreaterThan(30 * slopes);
    expect(slopes).toBeGreaterThan(1.5 * float64);
  });

  test('starts of a network end at losses that differ', () => {
    for (const [, success] of answers.starts) expect(success).toBe(true);
    const losses = answers.starts.map(([loss]) => loss);
    expect(Math.max(...losses) - Math.min(...losses)).toBeGreaterThan(0.005);
  });

  test('in the Play section forty pairs save about half, and overtake BFGS', () => {
    const [bfgs, one, forty] = answers.play;
    expect(forty / one).toBeGreaterThan(0.35);
    expect(forty / one).toBeLessThan(0.65);
    expect(forty).toBeLessThan(bfgs);
  });
});
