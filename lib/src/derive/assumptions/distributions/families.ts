import { InvalidInput } from '../../../errors';
import { syntax } from '../../../formula/nodes';
import type { Source } from '../../expectation/law';
import type { Scope } from '../../language/value';
import { bound } from '../bound';
import { checkParameter, formulaOf, type RandomName, randomName } from './random-name';

/** A parameter of a distribution: a number, or a formula of other names. */
export type Parameter = number | string;

const text = (parameter: Parameter) => String(parameter);
const isPositive = (x: number) => x > 0 && Number.isFinite(x);

/**
 * A normal number, N(mean, sd^2). It has a value only inside `E`, `Var`, `Cov` and `P`, and is independent of
 * every other random name.
 *
 * @param mean a number or a formula of other names
 * @param sd the standard deviation, positive: `normal('mu', 'sigma')`
 * @throws InvalidInput for a standard deviation that is not positive
 * @example
 * ```ts
 * normal('mu', 'sigma').text // '~ N(mu, sigma^2)'
 * ```
 */
export function normal(mean: Parameter = 0, sd: Parameter = 1): RandomName {
  checkParameter(mean, 'normal: mean', 'a finite number', Number.isFinite);
  checkParameter(sd, 'normal: sd', 'a positive number, the standard deviation', isPositive);
  const [centre, deviation] = [bound(mean, 'normal: mean'), bound(sd, 'normal: sd')];
  const variance = squared(sd);
  return randomName({
    random: {
      family: 'normal',
      parameters: [formulaOf(mean, 'normal: mean'), formulaOf(sd, 'normal: sd')],
      shape: 'single',
    },
    needs: [...centre.needs, ...deviation.needs],
    law: `N(${text(mean)}, ${variance})`,
    tex: (write) => `\\mathcal{N}(${write(text(mean))}, ${write(variance)})`,
    source: (scope) => continuous('normal', centre.at(scope), deviation.at(scope)),
  });
}

/** The square as one would write it: of a number its value, of a root what is under it, of a name with an exponent. */
function squared(sd: Parameter): string {
  if (typeof sd === 'number') return String(Number((sd * sd).toPrecision(12)));
  const read = syntax(formulaOf(sd, 'normal: sd'));
  if (read.type === 'call' && read.name === 'sqrt') return String(read.args[0]);
  return /^\w+$/.test(sd) ? `${sd}^2` : `(${sd})^2`;
}

function continuous(
  kind: 'normal' | 'uniform' | 'exponential',
  offset: number,
  scale: number,
): Source | undefined {
  return Number.isFinite(offset) && isPositive(scale) ? { kind, offset, scale } : undefined;
}

/**
 * A number that is uniform between two ends.
 *
 * @param low a number or a formula of other names
 * @param high the same, and larger
 * @throws InvalidInput for two numbers in the wrong order
 * @example
 * ```ts
 * uniform('-s/2', 's/2').text // '~ U(-s/2, s/2)'
 * ```
 */
export function uniform(low: Parameter, high: Parameter): RandomName {
  const [from, to] = [bound(low, 'uniform: low'), bound(high, 'uniform: high')];
  for (const end of [low, high]) checkParameter(end, 'uniform', 'given two finite numbers', Number.isFinite);
  if (typeof low === 'number' && typeof high === 'number' && !(low < high)) {
    throw new InvalidInput({
      subject: 'uniform',
      given: [low, high],
      allowed: 'a range with the smaller end first',
    });
  }
  return randomName({
    random: {
      family: 'uniform',
      parameters: [formulaOf(low, 'uniform: low'), formulaOf(high, 'uniform: high')],
      shape: 'single',
    },
    needs: [...from.needs, ...to.needs],
    law: `U(${text(low)}, ${text(high)})`,
    tex: (write) => `\\mathcal{U}(${write(text(low))}, ${write(text(high))})`,
    source: (scope) => {
      const [a, b] = [from.at(scope), to.at(scope)];
      return continuous('uniform', (a + b) / 2, (b - a) / 2);
    },
  });
}

/**
 * A positive number whose probability of exceeding t is exp(-rate t), with mean 1 / rate.
 *
 * @param rate a positive number or a formula of other names
 * @throws InvalidInput for a rate that is not positive
 * @example
 * ```ts
 * exponentialDistribution('lambda').text // '~ Exp(lambda)'
 * ```
 */
export function exponentialDistribution(rate: Parameter = 1): RandomName {
  checkParameter(rate, 'exponentialDistribution: rate', 'a positive number', isPositive);
  const speed = bound(rate, 'exponentialDistribution: rate');
  return randomName({
    random: {
      family: 'exponential',
      parameters: [formulaOf(rate, 'exponentialDistribution: rate')],
      shape: 'single',
    },
    needs: speed.needs,
    law: `Exp(${text(rate)})`,
    tex: (write) => `\\operatorname{Exp}(${write(text(rate))})`,
    source: (scope) => continuous('exponential', 0, 1 / speed.at(scope)),
  });
}

const isProbability = (p: number) => p >= 0 && p <= 1;

/**
 * 1 with probability p and else 0.
 *
 * @param p a number from 0 to 1 or a formula of other names
 * @throws InvalidInput for a number that is no probability
 * @example
 * ```ts
 * bernoulli('p').text // '~ Bernoulli(p)'
 * ```
 */
export function bernoulli(p: Parameter): RandomName {
  checkParameter(p, 'bernoulli: p', 'a number from 0 to 1', isProbability);
  const chance = bound(p, 'bernoulli: p');
  return randomName({
    random: { family: 'bernoulli', parameters: [formulaOf(p, 'bernoulli: p')], shape: 'single' },
    needs: chance.needs,
    law: `Bernoulli(${text(p)})`,
    tex: (write) => `\\operatorname{Bernoulli}(${write(text(p))})`,
    source: (scope: Scope) => {
      const at = chance.at(scope);
      return isProbability(at)
        ? { kind: 'finite', outcomes: [0, 1], probabilities: [1 - at, at] }
        : undefined;
    },
  });
}

/**
 * A sign: 1 or -1, each with probability 1/2.
 *
 * @example
 * ```ts
 * rademacher().text // '~ Rademacher, 1 or -1 with probability 1/2 each'
 * ```
 */
export function rademacher(): RandomName {
  return randomName({
    random: { family: 'rademacher', parameters: [], shape: 'single' },
    needs: [],
    law: 'Rademacher, 1 or -1 with probability 1/2 each',
    tex: () => '\\mathcal{U}\\{-1, 1\\}',
    source: () => ({ kind: 'finite', outcomes: [-1, 1], probabilities: [0.5, 0.5] }),
  });
}
