import * as tf from '@tensorflow/tfjs';
import {
  accumulate,
  adam,
  applyEvery,
  type ChainOptimizer,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  decoupledDecay,
  descend,
  displaySymbol,
  emaOfWeights,
  gradientDescent,
  gradientNoise,
  l2,
  momentum,
  type RuleOptimizer,
  rule,
  type Transform,
  transform,
} from 'optlab';
import { deviation, type OracleRun, optaxRuns, problems, torchRuns } from './oracles';
import { leave, numbers, use, valuesOf, vector, ways } from './support';

const tolerance = 1e-10;
const follow = (optimizer: RuleOptimizer, run: OracleRun) =>
  descend(problems[run.function].f, run.trajectory[0], optimizer, {
    steps: run.steps,
    grad: problems[run.function].grad,
  }).path;

afterEach(leave);

describe('a chain takes the steps of', () => {
  const named = (runs: readonly OracleRun[], name: string) =>
    runs.filter(({ optimizer }) => optimizer === name).map((run) => [run.function, run] as const);

  test.each(named(optaxRuns, 'sgd_clip_global_norm'))('optax.clip_by_global_norm on %s', (_, run) => {
    const { lr, maxNorm: c } = run as unknown as { lr: number; maxNorm: number };
    const optimizer = chain(clipByGlobalNorm(c, { form: 'optax' }), gradientDescent({ lr }));
    expect(deviation(follow(optimizer, run), run)).toBeLessThan(tolerance);
  });

  test.each(named(torchRuns, 'SGD weight_decay'))("PyTorch's SGD with weight_decay on %s", (_, run) => {
    const { lr, momentum: b, weight_decay: wd } = run.options as Record<string, number>;
    const optimizer = chain(l2(wd), momentum({ lr, b }));
    expect(deviation(follow(optimizer, run), run)).toBeLessThan(tolerance);
  });

  const adamOf = (run: OracleRun) => {
    const { lr, betas, eps, weight_decay } = run.options as unknown as Record<string, number> & {
      betas: number[];
    };
    return { wd: weight_decay, rule: adam({ lr, b1: betas?.[0], b2: betas?.[1], eps }) };
  };
  test.each(named(torchRuns, 'Adam weight_decay'))("PyTorch's Adam with weight_decay on %s", (_, run) => {
    const { wd, rule: optimizer } = adamOf(run);
    expect(deviation(follow(chain(l2(wd), optimizer), run), run)).toBeLessThan(tolerance);
  });

  test.each(named(torchRuns, 'AdamW'))("PyTorch's AdamW on %s", (_, run) => {
    const { wd = 1e-2, rule: optimizer } = adamOf(run);
    expect(deviation(follow(chain(decoupledDecay(wd), optimizer), run), run)).toBeLessThan(tolerance);
  });

  test('AdamW only where the decay stands before the rule', () => {
    const run = torchRuns.find(({ optimizer }) => optimizer === 'AdamW') as OracleRun;
    const { wd = 1e-2, rule: optimizer } = adamOf(run);
    expect(deviation(follow(chain(optimizer, decoupledDecay(wd)), run), run)).toBeGreaterThan(tolerance);
  });
});

describe('the order of a chain matters', () => {
  const end = (...parts: (Transform | RuleOptimizer)[]) =>
    descend(() => 0, [10], chain(...parts), { steps: 1, grad: () => [6] }).x[0];

  test('a decay after a clip is not clipped', () => {
    const sgd = gradientDescent({ lr: 1 });
    expect(end(clipByValue(2), l2(0.5), sgd)).toBe(10 - (2 + 5));
    expect(end(l2(0.5), clipByValue(2), sgd)).toBe(10 - 2);
  });
});

