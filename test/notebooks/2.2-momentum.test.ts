import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'recursion',
  'characteristic',
  'discriminant',
  'inTheBand',
  'lower',
  'upper',
  'bestPair',
  'stepsNeeded',
  'criticalDamping',
  'lookAhead',
  'nesterovEnd',
  'nesterovRate',
  'averaged',
];
const slips = ['slipOfRoot', 'slipOfPower', 'changedBeta', 'startedMoving'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
// The rule's parameters are the point ahead of the ball; the loop's are the ball.
const pointAhead = (path: Float64Array[]) =>
  Array.from(path[60], (value, j) => value + rho * (value - path[59][j]));
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  curvatures: Array.from(curvatures),
  optimum,
  best,
  flattest,
  radii: [[0.01, 0.25], [0.5, 0.81], [3.7, 0.81], [3, 0.25], [0.2, 0]].map(([x, b]) => radius(x, b)),
  least: Math.min(...Array.from({ length: 4000 }, (_, i) => slowest((i % 80) / 20, Math.floor(i / 80) / 50))),
  ball: Array.from(ball[60]),
  withTheLibrary: Array.from(descend(loss, zeros, momentum(best), { steps: 60, grad: gradient }).x),
  ahead: pointAhead(roll(gradient, zeros, 1 / L, rho, 60, true)),
  nesterov: Array.from(descend(loss, zeros, nesterov({ lr: 1 / L, b: rho }), { steps: 60, grad: gradient }).x),
  steps: Object.values(races).map((errors) => staysBelow(errors, 0.001)),
  trapped: trapped.slice(-6).map(([x]) => x),
  ends: [ahead[60][0], plain[60][0]],
  experiment: { plainFull, heavyFull, plainBatch, heavyBatch },
  startL,
  startSlopes: [1e-4, -1e-4].map((h) => {
    // By power iteration on differences of gradients at zero weights.
    let v = Float64Array.from({ length: 640 }, (_, j) => Math.sin(j + 1));
    let largest = 0;
    for (let k = 0; k < 60; k++) {
      const forward = tasks[0].at(v.map((value) => h * value), tasks[0].all).g;
      const here = tasks[0].at(new Float64Array(640), tasks[0].all).g;
      const product = forward.map((value, j) => (value - here[j]) / h);
      largest = Math.hypot(...product);
      v = product.map((value) => value / largest);
    }
    return largest;
  }),
  highest: [highest(0), highest(0.9)],
  swings: [0.81, 0.84, 0.85].map((b) => {
    const bowl = (p: ArrayLike<number>) => (p[0] ** 2 / 100 + p[1] ** 2) / 2;
    return Math.min(...descend(bowl, [8, 1], momentum({ lr: 1, b }), { steps: 40 }).path.map((p) => p[0]));
  }),
}));`;

interface Answers {
  derivations: { title: string; holds: boolean }[];
  slips: boolean[];
  curvatures: number[];
  optimum: number[];
  best: { lr: number; b: number };
  flattest: number[];
  radii: number[];
  least: number;
  ball: number[];
  withTheLibrary: number[];
  ahead: number[];
  nesterov: number[];
  steps: number[];
  trapped: number[];
  ends: [number, number];
  startL: number;
  startSlopes: number[];
  highest: [plain: number, momentum: number];
  swings: number[];
  experiment: Record<'plainFull' | 'heavyFull' | 'plainBatch' | 'heavyBatch', number[][]>;
}

/** Two-sided 95% quantile of Student's t with 9 degrees of freedom (scipy.stats.t.ppf(0.975, 9)). */
const quantile = 2.2621571627982;

function interval(a: number[], b: number[]): [low: number, high: number] {
  const runs = a.map((value, seed) => value - b[seed]);
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

needs('venv', 'kernelspec')('lesson 2.2, momentum and Nesterov', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/2.2-momentum.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slips that the lesson makes on purpose are caught', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
  });

  test('the curvatures are those of another algorithm, and add up to the number of measurements', () => {
    const { curvatures } = answers;
    // mathjs 15, eigs, of the correlations of the ten measurements.
    expect(curvatures[0]).toBeCloseTo(0.0085607298, 9);
    expect(curvatures[9]).toBeCloseTo(4.0242107502, 9);
    expect(curvatures.reduce((sum, curvature) => sum + curvature, 0)).toBeCloseTo(10, 9);
  });

  test('the radius is that of the powers of the companion matrix', () => {
    const pairs = [
      [0.01, 0.25],
      [0.5, 0.81],
      [3.7, 0.81],
      [3, 0.25],
      [0.2, 0],
    ];
    pairs.forEach(([x, b], k) => {
      // Squared 40 times, the matrix grows as its radius to the power 2^40 (Gelfand's formula).
      let M = [1 + b - x, -b, 1, 0];
      let log = 0;
      for (let n = 1; n <= 40; n++) {
        const size = Math.max(...M.map(Math.abs));
        const [p, q, r, s] = M.map((entry) => entry / size);
        log += Math.log(size) / 2 ** (n - 1);
        M = [p * p + q * r, q * (p + s), r * (p + s), q * r + s * s];
      }
      expect(answers.radii[k]).toBeCloseTo(Math.exp(log), 9);
    });
  });

  test('no pair of a grid has a smaller radius than the best one', () => {
    const [mu, L] = [answers.curvatures[0], answers.curvatures[9]];
    const rho = (Math.sqrt(L) - Math.sqrt(mu)) / (Math.sqrt(L) + Math.sqrt(mu));
    expect(answers.best.b).toBeCloseTo(rho ** 2, 12);
    expect(answers.best.lr * L).toBeCloseTo((1 + rho) ** 2, 12);
    expect(answers.least).toBeGreaterThanOrEqual(rho);
    expect(answers.least).toBeLessThan(rho + 0.03);
  });

  test('at critical damping the error is (1 + (1 - rho) t) rho^t', () => {
    const rho = Math.sqrt(answers.best.b);
    answers.flattest.slice(0, 121).forEach((error, t) => {
      expect(error / ((1 + (1 - rho) * t) * rho ** t)).toBeCloseTo(1, 7);
    });
  });

  test('the loop and the rules of the library take the same steps', () => {
    const { ball, withTheLibrary, ahead, nesterov } = answers;
    const far = Math.hypot(...answers.optimum);
    const apart = (a: number[], b: number[]) => Math.hypot(...a.map((value, j) => value - b[j])) / far;
    expect(apart(ball, withTheLibrary)).toBeLessThan(1e-12);
    expect(apart(nesterov, ahead)).toBeLessThan(1e-12);
  });

  test('momentum takes a fraction of the steps of gradient descent', () => {
    const [descent, nesterov, ball, more] = answers.steps;
    expect(descent).toBeGreaterThan(1500);
    expect(nesterov).toBeLessThan(200);
    expect(ball).toBeLessThan(nesterov);
    expect(more).toBeLessThan(ball);
  });

  test('the heavy ball is trapped in the cycle of Lessard, Recht and Packard, and the others are not', () => {
    // A point x, then y, then z, and x again: three linear equations, one a piece of the slope, solved in fractions.
    const cycle = [792 / 1225, -2208 / 1225, 2592 / 1225];
    const first = cycle.findIndex((x) => Math.abs(x - answers.trapped[0]) < 1e-6);
    answers.trapped.forEach((x, k) => {
      expect(x).toBeCloseTo(cycle[(first + k) % 3], 6);
    });
    for (const end of answers.ends) expect(Math.abs(end)).toBeLessThan(0.01);
  });

  test('beyond its limit, plain descent is thrown up first and leads in the end', () => {
    for (const slope of answers.startSlopes) expect(answers.startL / slope).toBeCloseTo(1, 3);
    expect(30).toBeGreaterThan(2 / answers.startL);
    expect(30).toBeLessThan(38 / answers.startL);
    const [plain, momentum] = answers.highest;
    expect(plain).toBeGreaterThan(10 * momentum);
    expect(momentum).toBeCloseTo(Math.log(10), 9);
    const { plainFull, heavyFull } = answers.experiment;
    expect(interval(heavyFull[4], plainFull[4])[0]).toBeGreaterThan(0);
  });

  test('in the Play section the flat direction is seen to swing somewhat later than it does', () => {
    const [critical, unseen, seen] = answers.swings;
    expect(critical).toBeGreaterThan(0);
    expect(unseen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(0);
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { plainFull, heavyFull, plainBatch, heavyBatch } = answers.experiment;
    for (const runs of [plainFull, heavyFull, plainBatch, heavyBatch]) {
      expect(runs.map((seeds) => seeds.length)).toEqual([10, 10, 10, 10, 10, 10]);
    }
    expect(Math.max(...interval(heavyBatch[0], plainBatch[0]).map(Math.abs))).toBeLessThan(0.05);
    expect(interval(heavyFull[5], plainFull[5])[1]).toBeLessThan(0);
    expect(interval(heavyBatch[4], heavyBatch[2])[0]).toBeGreaterThan(0);
  });
});
