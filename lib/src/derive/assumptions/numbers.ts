import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Random } from '../../random';
import { asNumber, type Scope, type Value } from '../language/value';
import type { Assumption } from './assumption';
import { type Bound, bound } from './bound';

const plainNumber = {
  kind: 'number',
  integer: false,
  positive: false,
  symmetric: false,
  needs: [],
  sizes: [],
} as const;

const simplest = [1, 2, 0, -1, 3, 0.5, -2, 10, 0.1, 0.25, 1.5, 4, 5, 0.75, 0.9];

/** Which ends of an interval are left out. */
export interface IntervalOptions {
  /** true: both ends (the default); false: none; `'left'`, `'right'`: that one. An infinite end is always out. */
  open?: boolean | 'left' | 'right';
}

/**
 * Numbers between two ends, by default without them: `interval(0, 1)` is (0, 1).
 *
 * @param low a number or a formula of other names
 * @param high a number or a formula of other names: `interval(0, '2/L')`
 * @throws InvalidInput if no number is in it
 * @example
 * ```ts
 * interval(0, 1).text // 'in (0, 1)'
 * interval('mu', 'L', { open: false }).text // 'in [mu, L]'
 * ```
 */
export function interval(
  low: number | string,
  high: number | string,
  options: IntervalOptions = {},
): Assumption {
  onlyOptions<IntervalOptions>('interval', options, ['open']);
  const { open = true } = options;
  if (![true, false, 'left', 'right'].includes(open)) {
    throw new InvalidInput({
      subject: 'interval: open',
      given: open,
      allowed: "true, false, 'left' or 'right'",
    });
  }
  const from = bound(low, 'interval: low');
  const to = bound(high, 'interval: high');
  const outLeft = open === true || open === 'left' || low === -Infinity;
  const outRight = open === true || open === 'right' || high === Infinity;
  const contains = (x: number, scope: Scope) => {
    const [a, b] = [from.at(scope), to.at(scope)];
    return (outLeft ? x > a : x >= a) && (outRight ? x < b : x <= b) && Number.isFinite(x);
  };
  if (typeof low === 'number' && typeof high === 'number') {
    if (!(low < high) && !(low === high && !outLeft && !outRight)) {
      throw new InvalidInput({
        subject: 'interval',
        given: [low, high],
        allowed: 'a range that contains a number',
        remedy: low === high ? 'Say { open: false } for a single point.' : 'Give the smaller end first.',
      });
    }
  }
  const brackets = (a: string, b: string) => `${outLeft ? '(' : '['}${a}, ${b}${outRight ? ')' : ']'}`;
  return {
    ...plainNumber,
    positive: typeof low === 'number' && (low > 0 || (low === 0 && outLeft)),
    range: { low: from.text, high: to.text, closedLow: !outLeft, closedHigh: !outRight },
    tex: (write) => `\\in ${brackets(write(from.text), write(to.text))}`,
    text: `in ${brackets(from.text, to.text)}`,
    needs: [...new Set([...from.needs, ...to.needs])],
    draw: (random, scope) => {
      const drawn = drawBetween(random, from.at(scope), to.at(scope));
      return contains(drawn, scope) ? drawn : undefined;
    },
    simple: (scope) => specialNumbers(from, to, scope).filter((x) => contains(x, scope)),
    allows: (value, scope) => {
      const x = asNumber(value);
      return x !== undefined && contains(x, scope);
    },
  };
}

/** Half of the draws are uniform, half close to an end on a logarithmic scale, where bounds and limits show. */
function drawBetween(random: Random, low: number, high: number): number {
  const stretch = 10 ** random.uniform(-2, 2);
  if (low === -Infinity && high === Infinity) return random.normal() * stretch;
  if (high === Infinity) return low + stretch * random.uniform();
  if (low === -Infinity) return high - stretch * random.uniform();
  const width = high - low;
  if (random.uniform() < 0.5) return low + width * random.uniform();
  const distance = width * 10 ** random.uniform(-3, 0);
  return random.uniform() < 0.5 ? low + distance : high - distance;
}

