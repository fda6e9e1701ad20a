import { descend, exponential, type FormulaSchedule, gradientDescent, schedule, warmupCosine } from 'optlab';
import * as oracles from '../oracles';
import { type Case, cases, deviation } from './cases';
import { mutants } from './mutants';

const tolerance = 1e-12;

test('every schedule of both tables of values is here', () => {
  expect(cases).toHaveLength(26);
});

describe.each(cases)('$label', (each) => {
  test('agrees at every step', () => {
    expect(each.expected.length).toBeGreaterThanOrEqual(30);
    expect(deviation(each.schedule, each)).toBeLessThan(tolerance);
  });

  test('agrees as one expression in t alone', () => {
    const alone = schedule({ name: 'alone', value: each.schedule.expression });
    expect(deviation(alone({}), each)).toBeLessThan(tolerance);
  });
});

describe('a schedule with one slip does not pass', () => {
  /** Cases that share their lines: a slip has to be seen in one of them. */
  const groups = new Map<string, Case[]>();
  for (const each of cases) {
    const text = each.schedule.lines.join('\n');
    groups.set(text, [...(groups.get(text) ?? []), each]);
  }
  const slips = [...groups].flatMap(([text, group]) => mutants(text).map((mutant) => ({ ...mutant, group })));

  const follows = (text: string, each: Case): boolean => {
    const { options } = each.schedule.description;
    const numbers = Object.entries(options).filter(([, value]) => typeof value === 'number');
    const lines = text.split('\n');
    // What the slip has removed is kept in use.
    const use = ['t', ...numbers.map(([name]) => name), ...lines.map((line) => line.split(' = ')[0])];
    const rest = use.slice(0, -1).map((name) => `0*min(1, max(0, ${name}))`);
    const mutant = schedule({
      name: 'mutant',
      hyper: Object.fromEntries(numbers) as Record<string, number>,
      where: lines.slice(0, -1),
      value: [lines[lines.length - 1].replace('value = ', ''), ...rest].join(' + '),
    })({});
    const defined = (t: number): number => {
      try {
        return mutant(t);
      } catch {
        return Number.NaN;
      }
    };
    return deviation(defined, each) < tolerance;
  };

  test('there are many slips, and without one all pass', () => {
    expect(slips.length).toBeGreaterThan(200);
    expect(cases.every((each) => follows(each.schedule.lines.join('\n'), each))).toBe(true);
  });

  test('all are found out, apart from those that change nothing', () => {
    const survivors = slips.filter(({ text, group }) => group.every((each) => follows(text, each)));
    expect(survivors.map(({ change, group }) => `${group[0].schedule.name}: ${change}`)).toEqual([
      // A cosine does not see whole turns.
      expect.stringMatching(/^sgdr: k - period \* floor\(k \/ period\) -> k \+/),
      expect.stringMatching(/^oneCycle: k - a -> k \+ a in .* select\(k < c, low/),
    ]);
  });
});

describe('optax trains with the same schedules', () => {
  const schedules: Record<string, (lr: number) => FormulaSchedule> = {
    sgd_exponential_decay: (lr) => exponential(lr, 0.5, { period: 5 }),
    sgd_warmup_cosine: (lr) => warmupCosine(lr, 20, { warmup: 5, end: lr / 10 }),
  };
  const runs = oracles.optaxRuns.filter(({ optimizer }) => Object.hasOwn(schedules, optimizer));

  test('on three functions each', () => {
    expect(runs).toHaveLength(6);
  });

  test.each(runs.map((run) => [run.optimizer, run.function, run] as const))('%s on %s', (kind, name, run) => {
    const { f, grad } = oracles.problems[name];
    const optimizer = gradientDescent({ lr: schedules[kind](run.lr as number) });
    const { path } = descend(f, run.trajectory[0], optimizer, { steps: run.steps, grad });
    expect(oracles.deviation(path, run)).toBeLessThan(1e-10);
  });
});
