import { descend, gradientDescent, momentum, nesterov, type RuleOptimizer } from 'optlab';
import given from '../../../oracles/rules.json';
import { deviation, optaxRuns, problems, torchRuns } from '../oracles';
import { withGivenGradients } from './given-gradients';
import {
  dampenedMomentum,
  dampenedNesterov,
  givenRuns,
  optaxMakers,
  publishedRuns,
  type TorchOptions,
  torchMakers,
} from './published';

test('every optimizer of both libraries has its rule', () => {
  const names = [...optaxRuns, ...torchRuns, ...given.runs].map(({ optimizer }) => optimizer);
  const covered = [...Object.keys(optaxMakers), ...Object.keys(torchMakers)];
  expect(new Set(names)).toEqual(new Set(covered));
});

test.each(publishedRuns.map((published) => [published.label, published] as const))(
  '%s: every kept point to 1e-10',
  (_, { run, optimizer }) => {
    const { f, grad } = problems[run.function];
    const { path } = descend(f, run.trajectory[0], optimizer(), { steps: run.steps, grad });
    expect(deviation(path, run)).toBeLessThan(1e-10);
  },
);

test.each(
  [...givenRuns, ...dampenedMomentum, dampenedNesterov].map((given) => [given.label, given] as const),
)('%s, far from the defaults: every point to 1e-12', (_, given) => {
  expect(withGivenGradients(given)).toBeLessThan(1e-12);
});

describe('the defaults are those of PyTorch', () => {
  test.each(Object.entries(given.defaults))('of %s', (kind, defaults) => {
    const asked = torchMakers[kind](defaults as unknown as TorchOptions);
    const plain = new (asked.constructor as new () => RuleOptimizer)();
    expect(plain.getConfig()).toEqual(asked.getConfig());
  });

  test('and the rate of the parts of its SGD is its rate', () => {
    const { lr } = given.defaults.SGD;
    for (const rule of [gradientDescent, momentum, nesterov]) expect(rule.definition.hyper.lr).toBe(lr);
  });
});