function specialNumbers(from: Bound, to: Bound, scope: Scope): number[] {
  const [low, high] = [from.at(scope), to.at(scope)];
  const inside = Number.isFinite(low) && Number.isFinite(high) ? [(low + high) / 2] : [];
  const near = Number.isFinite(low)
    ? [low + 1, low * 2, low * 10, low * 100]
    : Number.isFinite(high)
      ? [high - 1]
      : [];
  return [...new Set([...simplest, ...inside, low, high, ...near])].filter(Number.isFinite);
}

/**
 * All real numbers; zero among the points of a check.
 *
 * @example
 * ```ts
 * reals().text // 'a real number'
 * ```
 */
export function reals(): Assumption {
  return { ...interval(-Infinity, Infinity), tex: () => '\\in \\mathbb{R}', text: 'a real number' };
}

/**
 * All real numbers but zero: for what stands in a denominator.
 *
 * @example
 * ```ts
 * nonzero().text // 'a real number other than 0'
 * ```
 */
export function nonzero(): Assumption {
  const all = reals();
  const isZero = (value: Value) => asNumber(value) === 0;
  return {
    ...all,
    nonzero: true,
    tex: () => '\\in \\mathbb{R} \\setminus \\{0\\}',
    text: 'a real number other than 0',
    simple: (scope) => all.simple(scope).filter((value) => !isZero(value)),
    allows: (value, scope) => all.allows(value, scope) && !isZero(value),
  };
}

/**
 * All real numbers that are not negative; zero among the points of a check.
 *
 * @example
 * ```ts
 * nonnegative().text // 'a number that is not negative'
 * ```
 */
export function nonnegative(): Assumption {
  return {
    ...interval(0, Infinity, { open: 'right' }),
    tex: () => '\\ge 0',
    text: 'a number that is not negative',
  };
}

/**
 * All positive real numbers.
 *
 * @example
 * ```ts
 * refute('x + 1/x', '3', { x: positive() }, { relation: '>=' })?.text
 * // 'at x = 1 the left side is 2, the right side 3, which is not >='
 * ```
 */
export function positive(): Assumption {
  return { ...interval(0, Infinity), tex: () => '> 0', text: 'a positive number' };
}

/**
 * Whole numbers from `low` to `high`, both included.
 *
 * @throws InvalidInput if there is none, or an end is no whole number
 * @example
 * ```ts
 * integers(1, 50).text // 'an integer from 1 to 50'
 * ```
 */
export function integers(low: number | string, high: number | string): Assumption {
  const from = bound(low, 'integers: low');
  const to = bound(high, 'integers: high');
  for (const end of [low, high]) {
    if (typeof end === 'number' && !Number.isInteger(end)) {
      throw new InvalidInput({
        subject: 'integers',
        given: end,
        allowed: 'given two whole numbers',
        remedy: Number.isFinite(end) ? undefined : 'Choose a finite largest value.',
      });
    }
  }
  if (typeof low === 'number' && typeof high === 'number' && low > high) {
    throw new InvalidInput({
      subject: 'integers',
      given: [low, high],
      allowed: 'a range that contains a whole number',
    });
  }
  const contains = (x: number | undefined, scope: Scope) =>
    x !== undefined && Number.isInteger(x) && x >= from.at(scope) && x <= to.at(scope);
  return {
    ...plainNumber,
    integer: true,
    positive: typeof low === 'number' && low > 0,
    range: { low: from.text, high: to.text, closedLow: true, closedHigh: true },
    tex: (write) => `\\in \\{${write(from.text)}, \\dots, ${write(to.text)}\\}`,
    text: `an integer from ${from.text} to ${to.text}`,
    needs: [...new Set([...from.needs, ...to.needs])],
    draw: (random, scope) => {
      const [least, most] = [Math.ceil(from.at(scope)), Math.floor(to.at(scope))];
      return least <= most ? random.integer(least, most) : undefined;
    },
    simple: (scope) => {
      const [least, most] = [Math.ceil(from.at(scope)), Math.floor(to.at(scope))];
      return [...new Set([1, 2, 3, 0, -1, least, least + 1, most])].filter((x) => contains(x, scope));
    },
    allows: (value, scope) => contains(asNumber(value), scope),
  };
}
