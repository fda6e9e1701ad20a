import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Random } from '../../random';
import type { Scope, Sequence, Value } from '../language/value';
import type { Assumption } from './assumption';
import { bound } from './bound';

/** Where a sequence starts. */
export interface SequenceOptions {
  /** The first index. Default 1. */
  first?: number;
}

/**
 * An indexed sequence, `g[1]` to `g[n]`, of values that satisfy one assumption.
 *
 * @param element what each item is
 * @param last the last index: a number, a name or a formula; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for an element that is itself a sequence or a definition
 * @example
 * ```ts
 * sequence(reals(), 'n').text // 'a sequence from 1 to n, each item a real number'
 * ```
 */
export function sequence(
  element: Assumption,
  last: number | string,
  options: SequenceOptions = {},
): Assumption {
  onlyOptions<SequenceOptions>('sequence', options, ['first']);
  const { first = 1 } = options;
  if (!Number.isInteger(first)) {
    throw new InvalidInput({ subject: 'sequence: first', given: first, allowed: 'a whole number' });
  }
  if (
    typeof element?.draw !== 'function' ||
    element.kind === 'sequence' ||
    element.definition !== undefined ||
    element.kind === 'random'
  ) {
    throw new InvalidInput({
      subject: 'sequence: element',
      given: element,
      allowed: 'an assumption on one item, such as reals() or vector(3)',
      remedy:
        element?.kind === 'random' ? "Independent draws are independent(normal(0, 1), 'n')." : undefined,
    });
  }
  const end = bound(last, 'sequence: last');
  const items = (scope: Scope, item: (index: number) => Value | undefined): Sequence | undefined => {
    const length = end.at(scope) - first + 1;
    if (!Number.isInteger(length) || length < 0 || length > 1000) return undefined;
    const values = Array.from({ length }, (_, i) => item(i));
    return values.includes(undefined) ? undefined : { kind: 'sequence', first, items: values as Value[] };
  };
  return {
    kind: 'sequence',
    integer: element.integer,
    positive: element.positive,
    symmetric: element.symmetric,
    shape: element.shape,
    items: { low: String(first), high: end.text },
    tex: (write) => `_i ${element.tex(write)} \\text{ for } i = ${first}, \\dots, ${write(end.text)}`,
    text: `a sequence from ${first} to ${end.text}, each item ${element.text}`,
    needs: [...new Set([...element.needs, ...end.needs])],
    sizes: [...new Set([...element.sizes, ...end.needs.filter((name) => name === last)])],
    draw: (random: Random, scope) => items(scope, () => element.draw(random, scope)),
    simple: (scope) => {
      const few = element.simple(scope).slice(0, 3);
      const same = few.map((value) => items(scope, () => value));
      const varied = items(scope, (i) => few[i % few.length]);
      return [varied, ...same].filter((value) => value !== undefined);
    },
    nearest: (value, scope) => {
      if (typeof value === 'number' || value.kind !== 'sequence') return undefined;
      const moved = value.items.map((item) => (element.nearest ? element.nearest(item, scope) : item));
      return moved.includes(undefined) ? undefined : { ...value, items: moved as Value[] };
    },
    allows: (value, scope) =>
      typeof value !== 'number' &&
      value.kind === 'sequence' &&
      value.first === first &&
      value.items.length === end.at(scope) - first + 1 &&
      value.items.every((item) => element.allows(item, scope)),
  };
}
