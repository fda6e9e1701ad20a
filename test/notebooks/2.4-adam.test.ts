import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'movingAverage',
  'weights',
  'scaleInvariance',
  'splitSum',
  'cauchySchwarz',
  'seriesOfWeights',
  'sharpBound',
  'decayInDescent',
  'penaltyInAdam',
  'guard',
  'rounds',
];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slip: slip.report().holds,
  bound: bound(0.9, 0.999),
  worst,
  usual,
  layerSizes,
  sgdLosses,
  insideTheTried: tuned.map(({ rate }, k) => methods[k].rates.indexOf(rate)),
  byHand: Array.from(byHand),
  fromLibrary: Array.from(fromLibrary.x),
  shrunk: [coupled, decoupled].map((lines) => lines.map((line) => [line[500], line[2000]])),
  runs: results,
  moves,
  reddi: [adamPath[3000], amsgradPath[3000]],
  played: [reddi(3, 0.9, 0.5, 300, false), reddi(10, 0.1, 0.5, 300, false), reddi(10, 0.01, 0.5, 300, false)]
    .map((path) => path[300]),
  turns,
}));`;

interface Answers {
  derivations: { title: string; holds: boolean }[];
  slip: boolean;
  bound: number;
  worst: number[];
  usual: number;
  layerSizes: number[];
  sgdLosses: number[];
  insideTheTried: number[];
  byHand: [number, number];
  fromLibrary: [number, number];
  shrunk: [after500: number, after2000: number][][];
  runs: number[][];
  moves: number[];
  reddi: [adam: number, amsgrad: number];
  played: number[];
  turns: { degrees: number; Adam: number; momentum: number }[];
}

/** Two-sided 95% quantile of Student's t with 5 degrees of freedom (scipy.stats.t.ppf(0.975, 5)). */
const quantile = 2.5705818366147395;

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

const minus = (a: number[], b: number[]) => a.map((value, seed) => value - b[seed]);

needs('venv', 'kernelspec')('lesson 2.4, Adam', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/2.4-adam.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slip that the lesson makes on purpose is caught', () => {
    expect(answers.slip).toBe(false);
  });

  test('the longest step comes to the bound from below, and is 7.27 learning rates at the defaults', () => {
    // Python: math.sqrt(0.01 / (0.001 * (1 - 0.81 / 0.999))).
    expect(answers.bound).toBeCloseTo(7.2702918, 6);
    expect(Math.max(...answers.worst)).toBeLessThan(answers.bound * (1 + 1e-9));
    expect(Math.max(...answers.worst)).toBeGreaterThan(answers.bound * (1 - 1e-4));
    expect(answers.worst[0]).toBeCloseTo(Math.sqrt(10), 6);
    expect(answers.usual).toBeLessThan(1.1);
  });

  test('no rate of SGD trains the network, whose gradients fade towards the first layer', () => {
    expect(answers.sgdLosses).toHaveLength(5);
    expect(Math.min(...answers.sgdLosses)).toBeGreaterThan(Math.log(10) / 2);
    expect(answers.sgdLosses[0] / Math.log(10)).toBeCloseTo(1, 1);
    expect(Math.min(...answers.sgdLosses.slice(3))).toBeGreaterThan(Math.log(10));
    const sizes = answers.layerSizes;
    expect(sizes[3] / sizes[0]).toBeGreaterThan(20);
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
  });

  test('the loop from scratch walks where the library walks', () => {
    answers.byHand.forEach((value, j) => {
      expect(Math.abs(value / answers.fromLibrary[j] - 1)).toBeLessThan(1e-9);
    });
  });

  test('AdamW decays both parameters by the same law, an L2 penalty in Adam does not', () => {
    const [[loud, quiet], decoupled] = answers.shrunk;
    for (const [, end] of decoupled) expect(Math.abs(end - (1 - 0.003 * 0.1) ** 2000)).toBeLessThan(0.06);
    expect(loud[1]).toBeGreaterThan(0.8);
    expect(quiet[0]).toBeLessThan(0.2);
    expect(Math.abs(quiet[1])).toBeLessThan(0.05);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const [sgd, momentum, , adam, adamw] = answers.runs;
    expect(answers.runs.map((runs) => runs.length)).toEqual([6, 6, 6, 6, 6]);
    for (const place of answers.insideTheTried) expect([1, 2, 3]).toContain(place);
    expect(interval(minus(sgd, adam))[0]).toBeGreaterThan(0);
    expect(interval(minus(momentum, adam))[0]).toBeGreaterThan(0);
    expect(Math.max(...interval(minus(adamw, adam)).map(Math.abs))).toBeLessThan(0.1);
  });

  test('on the problem of Reddi, Kale and Kumar Adam goes to +1 and AMSGrad to -1', () => {
    const [adam, amsgrad] = answers.reddi;
    expect(adam).toBeGreaterThan(0.95);
    expect(amsgrad).toBeLessThan(-0.95);
    expect(answers.moves.reduce((sum, move) => sum + move, 0)).toBeGreaterThan(0);
  });

  test('the questions of the Play section have the answers that the text leads to', () => {
    const [longMemory, largerC, forgetful] = answers.played;
    expect(longMemory).toBeLessThan(-0.9);
    expect(largerC).toBeLessThan(0);
    expect(forgetful).toBeGreaterThan(0.9);
  });

  test('a turned valley takes Adam its advantage, and nothing from momentum', () => {
    const [straight, , ...turned] = answers.turns;
    expect(straight.Adam).toBeLessThan(straight.momentum / 100);
    for (const { Adam, momentum } of turned) {
      expect(momentum / straight.momentum).toBeCloseTo(1, 3);
      expect(Adam).toBeGreaterThan(10 * momentum);
    }
  });
});