describe('a chain is one formula', () => {
  const optimizer = chain(
    clipByGlobalNorm(1),
    decoupledDecay(0.1),
    l2(0.2),
    adam({ lr: 0.5 }),
    emaOfWeights(0.9),
  );

  test('whose names do not clash', () => {
    expect(optimizer.formula.lines).toEqual([
      'scale = min(1, c/(globalNorm(g) + 1e-6))',
      'ghat = scale*g',
      'phat = p - lr*wd*p',
      'gtilde = ghat + wd2*phat',
      'm = b1*m + (1-b1)*gtilde',
      'v = b2*v + (1-b2)*gtilde^2',
      'p = phat - lr * (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps)',
      'pbar = select(c2 == 0, p, rho*pbar + (1-rho)*p)',
      'c2 = 1',
    ]);
    expect(optimizer.settings.hyper).toMatchObject({ c: 1, wd: 0.1, wd2: 0.2, lr: 0.5, rho: 0.9 });
    expect(optimizer.initialState).toEqual({ m: 0, v: 0, pbar: 0 });
    expect(optimizer.initialScalars).toEqual({ c2: 0 });
  });

  test('that shows as one, with the steps of all that changes', () => {
    const { 'text/latex': latex } = optimizer[displaySymbol]() as Record<string, string>;
    for (const part of [
      '\\lVert g_t \\rVert_{\\mathrm{all}}',
      '\\hat{g}_t &= \\mathrm{scale}_t \\, g_t',
      '\\hat{\\theta}_t &= \\theta_{t-1} - \\eta \\lambda \\theta_{t-1}',
      '\\tilde{g}_t &= \\hat{g}_t + \\lambda_2 \\hat{\\theta}_t',
      '\\theta_t &= \\hat{\\theta}_t - ',
      '\\bar{\\theta}_t &= ',
    ]) {
      expect(latex).toContain(part);
    }
    expect(latex).toContain('\\textbf{Clip by global norm, form = pytorch, Decoupled weight decay, L2, Adam');
  });

  test('with temporaries, functions and numbers that look like names', () => {
    const odd = transform({
      name: 'Odd',
      hyper: { e: 1, max: 2 },
      step: ['u = max(max, e)*1e-1', 'g = g*u'],
    });
    const own = rule({ name: 'Own', hyper: { e: 3 }, step: ['u = e*g', 'p = p - u'] });
    const { formula } = chain(odd(), odd(), own());
    expect(formula.lines).toEqual([
      'u2 = max(max, e2)*1e-1',
      'ghat = g*u2',
      'u3 = max(max2, e3)*1e-1',
      'gtilde = ghat*u3',
      'u = e*gtilde',
      'p = p - u',
    ]);
    const { x } = descend(() => 0, [0], chain(odd(), odd(), own()), { steps: 1, grad: () => [1] });
    expect(x[0]).toBeCloseTo(-0.2 * 0.2 * 3, 14);
  });

  test('in chains of chains', () => {
    const inner = chain(l2(0.1), momentum({ lr: 0.1 }));
    const outer = chain(clipByValue(1), l2(0.2), inner, emaOfWeights(0.5));
    const flat = chain(clipByValue(1), l2(0.2), l2(0.1), momentum({ lr: 0.1 }), emaOfWeights(0.5));
    const ends = [outer, flat].map(
      (each) => descend(problems.quadratic.f, [3, -4], each, { grad: problems.quadratic.grad, steps: 9 }).x,
    );
    expect(ends[0]).toEqual(ends[1]);
  });
});

const everything = () =>
  chain(
    clipByGlobalNorm(0.7),
    clipByNorm(0.6),
    clipByValue(0.5),
    l2(0.1, { mask: /kernel/ }),
    decoupledDecay(0.3, { mask: ['bias'] }),
    gradientNoise(1e-3, { seed: 3 }),
    momentum({ lr: 0.1, groups: [{ variables: /bias/, lr: 0.2 }] }),
    emaOfWeights(0.8, { debias: true }),
  );
const composed: [string, () => ChainOptimizer][] = [
  ['a chain of everything', everything],
  ['an accumulated chain', () => accumulate(3, everything())],
  ['a chain that applies every third', () => chain(clipByGlobalNorm(1), adam({ lr: 0.1 }), applyEvery(3))],
];

