import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'byScore',
  'byParameter',
  'allTumours',
  'curvature',
  'hessianOfLoss',
  'convex',
  'forward',
  'central',
  'rounding',
  'bestStep',
  'bestError',
  'bestForward',
  'third',
  'complexStep',
  'kink',
  'units',
  'missed',
];
const slips = ['slipTwice', 'slipOfOrder'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
    verdicts: derivation.report().steps.map((step) => step.verdict),
    survivors: derivation.mutants().filter((mutant) => mutant.derivation.report().holds).map((mutant) => mutant.description),
    mutants: derivation.mutants().length,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  best: { x: Array.from(best.x), fun: best.fun, gradient: size(gradient(all)(best.x)) },
  runs: runs.map(({ name, fun, x, values }) => ({
    name, fun, accuracy: accuracy(x), off: apart(x, best.x), rise: fun / Math.min(...values) - 1,
  })),
  rows: { X: all.X.slice(0, 3), y: all.y.slice(0, 3) },
  point: Array.from(point),
  loss: loss(all)(point),
  gradients: {
    derived: Array.from(truth), complex: byComplex, differences: byDifferences,
    formula: Array.from(byFormula.grad(point)), float32: Array.from(gradient32(point)),
  },
  slipsSeen: Object.values(versions).map((version) => apart(version(all)(point), byDifferences)),
  atZero: [apart(flipped(all)(zeros), centralGradient(loss(all), zeros)), apart(flipped(all)(point), byDifferences)],
  checks: [checkGradient(loss(all), gradient(all), point).holds, checkGradient(loss(all), versions['a line copied'](all), point).worst.index],
  text: ['as derived', 'a line copied'].map((name) => checkGradient(lossOfTen, versions[name](ten), point)).map(({ holds, coordinates }) => ({
    holds, wrong: coordinates.filter(({ verdict }) => verdict !== 'agrees').map(({ index }) => index),
    methods: coordinates.map(({ methods }) => methods.map(({ method, value }) => [method, value])),
  })),
  ofTen: Array.from(gradient(ten)(point)),
  kinks: [0, 1e-7].map((at) => [checkGradient(relu, [at > 0 ? 1 : 0], [at]).worst.verdict, centralGradient(relu, [at])[0]]),
  steps, measurements,
  levels: levels.map(({ name, level, errors }) => ({ name, level, errors })), coarse, M3, length: size(slopes),
  scales: scales.map((k) => [inUnits(k, () => 1e-5), inUnits(k, (value) => 1e-5 * Math.abs(value))]),
  missed: tolerances.map((tau, i) => [1, 2, 3].map((k) => [missedShare(tau, k), bound(ratios[i]) ** k])),
  offBy, played: complexGradient(all, point, 1e-300),
}));`;

interface Measurement {
  rounding: number;
  f2: number;
  f3: number;
  predicted: number;
  shorter: number;
  atBest: number;
  longer: number;
  forward: number[];
  central: number[];
  complex: number[];
  tiny: number[];
}

interface Answers {
  derivations: { title: string; holds: boolean; verdicts: string[]; survivors: string[]; mutants: number }[];
  slips: boolean[];
  best: { x: number[]; fun: number; gradient: number };
  runs: { name: string; fun: number; accuracy: number; off: number; rise: number }[];
  rows: { X: number[][]; y: number[] };
  point: number[];
  loss: number;
  gradients: Record<'derived' | 'complex' | 'differences' | 'formula' | 'float32', number[]>;
  slipsSeen: number[];
  atZero: [atZero: number, atRandom: number];
  checks: [holds: boolean, worst: number];
  text: { holds: boolean; wrong: number[]; methods: [method: string, value: number][][] }[];
  ofTen: number[];
  kinks: [verdict: string, difference: number][];
  steps: number[];
  measurements: Measurement[];
  levels: { name: string; level: number; errors: number[] }[];
  coarse: number[];
  M3: number;
  length: number;
  scales: [fixed: number, relative: number][];
  missed: [share: number, bound: number][][];
  offBy: number;
  played: number[];
}

/** Two-sided 95% quantile of Student's t with 9 degrees of freedom (scipy.stats.t.ppf(0.975, 9)). */
const quantile = 2.2621571627982;

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

/** The median slope between neighbours at least a factor of 100 apart, another estimate than the lesson's. */
function slope(steps: number[], errors: number[], from: number, to: number): number {
  const inside = steps.flatMap((h, k) =>
    h > 0.9 * from && h < 1.1 * to ? [[Math.log(h), Math.log(errors[k])]] : [],
  );
  const slopes = inside.flatMap(([a, u]) =>
    inside.filter(([b]) => b > a + Math.log(100) - 1e-9 || b > a + 2).map(([b, v]) => (v - u) / (b - a)),
  );
  return slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)];
}

const apart = (a: number[], b: number[]) =>
  Math.hypot(...a.map((value, j) => value - b[j])) / Math.hypot(...b);

needs('venv', 'kernelspec')('lesson 1.1, gradients you can trust', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/1.1-gradients.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds, and every change of a sign, factor, exponent or operand is rejected', () => {
    for (const { holds, verdicts, mutants, survivors, title } of answers.derivations) {
      expect([title, holds, survivors]).toEqual([title, true, []]);
      expect(mutants).toBeGreaterThan(3 * verdicts.length);
    }
  });

  test('the gradient, its Hessian, the orders of the differences and the best steps are proved', () => {
    for (const title of [
      'The slope of one tumour’s loss, by its score',
      'The gradient of logistic regression',
      'The Hessian of logistic regression',
      'What a forward difference gives',
      'What a central difference gives',
      'The curvature of one tumour’s loss',
      'What rounding adds to a central difference, at worst',
      'The best step of central differences',
      'Their error at the best step',
      'The error of forward differences at their best step',
      'The third derivative of softplus',
      'The best step in other units',
      'The complex step on softplus',
    ]) {
      const found = answers.derivations.find((derivation) => derivation.title === title);
      expect([title, new Set(found?.verdicts)]).toEqual([title, new Set(['proved symbolically'])]);
    }
    // The prose says that the last line of this one is not proved by the program, and why it is true.
    const convex = answers.derivations.find(
      ({ title }) => title === 'Along every direction v the loss is convex',
    );
    expect(convex?.verdicts).toEqual(['proved symbolically', 'proved symbolically', 'held']);
  });

  test('the slips that the lesson makes on purpose are caught', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
  });

  test('the rows are standardized measurements with a 1 in front', () => {
    const { X, y } = answers.rows;
    // scikit-learn's StandardScaler on columns 0, 1, 4 and 8 of load_breast_cancer().
    expect(X[0]).toHaveLength(5);
    expect(X[0][0]).toBe(1);
    expect(X[0][1]).toBeCloseTo(1.0970639814699783, 9);
    expect(X[0][2]).toBeCloseTo(-2.073335014697586, 9);
    expect(y).toEqual([0, 0, 0]);
  });

  test('three wrong gradients look right, and their parameters are wrong', () => {
    const [right, ...wrong] = answers.runs;
    expect(answers.best.gradient).toBeLessThan(1e-13);
    expect(right.off).toBeLessThan(1e-9);
    for (const { fun, accuracy, off, rise } of wrong.slice(0, 3)) {
      expect(rise).toBeLessThan(0.01);
      expect(fun).toBeLessThan(1.2 * right.fun);
      expect(Math.abs(accuracy - right.accuracy)).toBeLessThan(0.012);
      expect(off).toBeGreaterThan(0.05);
    }
    for (const { fun } of wrong.slice(3)) expect(fun).toBeGreaterThan(5);
  });

  test('all sources of the gradient agree, each to its precision', () => {
    const { derived, complex, differences, formula, float32 } = answers.gradients;
    expect(apart(complex, derived)).toBeLessThan(1e-14);
    expect(apart(answers.played, derived)).toBeLessThan(1e-14);
    expect(apart(formula, derived)).toBeLessThan(1e-14);
    expect(apart(differences, derived)).toBeLessThan(1e-8);
    expect(apart(float32, derived)).toBeLessThan(2e-6);
    expect(apart(float32, derived)).toBeGreaterThan(1e-9);
  });

  test('every slip differs by percents, and one hides at 0', () => {
    const [right, ...wrong] = answers.slipsSeen;
    expect(right).toBeLessThan(1e-8);
    for (const difference of wrong) expect(difference).toBeGreaterThan(0.05);
    expect(answers.atZero[0]).toBeLessThan(1e-8);
    expect(answers.atZero[1]).toBeGreaterThan(0.1);
    expect(answers.checks).toEqual([true, 4]);
  });

  test('a loss given as text is checked by three methods, which find the copied line', () => {
    expect(answers.text.map(({ holds, wrong }) => [holds, wrong])).toEqual([
      [true, []],
      [false, [4]],
    ]);
    for (const { methods } of answers.text) {
      methods.forEach((of, j) => {
        expect(of.map(([method]) => method)).toEqual(['differences', 'autodiff', 'complex step']);
        for (const [, value] of of) expect(value).toBeCloseTo(answers.ofTen[j], 11);
      });
    }
  });

  test('at the corner of relu the difference is one half, and just beside it is no better', () => {
    expect(answers.kinks[0]).toEqual(['kink', 0.5]);
    expect(answers.kinks[1][1]).toBeCloseTo(0.505, 9);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { measurements, steps } = answers;
    expect(measurements).toHaveLength(10);
    const runs = (of: (each: Measurement) => number) => interval(measurements.map(of));
    for (const [order, [low, high]] of [
      [1, runs(({ forward }) => slope(steps, forward, 1e-4, 1e-2))],
      [2, runs(({ central }) => slope(steps, central, 1e-3, 1e-1))],
      [-1, runs(({ central }) => slope(steps, central, 1e-13, 1e-8))],
    ] as const) {
      expect([Math.round(low), Math.round(high)]).toEqual([order, order]);
    }
    const least = ({ central }: Measurement) => Math.min(...central);
    const bestOf = ({ rounding, f3 }: Measurement) => Math.cbrt((3 * rounding) / f3);
    expect(runs((each) => Math.log10(each.longer / each.atBest))[0]).toBeGreaterThan(0);
    expect(runs((each) => Math.log10(each.shorter / each.atBest))[0]).toBeGreaterThan(0);
    for (const each of measurements) {
      const h = bestOf(each);
      const theory = each.rounding / h + (each.f3 * h * h) / 6;
      expect(each.predicted / theory).toBeCloseTo(1, 12);
      expect(each.longer / ((each.f3 * (10 * h) ** 2) / 6)).toBeCloseTo(1, 0);
    }
    const [low, high] = runs((each) => Math.log10(each.atBest / each.predicted));
    expect(low).toBeGreaterThan(Math.log10(1 / 3));
    expect(high).toBeLessThan(Math.log10((1 + 2 * Math.sqrt(285)) / 3));
    expect(runs((each) => Math.log10(Math.max(...each.tiny) / least(each)))[1]).toBeLessThan(0);
  });

  test('at large steps all errors are those that Taylor’s formula says', () => {
    const { measurements, steps } = answers;
    const at = (h: number) => steps.findIndex((step) => step > 0.9 * h);
    for (const { forward, central, complex, f2, f3 } of measurements) {
      expect(forward[at(1e-4)] / ((f2 * 1e-4) / 2)).toBeCloseTo(1, 2);
      expect(central[at(1e-2)] / ((f3 * 1e-4) / 6)).toBeCloseTo(1, 2);
      expect(complex[at(1e-2)] / ((f3 * 1e-4) / 6)).toBeCloseTo(1, 2);
    }
  });

  test('the noise of a loss predicts its V', () => {
    const { levels, M3, length } = answers;
    for (const { name, level, errors } of levels) {
      const h = Math.cbrt((3 * Math.sqrt(5 / 2) * level) / M3);
      const predicted = ((Math.sqrt(5 / 2) * level) / h + (M3 * h * h) / 6) / length;
      const ratio = Math.min(...errors) / predicted;
      expect([name, Math.abs(Math.log10(ratio)) < 0.7]).toEqual([name, true]);
    }
    const [exact, shifted, single, fresh] = levels.map(({ level }) => level);
    // The spacing of float64 numbers at a million, and of float32 numbers at the loss, with rounding uniform in between.
    expect(shifted / (2 ** -33 / Math.sqrt(12))).toBeGreaterThan(0.3);
    expect(shifted / (2 ** -33 / Math.sqrt(12))).toBeLessThan(3);
    expect(exact).toBeLessThan(1e-14);
    expect(single).toBeGreaterThan(1e-8);
    expect(single).toBeLessThan(1e-6);
    expect(fresh).toBeGreaterThan(1e-3);
  });

  test('a relative step works in all units, a fixed one in few', () => {
    const fixed = answers.scales.map(([error]) => error);
    expect(Math.max(...answers.scales.map(([, error]) => error))).toBeLessThan(1e-8);
    expect(fixed[0]).toBeGreaterThan(1e-6);
    expect(fixed[fixed.length - 1]).toBeGreaterThan(0.01);
    expect(fixed[12]).toBeLessThan(1e-8);
  });

  test('random directions miss as often as the normal distribution says', () => {
    for (const shares of answers.missed) {
      shares.forEach(([share, bound], k) => {
        const draws = Math.floor(20000 / (k + 1));
        // Within four standard deviations above the bound, and near it where the bound is sharp.
        expect(share).toBeLessThan(bound + 4 * Math.sqrt(bound / draws) + 4 / draws);
      });
    }
    const [[single, bound]] = answers.missed[2];
    expect(single / bound).toBeGreaterThan(0.85);
  });
});
