import {
  adabelief,
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  amsgrad,
  asgd,
  chain,
  clipByGlobalNorm,
  gradientDescent,
  l2,
  lamb,
  lion,
  momentum,
  nadam,
  nesterov,
  type RuleOptimizer,
  radam,
  rmsprop,
  rprop,
  sgd,
} from 'optlab';
import given from '../../../oracles/rules.json';
import { type OracleRun, optaxRuns, torchRuns } from '../oracles';

/** A run of another library, and our optimizer with the options that it names. */
export interface PublishedRun {
  label: string;
  run: OracleRun;
  optimizer: () => RuleOptimizer;
}

type Numbers = Readonly<Record<string, number>>;

/** Our optimizer for each one of optax, from the options of its run. */
export const optaxMakers: Readonly<Record<string, (options: Numbers) => RuleOptimizer>> = {
  sgd: ({ lr }) => gradientDescent({ lr }),
  momentum: ({ lr, momentum: b }) => momentum({ lr, b }),
  momentum_ema: ({ lr, momentum: b }) => momentum({ lr, b, form: 'ema' }),
  nesterov: ({ lr, momentum: b }) => nesterov({ lr, b }),
  adagrad: ({ lr, eps, lr_decay: decay, initial_accumulator_value: s0 }) =>
    adagrad({ lr, eps, decay, s0, epsilon: 'inside' }),
  rmsprop: ({ lr, decay: alpha, eps }) => rmsprop({ lr, alpha, eps }),
  rmsprop_centered_momentum: ({ lr, decay: alpha, eps, momentum: b }) =>
    rmsprop({ lr, alpha, eps, b, centered: true }),
  adadelta: ({ lr, rho, eps }) => adadelta({ lr, rho, eps }),
  adam: ({ lr, b1, b2, eps }) => adam({ lr, b1, b2, eps }),
  adam_b: ({ lr, b1, b2, eps }) => adam({ lr, b1, b2, eps }),
  adamw: ({ lr, b1, b2, eps, weightDecay: wd }) => adamw({ lr, b1, b2, eps, wd }),
  nadam: ({ lr, b1, b2, eps }) => nadam({ lr, b1, b2, eps, momentum: 'constant' }),
  amsgrad: ({ lr, b1, b2, eps }) => amsgrad({ lr, b1, b2, eps, maximum: 'corrected' }),
  adamax: ({ lr, b1, b2, eps }) => adamax({ lr, b1, b2, eps }),
  adabelief: ({ lr, b1, b2, eps }) => adabelief({ lr, b1, b2, eps }),
  radam: ({ lr, b1, b2, eps }) => radam({ lr, b1, b2, eps, epsilon: 'corrected' }),
  lion: ({ lr, b1, b2, weightDecay: wd }) => lion({ lr, b1, b2, wd }),
  lamb: ({ lr, b1, b2, eps, weightDecay: wd }) => lamb({ lr, b1, b2, eps, wd }),
  sgd_clip_global_norm: ({ lr, maxNorm }) =>
    chain(clipByGlobalNorm(maxNorm, { form: 'optax' }), gradientDescent({ lr })),
  sgd_exponential_decay: ({ lr }) => gradientDescent({ lr: (t) => lr * 0.5 ** ((t - 1) / 5) }),
  sgd_warmup_cosine: ({ lr }) =>
    gradientDescent({
      lr: (t) =>
        t <= 5
          ? (lr * (t - 1)) / 5
          : lr / 10 + ((lr - lr / 10) * (1 + Math.cos((Math.PI * Math.min(t - 6, 15)) / 15))) / 2,
    }),
};

/** The options of a PyTorch optimizer as its constructor has them. */
export interface TorchOptions {
  [name: string]: number | boolean | number[];
}

const named = (options: TorchOptions) => {
  const [b1, b2] = (options.betas ?? []) as number[];
  const [down, up] = (options.etas ?? []) as number[];
  const [dmin, dmax] = (options.step_sizes ?? []) as number[];
  return {
    ...(options as Numbers),
    // 1e-300 stands for 0 where PyTorch would divide 0 by 0.
    eps: options.eps === 1e-300 ? 0 : options.eps,
    b1,
    b2,
    down,
    up,
    dmin,
    dmax,
    wd: options.weight_decay,
  } as Numbers;
};

const torchSgd = (o: TorchOptions) => {
  const { lr, momentum: b, dampening, wd } = named(o);
  return sgd({ lr, b, dampening, wd, nesterov: o.nesterov as boolean });
};

