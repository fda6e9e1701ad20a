import type { Law, Source } from '../../expectation/law';
import type { Scope, Value } from '../../language/value';
import { bound } from '../bound';
import type { Parameter } from './families';
import { readPool } from './pool';
import { checkParameter, formulaOf, type RandomName, randomName } from './random-name';

/** Orders of draws beyond this many are not gone through. */
const mostOrders = 5040;

/**
 * Draws from a declared sequence, or of whole numbers, of which none is drawn twice: a minibatch b[1] to b[B].
 *
 * @param from the name of a declared sequence, `'g'`, or whole numbers, `'1..N'`
 * @param count how many: a number or a formula of other names, no more than there are
 * @throws InvalidInput for anything else
 * @example
 * ```ts
 * withoutReplacement('g', 'B').text // '~ B draws from the items of g without replacement'
 * ```
 */
export function withoutReplacement(from: string, count: Parameter): RandomName {
  const pool = readPool(from, 'withoutReplacement: from');
  checkParameter(
    count,
    'withoutReplacement: count',
    'a whole number, 1 or more',
    (n) => Number.isInteger(n) && n >= 1,
  );
  const draws = bound(count, 'withoutReplacement: count');
  const at = (scope: Scope): Source | undefined => {
    const items = pool.at(scope);
    const taken = draws.at(scope);
    if (!items || !Number.isInteger(taken) || taken < 1 || taken > items.length) return undefined;
    const orders = ordered(items, taken);
    if (!orders) return undefined;
    const outcomes = orders.map((order): Value => ({ kind: 'sequence', first: 1, items: order }));
    return { kind: 'finite', outcomes, probabilities: outcomes.map(() => 1 / outcomes.length) };
  };
  return randomName({
    random: {
      family: 'draws',
      parameters: [],
      from: pool.from,
      shape: 'without replacement',
      size: formulaOf(count, 'withoutReplacement: count'),
    },
    needs: [...pool.needs, ...draws.needs],
    law: `${count} draws from ${pool.text} without replacement`,
    tex: (write) => `${pool.tex(write)}\\text{, } ${write(String(count))} \\text{ draws without replacement}`,
    source: at,
    at: (scope: Scope): Law | undefined => {
      const source = at(scope);
      return source && { kind: 'random', sources: [source], shape: 'single' };
    },
  });
}

/** Every ordered choice of so many different items. */
function ordered(items: readonly Value[], count: number): Value[][] | undefined {
  let orders = 1;
  for (let k = 0; k < count; k++) orders *= items.length - k;
  if (orders > mostOrders) return undefined;
  return placesOf(items.length, count).map((order) => order.map((i) => items[i]));
}

const known = new Map<string, readonly (readonly number[])[]>();

function placesOf(length: number, count: number): readonly (readonly number[])[] {
  const key = `${length} ${count}`;
  const extend = (taken: number[]): number[][] =>
    taken.length === count
      ? [taken]
      : Array.from({ length }, (_, i) => i).flatMap((i) => (taken.includes(i) ? [] : extend([...taken, i])));
  const orders = known.get(key) ?? extend([]);
  known.set(key, orders);
  return orders;
}
