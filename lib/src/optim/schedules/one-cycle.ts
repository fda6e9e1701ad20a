import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { decayRate, nonNegative, oneOrMore, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

/** From one value to another while u goes from 0 to 1. */
const between = (anneal: unknown, from: string, to: string, u: string): string =>
  anneal === 'linear'
    ? `${from} + (${to} - ${from}) * (${u})`
    : `${to} + (${from} - ${to}) * (1 + cos(pi * (${u})))/2`;

const family = schedule({
  name: 'oneCycle',
  hyper: { peak: null, steps: null, pctStart: 0.3, divFactor: 25, finalDivFactor: 1e4 },
  choices: { anneal: ['cos', 'linear'], threePhase: [false, true] },
  limits: {
    peak: nonNegative,
    steps: stepCount,
    pctStart: decayRate,
    divFactor: oneOrMore,
    finalDivFactor: oneOrMore,
  },
  check: ({ steps, pctStart }, { threePhase }) => {
    const rise = pctStart * steps;
    if (!threePhase || (rise > 1 && 2 * rise < steps + 1)) return;
    throw new InvalidInput({
      subject: 'oneCycle: pctStart with three phases',
      given: pctStart,
      allowed: `over ${1 / steps} and under ${(steps + 1) / (2 * steps)}, for ways up and down among ${steps} steps`,
    });
  },
  where: ({ threePhase }) => [
    'k = min(t - 1, steps - 1)',
    'a = pctStart*steps - 1',
    ...(threePhase ? ['c = 2*a'] : []),
    'low = peak/divFactor',
    'last = low/finalDivFactor',
  ],
  value: ({ anneal, threePhase }) => {
    const up = between(anneal, 'low', 'peak', 'k/a');
    const out = (from: string, since: string) =>
      between(anneal, from, 'last', `(k - ${since})/(steps - 1 - ${since})`);
    if (!threePhase) return `select(k < a, ${up}, ${out('peak', 'a')})`;
    const down = between(anneal, 'peak', 'low', '(k - a)/(c - a)');
    return `select(k < a, ${up}, select(k < c, ${down}, ${out('low', 'c')}))`;
  },
  symbols: {
    pctStart: '\\rho',
    divFactor: 'd_1',
    finalDivFactor: 'd_2',
    low: '\\eta_{\\mathrm{low}}',
    last: '\\eta_{\\mathrm{last}}',
  },
});

/** Options of {@link oneCycle}, by their names in PyTorch. */
export interface OneCycleOptions {
  /** The share of the steps that the way up takes. Default: 0.3. */
  pctStart?: number;
  /** The peak over the value of the first step. Default: 25. */
  divFactor?: number;
  /** The value of the first step over that of the last. Default: 1e4. */
  finalDivFactor?: number;
  /** Half cosines or straight lines. Default: `cos`. */
  anneal?: 'cos' | 'linear';
  /** Down to the first value in as many steps as up, and only then to the last. Default: false. */
  threePhase?: boolean;
}

/**
 * One cycle: up to the peak, then down far below the start, by the last step.
 *
 * ```text
 * k = min(t - 1, steps - 1),  a = pctStart steps - 1,  low = peak/divFactor,  last = low/finalDivFactor
 * value at t = low to peak, by u = k/a                           while k < a
 *              peak to last, by u = (k - a)/(steps - 1 - a)         then
 * x to y, by u = y + (x - y) (1 + cos(pi u))/2,  or, with anneal 'linear',  x + (y - x) u
 * ```
 *
 * Defaults: those of PyTorch's OneCycleLR, pctStart 0.3, divFactor 25, finalDivFactor 1e4, cosines in two phases. After
 * the last step the value stays.
 *
 * @throws InvalidInput for a negative or non-finite peak, steps that are no whole number, 1 or more, an option out of
 *   its limits, phases that do not fit in the steps, and an unknown option
 * @example
 * ```ts
 * const lr = oneCycle(1, 10, { pctStart: 0.5 });
 * [1, 5, 10].map(lr) // [ 0.04, 1, 0.000004 ]
 * ```
 * @see Smith & Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2019
 */
export function oneCycle(peak: number, steps: number, options?: OneCycleOptions): FormulaSchedule {
  onlyOptions<OneCycleOptions>('oneCycle', options, [
    'pctStart',
    'divFactor',
    'finalDivFactor',
    'anneal',
    'threePhase',
  ]);
  return family({ ...options, peak, steps });
}
