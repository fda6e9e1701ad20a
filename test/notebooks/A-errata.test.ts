import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

/** What holds, beside what is printed. */
const right = [
  'cubed',
  'scaleFree',
  'isMomentum',
  'epsGuards',
  'adapts',
  'epsScaled',
  'sharp',
  'withMap',
  'oneStep',
  'floor',
  'interpolation',
  'drifts',
  'secant',
  'padded',
  'masked',
  'clipping',
  'l2',
  'l1',
  'group',
  'zeroStays',
  'halfStep',
  'dropsOut',
  'atT',
  'withSquare',
  'givesUp',
  'intensity',
  'divides',
];
const printed = [
  'vIsFactor',
  'vIsUnused',
  'epsRegularizes',
  'etaAdapts',
  'neverScaled',
  'atMostEta',
  'sameRate',
  'betaChanges',
  'alwaysLess',
  'shapesOfUpdate',
  'noSecant',
  'keepsSize',
  'notPruned',
  'clipIsMask',
  'l2Zero',
  'zeroMoves',
  'overflows',
  'learns',
  'both',
  'cuts',
  'fewerReads',
];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
console.log(JSON.stringify({
  right: [${right}].map((form) => ({
    title: form.parts.title,
    holds: form.verify().holds,
  })),
  printed: [${printed}].map((form) => form.report().steps.map(({ verdict, counterexample }) =>
    ({ verdict, values: counterexample?.values, text: counterexample?.text }))),
  ends: [asPublished, asPrinted, tiny, slower].map((path) => path.at(-1)),
  limit,
  taken,
  afterZeros: moved[0],
  constantRuns: constantRuns.map((run) => average(run.slice(1000))),
  lastSquares: [constantRuns, decreasing, fitting].map((runs) => average(meanPath(runs).slice(1900))),
  shapes: found.map(({ shape }) => shape),
  fits: Object.values(fits).map((theta) => Array.from(theta)),
  experiment: { base, withFlips, byBits },
  digits: [byDigit('plain'), byDigit('flip')].map((found) => found.map(({ mean }) => mean)),
  firstMirrored: Array.from(mirrored(Float64Array.from({ length: 64 }, (_, k) => k))).slice(0, 16),
  atAPoint: atAPoint === undefined,
  ledger,
}));`;

interface Answers {
  right: { title: string; holds: boolean }[];
  printed: { verdict: string; values?: Record<string, number>; text?: string }[][];
  ends: (number | null)[];
  limit: number;
  taken: number;
  afterZeros: number;
  constantRuns: number[];
  lastSquares: number[];
  shapes: string[];
  fits: number[][];
  experiment: { base: number[]; withFlips: number[]; byBits: number[][] };
  digits: [plain: number[], flipped: number[]];
  firstMirrored: number[];
  atAPoint: boolean;
  ledger: Record<string, string>[];
}

/** Two-sided 95% quantiles of Student's t by number of runs (scipy.stats.t.ppf(0.975, n - 1)). */
const quantiles: Record<number, number> = { 6: 2.5705818366147, 100: 1.9842169515086 };

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantiles[runs.length] * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

const less = (a: number[], b: number[]) => a.map((value, seed) => value - b[seed]);

needs('venv', 'kernelspec')('appendix A, errata of the literature', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/A-errata.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every right form holds', () => {
    // Their mutants are those of mutants.test.ts.
    expect(answers.right.filter(({ holds }) => !holds)).toEqual([]);
    expect(answers.right).toHaveLength(right.length);
  });

  test('every printed form is refuted by values that are shown', () => {
    expect(answers.printed).toHaveLength(printed.length);
    for (const steps of answers.printed) {
      const failed = steps.filter(({ verdict }) => verdict === 'false' || verdict === 'undefined');
      expect(failed).toHaveLength(1);
      expect(failed[0].text).toMatch(/^at \w+ = /);
    }
  });

  test('counterexamples are what their formulas give by hand', () => {
    const of = (name: string) => answers.printed[printed.indexOf(name)][0].values as Record<string, number>;
    const overflow = of('overflows');
    expect(Math.round(overflow.x * overflow.q + overflow.b)).toBeGreaterThan(127);
    const zero = of('zeroMoves');
    expect(Math.round(zero.b) - zero.b).not.toBe(0);
    const { x, lambda, eta, s } = of('alwaysLess');
    expect((1 - eta * lambda) ** 2 * x ** 2 + (eta * s) ** 2).toBeGreaterThan(x ** 2);
    const { b1, b2, t } = of('atMostEta');
    // Gradients that grow by b2/b1, fed to the recursions themselves.
    let [m, v] = [0, 0];
    for (let i = 1; i <= t; i++) {
      const g = (b2 / b1) ** i;
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g * g;
    }
    expect((m / (1 - b1 ** t)) ** 2 / (v / (1 - b2 ** t))).toBeGreaterThan(1);
  });

  test('Adam as printed explodes, stands still or works, by the scale', () => {
    const [asPublished, asPrinted, tiny, slower] = answers.ends;
    // The best linear prediction leaves 1 - R^2 = 0.4822 of the variance (scikit-learn 1.7, LinearRegression).
    expect(asPublished).toBeGreaterThan(0.482);
    expect(asPublished).toBeLessThan(0.5);
    expect(asPrinted).toBeNull();
    expect(tiny).toBeGreaterThan(0.99);
    expect(slower).toBeLessThan(0.5);
  });

  test('the library’s Adam reaches the sharp bound, 7.27 learning rates at the defaults', () => {
    expect(answers.limit).toBeCloseTo(7.27, 2);
    expect(answers.taken / answers.limit).toBeGreaterThan(0.9999);
    expect(answers.taken / answers.limit).toBeLessThanOrEqual(1 + 1e-9);
    // One gradient g after zeros: m = 0.1 g and v = 0.001 g^2, nothing left to correct.
    expect(answers.afterZeros).toBeCloseTo(0.1 / Math.sqrt(0.001), 6);
  });

  test('SGD ends at its floor, and beyond it where steps or noise vanish', () => {
    const floor = 0.1 / 1.9;
    const [low, high] = interval(answers.constantRuns);
    expect(low).toBeGreaterThan(floor - 0.005);
    expect(high).toBeLessThan(floor + 0.005);
    const [constant, decreasing, fitting] = answers.lastSquares;
    expect(decreasing).toBeLessThan(constant / 20);
    expect(fitting).toBeLessThan(1e-8);
  });

  test('shapes are refused or stretched as the lesson says', () => {
    const [product, pooled, crossEntropy, tooLong, stretched, line] = answers.shapes;
    expect([product, pooled, stretched, line]).toEqual([
      '(2, 2)',
      '(1, 14, 14, 6)',
      '(100, 100)',
      '(100, 1)',
    ]);
    expect(crossEntropy).toMatch(/^no result/);
    expect(tooLong).toMatch(/^no result/);
  });

  test('only proximal steps on L1 make exact zeros', () => {
    const [l2, subgradient, proximal] = answers.fits;
    const zeros = (theta: number[]) => theta.filter((w) => w === 0).length;
    expect([zeros(l2), zeros(subgradient)]).toEqual([0, 0]);
    expect(zeros(proximal)).toBeGreaterThan(2);
  });

  test('mirroring turns each row of pixels round', () => {
    expect(answers.firstMirrored).toEqual([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8]);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { base, withFlips, byBits } = answers.experiment;
    expect(byBits.map((runs) => runs.length)).toEqual([6, 6, 6, 6, 6, 6]);
    expect(interval(less(withFlips, base))[1]).toBeLessThan(0);
    expect(Math.max(...interval(less(byBits[5], base)).map(Math.abs))).toBeLessThan(0.005);
    expect(interval(less(byBits[0], base))[1]).toBeLessThan(0);
  });

  test('mirroring costs most digits, the 5 most and the 0 hardly anything', () => {
    const [plain, flipped] = answers.digits;
    const lost = less(plain, flipped);
    expect(lost.indexOf(Math.max(...lost))).toBe(5);
    expect(lost[0]).toBeLessThan(0.02);
    expect(lost[8]).toBeGreaterThan(0.02);
    expect(lost.filter((share) => share > 0.01).length).toBeGreaterThan(5);
  });

  test('the search passes by a claim that is false at one point, as the lesson admits', () => {
    expect(answers.atAPoint).toBe(true);
  });

  test('the ledger has an entry with a verdict and a right form for every erratum', () => {
    // Twenty that a check refutes, and ten that are run, measured, documented or a matter of words.
    expect(answers.ledger.filter(({ verdict }) => /^(false|undefined)$/.test(verdict))).toHaveLength(20);
    expect(answers.ledger).toHaveLength(20 + 10);
    for (const entry of answers.ledger) {
      expect(Object.values(entry).map((text) => text.length > 2)).toEqual([true, true, true, true, true]);
    }
  });
});
