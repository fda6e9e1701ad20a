import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = ['normalEquations', 'errorRecursion', 'squaredFactor', 'bestRate', 'stepsNeeded'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slip: slip.report().holds,
  curvatures: Array.from(symmetricEigen(hessian).values),
  optimum,
  surplus: {
    here: differences(bestHere, predicted),
    cautious: differences(cautiously, cautiouslyPredicted),
    there: differences(bestThere, predicted),
  },
  errors: Array.from(errors),
  trained: Array.from(theta.dataSync()),
  byHand: Array.from(byHand[60]),
  backend: tf.getBackend(),
}));`;

interface Answers {
  derivations: { title: string; holds: boolean }[];
  slip: boolean;
  curvatures: [number, number];
  optimum: [number, number];
  surplus: Record<'here' | 'cautious' | 'there', number[]>;
  errors: number[];
  trained: [number, number];
  byHand: [number, number];
  backend: string;
}

/** Two-sided 95% quantile of Student's t with 99 degrees of freedom (scipy.stats.t.ppf(0.975, 99)). */
const quantile = 1.9842169515086827;

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

needs(
  'venv',
  'kernelspec',
  'native',
)('lesson 1.2, gradient descent', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/1.2-gradient-descent.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('the curvatures and the optimum are those that NumPy finds', () => {
    // numpy.linalg.eigvalsh and solve on sklearn.datasets.load_diabetes(scaled=False), columns 2 and 3, centered.
    expect(answers.curvatures[0]).toBeCloseTo(16.14918111, 7);
    expect(answers.curvatures[1]).toBeCloseTo(194.19804022, 7);
    expect(answers.optimum[0]).toBeCloseTo(8.51901166, 7);
    expect(answers.optimum[1]).toBeCloseTo(1.38473544, 7);
  });

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slip that the lesson makes on purpose is caught', () => {
    expect(answers.slip).toBe(false);
  });

  test('at the best rate the error shrinks by (kappa - 1) / (kappa + 1) at each step', () => {
    const [mu, L] = answers.curvatures;
    const factor = (L - mu) / (L + mu);
    answers.errors.slice(1, 41).forEach((error, t) => {
      expect(error / answers.errors[t]).toBeCloseTo(factor, 9);
    });
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { here, cautious, there } = answers.surplus;
    expect([here.length, cautious.length, there.length]).toEqual([100, 100, 100]);
    expect(Math.max(...interval(here).map(Math.abs))).toBeLessThan(1e-6);
    expect(Math.max(...interval(cautious).map(Math.abs))).toBeLessThan(0.01);
    expect(interval(there)[0]).toBeGreaterThan(0);
  });

  test('TensorFlow.js, on the native backend, arrives where the loop does, to float32', () => {
    expect(answers.backend).toBe('tensorflow');
    answers.trained.forEach((slope, j) => {
      expect(Math.abs(slope / answers.byHand[j] - 1)).toBeLessThan(1e-5);
    });
  });
});
