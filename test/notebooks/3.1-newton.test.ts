import { executeNotebook, type Notebook, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';

const derivations = [
  'curvature',
  'model',
  'downhill',
  'invariance',
  'quadratic',
  'overshoot',
  'anySign',
  'armijo',
  'wolfe',
  'width',
  'exact',
  'progress',
  'tail',
  'amplified',
];
const slips = ['slipOfUnits', 'slipOfHalf'];

/** Asked of the notebook's own kernel after the last cell: what the lesson's objects are, as JSON. */
const questions = `
const wolfeRange = (() => {
  // Along the parabola -2a + 3a^2/2, with c1 = 0.3 and c2 = 0.6.
  const parabola = formulaObjective('-2*x + 3*x^2/2', { x: 1 });
  const { meets } = along(parabola, [0], [1]);
  const good = Array.from({ length: 4000 }, (_, i) => i / 2000).filter((a) => meets(a, 0.3, 0.6));
  return [good[0], good[good.length - 1]];
})();
console.log(JSON.stringify({
  derivations: [${derivations}].map((derivation) => ({
    title: derivation.parts.title,
    holds: derivation.verify().holds,
  })),
  slips: [${slips}].map((slip) => slip.report().holds),
  kappas: [inUnits, scaled].map((f) => { const c = spectrum(f, zeros); return c[10] / c[0]; }),
  left: [slowly(inUnits)[2000], slowly(scaled)[2000]],
  bottom: { x: Array.from(bottom.x), fun: bottom.fun, gradient: Math.max(...bottom.jac.map(Math.abs)) },
  root: root.toString().slice(0, 60),
  digits,
  walls: starts.map((start) => pure(start)),
  wolfeRange,
  // Both conditions on the drawn line: the first accepted step, the last, and whether those between are.
  accepted: tries.map((a) => search.meets(a, c1, c2)),
  armijoOnly: tries.map((a) => search.phi(a) <= search.line(a, c1)),
  losses: measured.map((x, k) => [inUnits.value(x), scaled.value(standardized[k])]),
  errors,
  valley: [newton(rosenbrock, [-1.2, 1]).length - 1, crept.length - 1, crept[crept.length - 1].x[0]],
  rosenbrockEnd: Array.from(newton(rosenbrock, [-1.2, 1]).at(-1)!),
  shares: [lost(pureEnds), lost(safeEnds)],
  outcomes: [...new Set(safeEnds)].sort(),
  pureHeights: [...new Set(starting.filter((_, i) => pureEnds[i] === 'none').map((start) => hills.value(pureEnd(start)).toFixed(3)))],
  searches: swapped.map((row) => ({ arrive: row['starts that arrive'], iterations: row.iterations, values: row['values of f'] })),
  runs: {
    steps: { newton: quick.map((run) => run.steps), descent: patient.map((run) => run.steps) },
    prices: { newton: quick.map((run) => run.price), descent: patient.map((run) => run.price) },
    orders,
  },
  many: { seconds: predicted(many), each: seconds },
  tail: endless.map(({ fun }) => fun),
  noise: { price, rises, batches },
}));`;

interface Answers {
  derivations: { title: string; holds: boolean }[];
  slips: boolean[];
  kappas: number[];
  left: number[];
  bottom: { x: number[]; fun: number; gradient: number };
  root: string;
  digits: number[];
  walls: number[][];
  wolfeRange: number[];
  accepted: boolean[];
  armijoOnly: boolean[];
  losses: [measured: number, standardized: number][];
  errors: number[];
  valley: [newton: number, descent: number, reached: number];
  rosenbrockEnd: number[];
  shares: [pure: number, safe: number];
  outcomes: string[];
  pureHeights: string[];
  searches: { arrive: number; iterations: number; values: number }[];
  runs: Record<'steps' | 'prices', Record<'newton' | 'descent', number[]>> & { orders: number[] };
  many: { seconds: number; each: number[] };
  tail: number[];
  noise: { price: number; rises: number[]; batches: number[] };
}

/** The losses of Newton's method from 0 on the measurements as they are, by Python's decimal with forty digits. */
const exactLosses = [
  Math.LN2,
  0.2839475568520779,
  0.1902103298488215,
  0.1522009060665365,
  0.1368007265311203,
  0.130065534968819,
  0.1284717528218962,
  0.128409970146631,
  0.1284098580267547,
  0.128409858026331,
];

/** Two-sided 95% quantile of Student's t with 9 degrees of freedom (scipy.stats.t.ppf(0.975, 9)). */
const quantile = 2.2621571627982;

function interval(runs: number[]): [low: number, high: number] {
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const half = quantile * Math.sqrt(variance / runs.length);
  return [mean - half, mean + half];
}

needs('venv', 'kernelspec')('lesson 3.1, Newton’s method and line search', () => {
  let answers: Answers;

  beforeAll(async () => {
    const executed: Notebook = await executeNotebook('notebooks/3.1-newton.ipynb', [questions]);
    const [output] = executed.cells.at(-1)?.outputs ?? [];
    answers = JSON.parse(textOf(output?.text));
  }, 300_000);

  test('every derivation holds', () => {
    expect(answers.derivations.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('the slips that the lesson makes on purpose are caught', () => {
    expect(answers.slips).toEqual(slips.map(() => false));
  });

  test('gradient descent has not arrived, in the better unit nearer than in the worse', () => {
    const [measured, standardized] = answers.kappas;
    expect(measured / standardized).toBeGreaterThan(1e6);
    expect(standardized).toBeGreaterThan(5000);
    expect(answers.left[0]).toBeGreaterThan(0.2);
    expect(answers.left[1]).toBeGreaterThan(1e-3);
  });

  test('the minimum is that of a program in forty digits', () => {
    expect(answers.bottom.fun).toBeCloseTo(exactLosses[exactLosses.length - 1], 14);
    expect(answers.bottom.gradient).toBeLessThan(1e-14);
  });

  test('the digits are those of the square root of 2, and double', () => {
    // The square root of 2, as in the On-Line Encyclopedia of Integer Sequences, A002193.
    expect(answers.root).toBe('141421356237309504880168872420969807856967187537694807317667');
    for (let k = 5; k < 11; k++) {
      expect(
        (answers.digits[k] + Math.log10(8) / 2) / (answers.digits[k - 1] + Math.log10(8) / 2),
      ).toBeCloseTo(2, 3);
    }
  });

  test('on the bowl with straight walls every step cubes the distance', () => {
    [0.9, 1, 1.1].forEach((start, i) => {
      answers.walls[i].forEach((x, k) => {
        expect(Math.log(x)).toBeCloseTo(3 ** k * Math.log(start), 2);
      });
    });
  });

  test('the steps that meet both conditions along a parabola are those of the derivation', () => {
    const [s, k, c1, c2] = [2, 3, 0.3, 0.6];
    expect(answers.wolfeRange[0]).toBeCloseTo(((1 - c2) * s) / k, 2);
    expect(answers.wolfeRange[1]).toBeCloseTo((2 * (1 - c1) * s) / k, 2);
  });

  test('in the plot of the argument some steps are too short, some too long, and some are right', () => {
    const { accepted, armijoOnly } = answers;
    const [first, last] = [accepted.indexOf(true), accepted.lastIndexOf(true)];
    expect(first).toBeGreaterThan(20);
    expect(last - first).toBeGreaterThan(50);
    expect(armijoOnly.slice(1, first).every(Boolean)).toBe(true);
    expect(armijoOnly[accepted.length - 1]).toBe(false);
  });

  test('the path is the same in both units, takes nine steps, and squares its error', () => {
    expect(answers.losses).toHaveLength(10);
    answers.losses.forEach((losses, k) => {
      for (const loss of losses) expect(loss).toBeCloseTo(exactLosses[k], 12);
    });
    const { errors } = answers;
    expect(errors[8]).toBeLessThan(1e-5);
    expect(errors[9]).toBeLessThan(1e-9);
    for (let k = 6; k < 9; k++) {
      const C = errors[k] / errors[k - 1] ** 2;
      expect(C).toBeGreaterThan(0.1);
      expect(C).toBeLessThan(1);
    }
  });

  test('Newton’s method goes round the bend of the valley, and descent only a part of the way', () => {
    const [steps, descent, reached] = answers.valley;
    expect(steps).toBeGreaterThan(15);
    expect(steps).toBeLessThan(30);
    expect(answers.rosenbrockEnd[0]).toBeCloseTo(1, 9);
    expect(descent).toBe(300);
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(0.9);
  });

  test('pure steps end at saddles and the maximum, steps with safeguards at the four minima', () => {
    const [pure, safe] = answers.shares;
    expect(pure).toBeGreaterThan(0.35);
    expect(pure).toBeLessThan(0.45);
    expect(safe).toBe(0);
    expect(answers.outcomes).toEqual(['lower left', 'lower right', 'upper left', 'upper right']);
    // Himmelblau's function at its four saddles and its maximum, by Python's decimal with thirty digits.
    const heights = ['13.312', '67.719', '104.015', '178.337', '181.617'];
    for (const height of answers.pureHeights) expect(heights).toContain(height);
  });

  test('without a line search most walks fail on a convex loss, and any line search mends it', () => {
    const [none, ...searches] = answers.searches;
    expect(none.arrive).toBeLessThan(5);
    expect(searches).toHaveLength(3);
    const iterations = searches.map((search) => search.iterations);
    for (const { arrive, values } of searches) {
      expect(arrive).toBe(20);
      // At least one value of the loss for each step, and one for the start.
      expect(values).toBeGreaterThanOrEqual(Math.min(...iterations) + 1);
    }
    expect(Math.max(...iterations)).toBeLessThan(1.25 * Math.min(...iterations));
  });

  test('the claims of the experiment hold on its raw data', () => {
    const { steps, prices, orders } = answers.runs;
    expect(orders).toHaveLength(10);
    const ratios = prices.descent.map((descent, seed) => Math.log10(descent / prices.newton[seed]));
    expect(interval(ratios)[0]).toBeGreaterThan(0);
    expect(interval(orders)[0]).toBeGreaterThan((1 + Math.sqrt(5)) / 2);
    expect(Math.max(...steps.descent)).toBeLessThanOrEqual(2000);
    // A step has a Hessian of eleven gradients, a solution, a gradient and a value or more.
    prices.newton.forEach((price, seed) => {
      expect(price).toBeGreaterThanOrEqual(14 * steps.newton[seed]);
    });
  });

  test('the time of a factorization is continued by the third power', () => {
    const { seconds, each } = answers.many;
    expect(seconds / each[each.length - 1]).toBeCloseTo((7850 / 800) ** 3, 6);
  });

  test('on data that a plane separates every late step divides the loss by e', () => {
    for (let k = 21; k <= 40; k++) {
      expect(Math.log(answers.tail[k - 1] / answers.tail[k])).toBeCloseTo(1, 2);
    }
  });

  test('noise costs what the model says on large batches, and more on small ones', () => {
    const { price, rises, batches } = answers.noise;
    const ratios = rises.map((rise, i) => (rise * batches[i]) / price);
    expect(ratios[0]).toBeGreaterThan(1.5);
    for (const ratio of ratios.slice(-2)) expect(Math.abs(Math.log(ratio))).toBeLessThan(0.25);
    const doubles = rises[1] / answers.bottom.fun;
    expect(doubles).toBeGreaterThan(0.6);
    expect(doubles).toBeLessThan(1.6);
  });
});
