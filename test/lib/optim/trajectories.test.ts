import { adam, descend, gradientDescent, momentum, type RuleOptimizer, rule } from 'optlab';
import { deviation, type OracleRun, optaxRuns, problems, torchRuns } from './oracles';

const tolerance = 1e-10;

const follow = (optimizer: RuleOptimizer, run: OracleRun) =>
  descend(problems[run.function].f, run.trajectory[0], optimizer, {
    steps: run.steps,
    grad: problems[run.function].grad,
  }).path;

type Case = { label: string; run: OracleRun; optimizer: () => RuleOptimizer };

const optax: Case[] = optaxRuns.flatMap((run) => {
  const { lr, b1, b2, eps } = run as unknown as Record<'lr' | 'b1' | 'b2' | 'eps', number>;
  const makers: Partial<Record<string, () => RuleOptimizer>> = {
    sgd: () => gradientDescent({ lr }),
    momentum: () => momentum({ lr, b: run.momentum as number }),
    adam: () => adam({ lr, b1, b2, eps }),
    adam_b: () => adam({ lr, b1, b2, eps }),
    sgd_exponential_decay: () => gradientDescent({ lr: (t) => lr * 0.5 ** ((t - 1) / 5) }),
    sgd_warmup_cosine: () =>
      gradientDescent({
        lr: (t) =>
          t <= 5
            ? (lr * (t - 1)) / 5
            : lr / 10 + ((lr - lr / 10) * (1 + Math.cos((Math.PI * Math.min(t - 6, 15)) / 15))) / 2,
      }),
  };
  const optimizer = makers[run.optimizer];
  return optimizer ? [{ label: `optax ${run.optimizer} on ${run.function}`, run, optimizer }] : [];
});

const pytorch: Case[] = torchRuns.flatMap((run) => {
  const { lr } = run.options;
  const [b1, b2] = (run.options as unknown as { betas?: number[] }).betas ?? [];
  const makers: Partial<Record<string, () => RuleOptimizer>> = {
    SGD: () => gradientDescent({ lr }),
    'SGD momentum': () => momentum({ lr, b: run.options.momentum }),
    Adam: () => adam({ lr, b1, b2, eps: run.options.eps }),
  };
  const optimizer = makers[run.optimizer];
  return optimizer ? [{ label: `PyTorch ${run.optimizer} on ${run.function}`, run, optimizer }] : [];
});

const cases = [...optax, ...pytorch];

test('every rule meets every function of both libraries', () => {
  expect(cases).toHaveLength(27);
});

test.each(cases.map((entry) => [entry.label, entry] as const))(
  '%s: every kept point',
  (_, { run, optimizer }) => {
    expect(deviation(follow(optimizer(), run), run)).toBeLessThan(tolerance);
  },
);

describe('the defaults are those of PyTorch', () => {
  test('Adam', () => {
    expect(adam.definition.hyper).toEqual({ lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 });
  });
  test('gradient descent and momentum', () => {
    expect(gradientDescent.definition.hyper).toEqual({ lr: 1e-3 });
    expect(momentum.definition.hyper.lr).toBe(1e-3);
  });
});

test('the EMA form of momentum is the classical form with the rate times 1 - b', () => {
  const { f, grad } = problems.quadratic;
  const ema = descend(f, [2, -1], momentum({ lr: 0.5, b: 0.75, form: 'ema' }), { grad, steps: 30 });
  const classical = descend(f, [2, -1], momentum({ lr: 0.125, b: 0.75 }), { grad, steps: 30 });
  ema.path.forEach((point, step) => {
    point.forEach((x, i) => {
      expect(x).toBeCloseTo(classical.path[step][i], 13);
    });
  });
});

describe('a rule with one slip does not pass', () => {
  const mutants = (lines: readonly string[], slips: [string, string][]) =>
    slips.map(([from, to]) => {
      const text = lines.join('\n');
      if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
      return { slip: `${from} -> ${to}`, step: text.replace(from, to).split('\n') };
    });
  const rejectedBy = (kind: string, make: (run: OracleRun) => RuleOptimizer) =>
    cases
      .filter(({ label }) => label.startsWith(`optax ${kind} `))
      .filter(({ run }) => !(deviation(follow(make(run), run), run) < tolerance)).length;

  const adamLines = adam.definition.step as readonly string[];
  test.each(
    mutants(adamLines, [
      ['m = b1*m + (1-b1)*g', 'm = b1*m - (1-b1)*g'],
      ['(1-b1)*g', 'g'],
      ['(1-b1)*g', '(1-b2)*g'],
      ['b1*m', 'b2*m'],
      ['b2*v', 'b1*v'],
      ['(1-b2)*g^2', '(1-b2)*abs(g)'],
      ['(1-b2)*g^2', '(1-b2)*g^3'],
      ['(1-b2)*g^2', '(1+b2)*g^2'],
      ['p = p - lr', 'p = p + lr'],
      ['m/(1-b1^t)', 'm/(1-b1)'],
      ['m/(1-b1^t)', 'm/(1-b1^(t+1))'],
      ['m/(1-b1^t)', 'm'],
      ['v/(1-b2^t)', 'v'],
      ['v/(1-b2^t)', 'v/(1-b1^t)'],
      ['sqrt(v/(1-b2^t)) + eps', 'sqrt(v/(1-b2^t) + eps)'],
      ['sqrt(v/(1-b2^t)) + eps', 'sqrt(v)/(1-b2^t) + eps'],
      ['sqrt(v/(1-b2^t)) + eps', 'sqrt(v/(1-b2^t)) - eps'],
      ['sqrt(v/(1-b2^t)) + eps', 'v/(1-b2^t) + eps'],
    ]).map(({ slip, step }) => [slip, step] as const),
  )('Adam: %s', (_, step) => {
    // `0*` keeps a hyper-parameter in use that the slip has removed.
    const mutant = rule({
      name: 'mutant',
      hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 },
      state: { m: 0, v: 0 },
      step: [...step, 'p = p + 0*(lr + b1 + b2 + eps)'],
    });
    const found = rejectedBy('adam', (run) =>
      mutant({ lr: run.lr as number, b1: 0.9, b2: 0.999, eps: 1e-8 }),
    );
    expect(found).toBeGreaterThan(0);
  });

  test.each(
    mutants(
      ['v = b*v + g', 'p = p - lr*v'],
      [
        ['b*v + g', 'b*v - g'],
        ['b*v + g', 'b*v + (1-b)*g'],
        ['b*v + g', 'v + b*g'],
        ['b*v + g', 'b*v + 1.0001*g'],
        ['p - lr*v', 'p + lr*v'],
        ['p - lr*v', 'p - lr*(g + b*v)'],
        ['p - lr*v', 'p - lr^2*v'],
      ],
    ).map(({ slip, step }) => [slip, step] as const),
  )('momentum: %s', (_, step) => {
    const mutant = rule({ name: 'mutant', hyper: { lr: 1, b: 0.9 }, state: { v: 0 }, step });
    expect(rejectedBy('momentum', (run) => mutant({ lr: run.lr as number }))).toBe(3);
  });

  test.each(['p = p + lr*g', 'p = p - 2*lr*g', 'p = p - lr*g^2', 'p = p - lr*sign(g)', 'p = lr*g - p'])(
    'gradient descent: %s',
    (line) => {
      const mutant = rule({ name: 'mutant', hyper: { lr: 1 }, step: [line] });
      expect(rejectedBy('sgd', (run) => mutant({ lr: run.lr as number }))).toBe(3);
    },
  );
});
