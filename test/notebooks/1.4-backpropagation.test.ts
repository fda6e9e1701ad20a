import { codeCells, executeNotebook, type Notebook, readNotebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';
import { equivalentMutants } from './equivalent-mutants';

const lesson = 'notebooks/1.4-backpropagation.ipynb';
const derivations = [
  'onePath',
  'twoPaths',
  'toWeights',
  'toInputs',
  'toBias',
  'ofTanh',
  'ofRelu',
  'ofSoftmax',
  'ofLoss',
  'costs',
  'forwardMode',
  'ofSum',
  'ofHalf',
  'ofDepth',
  'ofHe',
  'compromise',
  'spread',
  'flatness',
  'gradientOfUnit',
  'equalUnits',
];
const slips = ['notTransposed', 'untied', 'wrongStart'];

const equivalent = equivalentMutants[lesson];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
/** Slopes by the tape and by central differences, at a few weights of a relu network with biases. */
function spotChecks() {
  const layers = start([64, 8, 8, 10], 9, he);
  const four = training.slice(20, 24);
  const first = run(layers, four);
  backward(first.loss);
  return first.parameters.flatMap(([W, b], l) => [[layers[l].W, W.g], [layers[l].b, b.g]]
    .flatMap(([x, g]) => [1, 5, 7].map((i) => {
      const at = (h: number) => {
        const kept = x[i];
        x[i] += h;
        const value = run(layers, four).loss.x[0];
        x[i] = kept;
        return value;
      };
      return [g[i], (at(1e-6) - at(-1e-6)) / 2e-6];
    })));
}
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
    verdicts: derivation.report().steps.map((step) => step.verdict),
    survivors: derivation.mutants().filter((mutant) => mutant.derivation.report().holds).map((mutant) => mutant.description),
    mutants: derivation.mutants().length,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  failures, tenth, cured,
  checked: [checked.coordinates.length, checked.worst.relativeError],
  engines: [apart(inTensorFlow), apart(formula.grad(theta))],
  spots: spotChecks(),
  counted: measured.map((row) => ({ ...row, kept: row['kB kept'] })),
  prices: [forwardPrice, reversePrice],
  offTheTape: [gap(tangents), gap(delta)],
  share,
  drawn: meanSquare(drawn),
  grown: grown.map(({ name, predicted, growth }) => ({ name, predicted, ...growth })),
  raced: [heSteps, xavierSteps],
  varied,
  dead: [0.03, 0.3, 2].map((rate) => {
    const layers = start([64, 32, 32, 32, 10], 5, he);
    train(layers, rate, 1, 100);
    return asleep(run(layers, training).outputs);
  }),
  gains: gains.map((row) => [row.saturated, row['slopes, first over last'], row['loss after 150 steps']]),
  kinds, ends,
}));`;

interface Answers {
  derivations: { title: string; holds: boolean; verdicts: string[]; survivors: string[]; mutants: number }[];
  slips: boolean[];
  failures: Record<'large' | 'small', number[]>;
  tenth: Record<'large' | 'small', number[]>;
  cured: Record<'He' | 'Xavier', number[]>;
  checked: [coordinates: number, worst: number];
  engines: [tensorFlow: number, formula: number];
  spots: [tape: number, differences: number][];
  counted: Record<'depth' | 'width' | 'weights' | 'kept' | 'forward' | 'backward', number>[];
  prices: [forward: number, reverse: number];
  offTheTape: number[];
  share: number;
  drawn: number;
  grown: { name: string; predicted: number; signal: number[]; slopes: number[] }[];
  raced: [he: number[], xavier: number[]];
  varied: number[];
  dead: number[];
  gains: [saturated: number, slopes: number, loss: number][];
  kinds: number[];
  ends: [equal: number, he: number];
}

/** Two-sided 95% quantiles of Student's t (scipy.stats.t.ppf(0.975, n - 1)), by the number of runs. */
const quantiles: Record<number, number> = { 5: 2.7764451052, 8: 2.3646242516, 10: 2.2621571628 };

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantiles[runs.length] * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

test('reverse mode takes fifty lines of code', () => {
  const engine = codeCells(readNotebook(lesson))
    .map(({ source }) => textOf(source))
    .filter((source) => /^interface Value|^function times/.test(source));
  expect(engine).toHaveLength(2);
  const lines = engine.join('\n').split('\n');
  expect(lines.filter((line) => line.trim() !== '' && !/^\s*\/[/*]/.test(line)).length).toBeLessThanOrEqual(
    50,
  );
});

needs('venv', 'kernelspec')('lesson 1.4, backpropagation and initialization', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook(lesson, [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds, and every change of a sign, factor, exponent or operand is rejected', () => {
    for (const { holds, verdicts, mutants, survivors, title } of answers.derivations) {
      const alive = survivors.filter((change) => !Object.hasOwn(equivalent, `${title}: ${change}`));
      expect([title, holds, alive]).toEqual([title, true, []]);
      expect(mutants).toBeGreaterThan(3 * verdicts.length);
    }
  });

  test('every step is proved', () => {
    for (const { title, verdicts } of answers.derivations) {
      expect([title, new Set(verdicts)]).toEqual([title, new Set(['proved symbolically'])]);
    }
  });

  test('the slips that the lesson makes on purpose are caught', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
  });

  test('the starts of the beginning fail as they are said to', () => {
    const { failures, tenth } = answers;
    expect(Math.min(...failures.large)).toBeGreaterThan(1e6 * Math.log(10));
    for (const loss of failures.small) expect(Math.abs(loss - Math.log(10))).toBeLessThan(0.05);
    // From layer to layer the predicted factors, 32 and 0.0032, within what chance leaves of nine of them.
    expect((tenth.large[9] / tenth.large[0]) ** (1 / 9) / 32).toBeCloseTo(1, 0);
    expect((tenth.small[9] / tenth.small[0]) ** (1 / 9) / 0.0032).toBeCloseTo(1, 0);
    for (const losses of Object.values(answers.cured)) {
      expect(losses.slice(-10).reduce((sum, loss) => sum + loss / 10, 0)).toBeLessThan(1.2);
    }
  });

  test('the tape agrees with differences, TensorFlow.js and compiled formulas', () => {
    expect(answers.checked[0]).toBe(64 * 3 + 3 + 3 * 4 + 4 + 4 * 10 + 10);
    expect(answers.checked[1]).toBeLessThan(1e-6);
    expect(answers.engines[0]).toBeLessThan(1e-5);
    expect(answers.engines[1]).toBeLessThan(1e-13);
    expect(answers.spots.filter(([tape]) => tape !== 0).length).toBeGreaterThan(9);
    for (const [tape, differences] of answers.spots) expect(tape).toBeCloseTo(differences, 7);
    expect(answers.share).toBeGreaterThan(0.9);
  });

  test('the backward pass multiplies exactly twice as often as the forward pass', () => {
    for (const { depth, width, weights, kept, forward, backward } of answers.counted) {
      const products = 64 * width + (depth - 1) * width ** 2 + width * 10;
      expect(weights).toBe(products + depth * width + 10);
      // Product, sum and activation of four images, each with its slopes, in eight bytes a number.
      expect(kept).toBeCloseTo((16 * (4 * (64 + 3 * depth * width + 20) + 1)) / 1000, 9);
      expect(forward).toBe(4 * products);
      expect(backward).toBe(2 * forward);
    }
    const chain = 4 * 64 * 64 + 64 * 10;
    expect(answers.prices).toEqual([64 * chain + 640, chain]);
    for (const gap of answers.offTheTape) expect(gap).toBeLessThan(1e-13);
  });

  test('the normal distribution of TensorFlow.js is cut at two standard deviations and no wider for it', () => {
    // scipy.stats.truncnorm(-2, 2).var()
    expect((answers.drawn * 64) / 2 / 0.7737413035).toBeCloseTo(1, 1);
  });

  test('signal and slopes grow as predicted from layer to layer', () => {
    const predicted = { 'σ = 0.1': 0.32, Xavier: 0.5, He: 1, 'σ = 0.25': 2 };
    expect(answers.grown.map(({ name }) => name)).toEqual(Object.keys(predicted));
    for (const [k, factor] of Object.values(predicted).entries()) {
      expect(answers.grown[k].predicted).toBeCloseTo(factor, 12);
      for (const runs of [answers.grown[k].signal, answers.grown[k].slopes]) {
        expect(runs).toHaveLength(8);
        const [low, high] = interval(runs);
        // Twice the standard deviation of a run: 19 uncorrelated factors, each of the variance 5/64.
        const tolerance = 2 * Math.sqrt(5 / (64 * 19));
        expect(low).toBeGreaterThan(1 - tolerance);
        expect(high).toBeLessThan(1 + tolerance);
      }
    }
  });

  test('twenty relu layers need more steps from Xavier’s start than from He’s', () => {
    const [he, xavier] = answers.raced;
    expect(interval(xavier.map((steps, seed) => steps - he[seed]))[0]).toBeGreaterThan(0);
  });

  test('the factor of a layer varies by five over its width', () => {
    const [low, high] = interval(answers.varied);
    expect(low).toBeGreaterThan(4);
    expect(high).toBeLessThan(6);
  });

  test('large steps kill units, large weights saturate them, and equal ones stay equal', () => {
    expect(answers.dead[0]).toBe(0);
    expect(answers.dead[2]).toBeGreaterThan(answers.dead[1] + 30);
    const [weak, one, , strong] = answers.gains;
    expect([weak[0], one[0]]).toEqual([0, 0]);
    expect(strong[0]).toBeGreaterThan(0.5);
    expect(weak[1]).toBeLessThan(1e-4);
    expect(strong[1]).toBeGreaterThan(1e4);
    expect(Math.min(weak[2], strong[2])).toBeGreaterThan(3 * one[2]);
    expect(answers.kinds).toEqual([1, 1, 10]);
    expect(answers.ends[0]).toBeGreaterThan(2);
    expect(answers.ends[1]).toBeLessThan(0.5);
  });
});
