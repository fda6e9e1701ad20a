import { type Formula, formula, InvalidInput, type RuleOptimizer } from 'optlab';
import { withGivenGradients } from './given-gradients';
import { mutantsOf } from './mutants';
import { optimizers } from './optimizers';
import { dampenedMomentum, dampenedNesterov, type GivenRun, givenRuns } from './published';

/** The runs of each variant of each rule. */
const variants = new Map<string, GivenRun[]>();
for (const run of [...givenRuns, ...dampenedMomentum, dampenedNesterov]) {
  const { rule, settings } = run.optimizer();
  const key = [rule.name, ...Object.values(settings.choices)].join(' ');
  variants.set(key, [...(variants.get(key) ?? []), run]);
}

/** Slips that change nothing, by variant, with the reason. */
const equivalent: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'SGD false': {
    'c = select(t == 1 or b == 0, 1, 1 - dampening): b -> (1.125*(b))': 'a factor leaves 0 at 0',
  },
  'Momentum dampened': {
    'c = select(t == 1 or b == 0, 1, 1 - dampening): b -> (1.125*(b))': 'a factor leaves 0 at 0',
  },
  'AdaGrad outside': {
    'p = p - lr/(1 + decay*(t-1)) * select(d == 0, 0, g/d): d -> (1.125*(d))': 'a factor leaves 0 at 0',
  },
  'AdaGrad inside': {
    'p = p - lr/(1 + decay*(t-1)) * select(d == 0, 0, g/d): d -> (1.125*(d))': 'a factor leaves 0 at 0',
  },
  Adamax: {
    'p = p - lr/(1-b1^t) * select(u == 0, 0, m/u): u -> (1.125*(u))': 'a factor leaves 0 at 0',
    'p = p - lr/(1-b1^t) * select(u == 0, 0, m/u): u -> m':
      'm is 0 where u is, and where m alone is, m/u is 0',
  },
  Lion: {
    'c = b1*m + (1-b1)*g: b1 * m + (1 - b1) * g -> (1.125*(b1 * m + (1 - b1) * g))':
      'c counts by its sign alone',
    'p = p - lr*(sign(c) + wd*p): c -> (1.125*(c))': 'a factor keeps the sign',
  },
  LAMB: Object.fromEntries(
    ['norm2(p)', 'p', 'norm2(u)', 'u'].map((operand) => [
      `r = select(norm2(p) > 0 and norm2(u) > 0, norm2(p)/norm2(u), 1): ${operand} -> (1.125*(${operand}))`,
      'a factor leaves 0 at 0: in the condition',
    ]),
  ),
  Rprop: {
    's = sign(g)*sign(h): sign(g) * sign(h) -> (1.125*(sign(g) * sign(h)))': 's counts by its sign alone',
    's = sign(g)*sign(h): sign(g) -> (1.125*(sign(g)))': 's counts by its sign alone',
    's = sign(g)*sign(h): sign(g) -> (g)': 's counts by its sign alone',
    's = sign(g)*sign(h): g -> (1.125*(g))': 'a factor keeps the sign',
    's = sign(g)*sign(h): sign(h) -> (1.125*(sign(h)))': 's counts by its sign alone',
    's = sign(g)*sign(h): sign(h) -> (h)': 's counts by its sign alone',
    's = sign(g)*sign(h): h -> (1.125*(h))': 'a factor keeps the sign',
    'f = select(s > 0, up, select(s < 0, down, 1)): s -> (1.125*(s))': 'a factor keeps the sign',
    'h = select(s < 0, 0, g): s -> (1.125*(s))': 'a factor keeps the sign',
    'p = p - d*sign(h): h -> (1.125*(h))': 'a factor keeps the sign',
  },
};

/** Symbols that may be taken for one another. */
const kindsOf = ({ settings, initialState }: RuleOptimizer): string[][] => [
  Object.keys(settings.hyper),
  ['g', 'p', ...Object.keys(initialState)],
];

/** All mutants of a variant, and the slips of those that take the published steps all the same. */
function survey(runs: readonly GivenRun[]): { total: number; alive: string[] } {
  const optimizer = runs[0].optimizer();
  const { name, lines, symbols } = optimizer.formula;
  // A slip may leave a symbol without use, for which the rule would be refused: here it has to take a wrong step.
  const lenient = Object.fromEntries(
    Object.entries(symbols).map(([symbol, role]) => [symbol, { ...role, optional: true }]),
  );
  const mutants = mutantsOf(lines, kindsOf(optimizer));
  const alive = mutants.filter((mutant) => {
    let wrong: Formula;
    try {
      wrong = formula({ name, symbols: lenient, lines: mutant.lines });
    } catch (error) {
      if (error instanceof InvalidInput) return false;
      throw error;
    }
    return runs.every((run) => withGivenGradients(run, wrong) < 1e-10);
  });
  return { total: mutants.length, alive: alive.map(({ slip }) => slip) };
}

test('every variant of every rule has a published run', () => {
  expect([...variants.keys()].sort()).toEqual(optimizers.map(([name]) => name).sort());
});

const counts = { killed: 0, equivalent: 0, total: 0 };

test.each([...variants])(
  '%s: every slip in a line takes a wrong step, but those that change nothing',
  (key, runs) => {
    const { total, alive } = survey(runs);
    expect(total).toBeGreaterThan(10);
    const known = Object.keys(equivalent[key] ?? {});
    expect(new Set(alive)).toEqual(new Set(known));
    counts.total += total;
    counts.equivalent += alive.length;
    counts.killed += total - alive.length;
  },
);

afterAll(() => {
  const { killed, equivalent: same, total } = counts;
  process.stdout.write(
    `Mutants of the update rules: ${killed} of ${total - same} found out, ${same} equivalent.\n`,
  );
});