/** Our optimizer for each one of PyTorch, from the options of its run. */
export const torchMakers: Readonly<Record<string, (options: TorchOptions) => RuleOptimizer>> = {
  SGD: torchSgd,
  'SGD momentum': torchSgd,
  'SGD momentum dampening': torchSgd,
  'SGD nesterov': torchSgd,
  'SGD weight_decay': torchSgd,
  Adam: (o) => {
    const { lr, b1, b2, eps } = named(o);
    return adam({ lr, b1, b2, eps });
  },
  'Adam weight_decay': (o) => chain(l2(named(o).wd), torchMakers.Adam(o)),
  'Adam amsgrad': (o) => {
    const { lr, b1, b2, eps } = named(o);
    return amsgrad({ lr, b1, b2, eps });
  },
  AdamW: (o) => {
    const { lr, b1, b2, eps, wd } = named(o);
    return adamw({ lr, b1, b2, eps, wd });
  },
  NAdam: (o) => {
    const { lr, b1, b2, eps, momentum_decay: psi } = named(o);
    return nadam({ lr, b1, b2, eps, psi });
  },
  RAdam: (o) => {
    const { lr, b1, b2, eps } = named(o);
    return radam({ lr, b1, b2, eps });
  },
  Adamax: (o) => {
    const { lr, b1, b2, eps } = named(o);
    return adamax({ lr, b1, b2, eps });
  },
  Adagrad: (o) => {
    const { lr, lr_decay: decay, eps, initial_accumulator_value: s0 } = named(o);
    return adagrad({ lr, decay, eps, s0 });
  },
  'Adagrad lr_decay': (o) => torchMakers.Adagrad(o),
  Adadelta: (o) => {
    const { lr, rho, eps } = named(o);
    return adadelta({ lr, rho, eps });
  },
  RMSprop: (o) => {
    const { lr, alpha, eps, momentum: b } = named(o);
    return rmsprop({ lr, alpha, eps, b, centered: o.centered as boolean });
  },
  'RMSprop centered momentum': (o) => torchMakers.RMSprop(o),
  Rprop: (o) => {
    const { lr, down, up, dmin, dmax } = named(o);
    return rprop({ lr, down, up, dmin, dmax });
  },
  ASGD: (o) => {
    const { lr, lambd: lambda, alpha, t0 } = named(o);
    return asgd({ lr, lambda, alpha, t0 });
  },
};

const fromOptax = optaxRuns.flatMap((run): PublishedRun[] => {
  const make = optaxMakers[run.optimizer];
  const label = `optax ${run.optimizer} on ${run.function}`;
  return make ? [{ label, run, optimizer: () => make(run as unknown as Numbers) }] : [];
});

const dampened = torchRuns
  .filter(({ optimizer }) => optimizer === 'SGD momentum dampening')
  .map((run): PublishedRun => {
    const { lr, momentum: b, dampening } = run.options;
    const label = `PyTorch ${run.optimizer} on ${run.function}, as dampened momentum`;
    return { label, run, optimizer: () => momentum({ lr, b, dampening, form: 'dampened' }) };
  });

const fromTorch = torchRuns.flatMap((run): PublishedRun[] => {
  const make = torchMakers[run.optimizer];
  const label = `PyTorch ${run.optimizer} on ${run.function}`;
  return make ? [{ label, run, optimizer: () => make(run.options as unknown as TorchOptions) }] : [];
});

export const publishedRuns: readonly PublishedRun[] = [...fromOptax, ...fromTorch, ...dampened];

export type Points = readonly (readonly number[])[];

/** A run of another library, or a consequence of one, on given gradients, with options far from the defaults. */
export interface GivenRun {
  label: string;
  optimizer: () => RuleOptimizer;
  gradients: Points;
  trajectory: Points;
  /** State after each step, by our symbol, where the library shows it. */
  state: Readonly<Record<string, Points>>;
}

export const givenRuns: readonly GivenRun[] = given.runs.flatMap((run, i): GivenRun[] => {
  const { library, optimizer, options } = run;
  const make = library === 'torch' ? torchMakers[optimizer] : optaxMakers[optimizer];
  const { trajectory, state, gradients = given.gradients } = run as unknown as GivenRun;
  const label = `${library} ${optimizer}, run ${i + 1}`;
  return make ? [{ label, optimizer: () => make(options as never), gradients, trajectory, state }] : [];
});

/** The dampened form of momentum takes the steps of PyTorch's SGD; where there is no momentum nothing is dampened. */
export const dampenedMomentum: readonly GivenRun[] = given.runs.flatMap((run, i): GivenRun[] => {
  const {
    lr,
    momentum: b = 0,
    dampening = 0.4,
    weight_decay,
    nesterov: ahead,
  } = run.options as unknown as Numbers;
  const isPlain = run.library === 'optax' && run.optimizer === 'sgd';
  const isDampened = run.library === 'torch' && run.optimizer === 'SGD' && !weight_decay && !ahead;
  if (!isPlain && !isDampened) return [];
  const optimizer = () => momentum({ lr, b, dampening, form: 'dampened' });
  const { trajectory } = run as unknown as GivenRun;
  return [
    {
      label: `Momentum, dampened, run ${i + 1}`,
      optimizer,
      gradients: given.gradients,
      trajectory,
      state: {},
    },
  ];
});

/**
 * PyTorch refuses Nesterov's look-ahead with dampening. Without weight decay the velocities are those of its run without
 * look-ahead, v = (p before - p after) / lr, and the look-ahead steps by g + b v.
 */
export const dampenedNesterov: GivenRun = (() => {
  const { gradients, trajectory } = givenRuns[0];
  const options = { lr: 0.1, b: 0.7, dampening: 0.4 };
  expect(givenRuns[0].optimizer().getConfig()).toMatchObject({ ...options, wd: 0, nesterov: false });
  const ahead = [[...trajectory[0]]];
  gradients.forEach((gradient, step) => {
    ahead.push(
      gradient.map((g, i) => {
        const velocity = (trajectory[step][i] - trajectory[step + 1][i]) / options.lr;
        return ahead[step][i] - options.lr * (g + options.b * velocity);
      }),
    );
  });
  const optimizer = () => sgd({ ...options, nesterov: true });
  return { label: 'PyTorch SGD, looking ahead', optimizer, gradients, trajectory: ahead, state: {} };
})();