const step = (optimizer: RuleOptimizer, t: number, variables: tf.Variable[]): void => {
  const gradients = variables.map((variable, k) => ({
    name: variable.name,
    tensor: tf.tensor(numbers(variable.size, 10 * t + k), variable.shape),
  }));
  optimizer.applyGradients(gradients);
  tf.dispose(gradients.map(({ tensor }) => tensor));
};
const start = () => [vector('kernel', numbers(7, 1)), vector('bias', numbers(2, 2))];
const again = (optimizer: RuleOptimizer): ChainOptimizer => {
  const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[optimizer.getClassName()];
  return fromConfig(cls, JSON.parse(JSON.stringify(optimizer.getConfig()))) as unknown as ChainOptimizer;
};

describe.each(composed)('%s', (_, make) => {
  test('takes the same steps on all ways', async () => {
    const ends: number[][] = [];
    for (const [backend, fused] of ways) {
      await use(backend, fused);
      const variables = start();
      const optimizer = make();
      for (let t = 1; t <= 9; t++) step(optimizer, t, variables);
      ends.push(valuesOf(...variables));
      tf.disposeVariables();
    }
    for (const end of ends) {
      end.forEach((value, i) => {
        expect(Math.abs(value - ends[0][i])).toBeLessThan(1e-5);
      });
    }
    expect(ends[0].some((value, i) => Math.abs(value - [...numbers(7, 1), ...numbers(2, 2)][i]) > 1e-2)).toBe(
      true,
    );
  });

  test('goes on from configuration and weights as if nothing had happened', async () => {
    await use('cpu', true);
    const variables = start();
    const first = make();
    for (let t = 1; t <= 4; t++) step(first, t, variables);
    const second = again(first);
    expect(second.formula.lines).toEqual(first.formula.lines);
    await second.setWeights(await first.getWeights());
    const kept = variables.map((variable) => variable.clone());
    const ends = [first, second].map((optimizer) => {
      variables.forEach((variable, i) => {
        variable.assign(kept[i] as tf.Variable);
      });
      for (let t = 5; t <= 9; t++) step(optimizer, t, variables);
      return valuesOf(...variables);
    });
    expect(ends[1]).toEqual(ends[0]);
  });

  test.each(ways)('leaves no tensor behind on %s, fused: %s', async (backend, fused) => {
    await use(backend, fused);
    const variables = start();
    const optimizer = make();
    step(optimizer, 1, variables);
    const before = tf.memory().numTensors;
    for (let t = 2; t <= (fused && backend === 'cpu' ? 1001 : 50); t++) step(optimizer, t, variables);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('parts that do not fit are refused', () => {
  const sgd = () => gradientDescent({ lr: 1 });
  test.each<[string, () => unknown, string]>([
    ['no part', () => chain(), 'the optimizers among the parts must be exactly one'],
    ['no optimizer', () => chain(l2(1)), 'exactly one, such as adam({ lr: 1e-3 }), but was none'],
    ['two optimizers', () => chain(sgd(), sgd()), 'but was 2'],
    ['a rule that was not called', () => chain(adam as never), 'chain: part 1 must be a transformation'],
    ['null', () => chain(sgd(), null as never), 'chain: part 2 must be a transformation'],
    ['an optimizer of TensorFlow.js', () => chain(tf.train.sgd(1) as never), 'chain: part 1 must be'],
    ['a clip after the rule', () => chain(sgd(), clipByValue(1)), 'must be before it, but was after'],
    ['an average before the rule', () => chain(emaOfWeights(0.5), sgd()), 'must be after it, but was before'],
    ['applyEvery before the rule', () => chain(applyEvery(2), sgd()), 'must be after it'],
    ['a clip at 0', () => clipByValue(0), 'Clip by value: c must be a finite number above 0, but was 0.'],
    ['a clip at infinity', () => clipByNorm(Infinity), 'Clip by norm: c must be a finite number above 0'],
    ['an unknown form', () => clipByGlobalNorm(1, { form: 'tf' as never }), 'form must be one of "pytorch"'],
    ['an unknown option', () => l2(1, { maks: /a/ } as never), 'Did you mean mask?'],
    ['a negative decay', () => l2(-1), 'L2: wd must be a finite number, 0 or more, but was -1.'],
    ['a mask that is true', () => l2(1, { mask: true as never }), 'L2: mask must be a regular expression'],
    [
      'a mask for what is never off',
      () => transform({ name: 'N', step: ['g = 2*g'] })({ mask: /a/ } as never),
      'N: mask must be left out: there are no hyper-parameters (`off`)',
    ],
    [
      'a variant that cannot be understood',
      () =>
        transform({
          name: 'N',
          choices: { form: ['a', 'b'] },
          step: ({ form }) => [form === 'a' ? 'g = 2*g' : 'g = q*g'],
        }),
      'N, line 1 (g = q*g): symbol q must be one of g, p, t, before',
    ],
    [
      'a hyper-parameter named like an option',
      () => transform({ name: 'N', hyper: { mask: 1 }, step: ['g = mask*g'] }),
      'N: the name of an option must be none of mask, seed',
    ],
    [
      'a choice of nothing',
      () => transform({ name: 'N', choices: { form: 'a' as never }, step: ['g = 2*g'] }),
      'N: choice form must be an array of one or more texts',
    ],
    [
      'a limit of nothing',
      () => transform({ name: 'N', limits: { c: {} } as never, step: ['g = 2*g'] }),
      'N: limit must be left out, but was "c"',
    ],
    [
      'a side that there is not',
      () => transform({ name: 'N', place: 'behind' as never, step: ['g = 2*g'] }),
      "N: place must be 'before' or 'after'",
    ],
    [
      'names that are no list',
      () => transform({ name: 'N', uses: 'lr' as never, step: ['g = lr*g'] }),
      'N: uses must be an array of names, but was "lr"',
    ],
    [
      'an unknown number to switch it off',
      () => transform({ name: 'N', hyper: { c: 1 }, off: { d: 0 }, step: ['g = c*g'] }),
      'N: off: hyper-parameter must be one of c, but was "d"',
    ],
    ['a seed of a half', () => gradientNoise(1, { seed: 0.5 }), 'Gradient noise: seed must be an integer'],
    ['every half step', () => applyEvery(0.5), 'k must be a whole number, 1 or more, but was 0.5.'],
    ['every 0 steps', () => accumulate(0, sgd()), 'accumulate: k must be a whole number, 1 or more'],
    ['no optimizer to accumulate', () => accumulate(2, l2(1) as never), 'accumulate: optimizer must be made'],
    [
      'a decay that needs a rate',
      () => chain(decoupledDecay(1), rule({ name: 'R', hyper: { a: 1 }, step: ['p = p - a*g'] })()),
      'the hyper-parameters of R must be with lr, which Decoupled weight decay reads',
    ],
    ['a transformation of nothing', () => transform({ name: 'N', step: ['u = g', 'w = u'] }), 'temporary w'],
    ['an unknown symbol', () => transform({ name: 'N', step: ['g = g*q'] }), 'N, line 1 (g = g*q): symbol q'],
    ['no name', () => transform({ step: ['g = 2*g'] } as never), 'transform: name must be a text'],
    ['no definition', () => transform(undefined as never), 'transform: definition must be an object'],
    ['a misspelt key', () => transform({ name: 'N', steps: [] } as never), 'Did you mean step?'],
    ['a mask in a file', () => chain(l2(1, { mask: () => true }), sgd()).getConfig(), 'cannot be saved'],
    [
      'a schedule in a file',
      () =>
        chain(
          l2((t) => t),
          sgd(),
        ).getConfig(),
      'cannot be saved',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
