import { InvalidInput } from '../../errors';
import type { Schedule } from '../options';
import { isRuleOptimizer, type RuleOptimizer } from '../rule-optimizer';
import { ChainOptimizer } from './chain-optimizer';
import { type Fragment, fragmentOf } from './fragment';
import { assignment, freeName, namesIn, renamed } from './lines';

/**
 * Lets an optimizer take a step only every k-th time, with the mean of the k gradients since then: batches k times as
 * large as fit into memory. In between weights and state stay.
 *
 * Schedules and `t` of the optimizer count its own steps. The accumulated gradient is state, `acc`, and is saved with
 * the rest.
 *
 * @throws InvalidInput for a k that is no whole number from 1, and for what is no optimizer
 * @example
 * ```ts
 * const optimizer = accumulate(2, gradientDescent({ lr: 1 }));
 * let step = 0;
 * const { path } = descend(() => 0, [10], optimizer, { steps: 4, grad: () => [++step] });
 * path.map(([x]) => x) // [ 10, 10, 8.5, 8.5, 5 ]
 * ```
 * @see optax.MultiSteps, of the same meaning
 */
export function accumulate(k: number, optimizer: RuleOptimizer): ChainOptimizer {
  if (!Number.isInteger(k) || k < 1) {
    throw new InvalidInput({ subject: 'accumulate: k', given: k, allowed: 'a whole number, 1 or more' });
  }
  if (!isRuleOptimizer(optimizer)) {
    const allowed = 'made by one of the rules, such as adam({ lr: 0.1 }), or by chain';
    throw new InvalidInput({ subject: 'accumulate: optimizer', given: optimizer, allowed });
  }
  return new ChainOptimizer(gated(fragmentOf(optimizer), k), optimizer, { every: k, optimizer });
}

/** The lines of an optimizer, with their results taken over at each k-th step only. */
function gated(inner: Fragment, k: number): Fragment {
  const state = new Set(['p', ...Object.keys(inner.state), ...Object.keys(inner.scalars)]);
  const assignments = inner.lines.map(assignment);
  const taken = new Set([
    ...['g', 't', ...state, ...Object.keys(inner.hyper), ...Object.keys(inner.draws)],
    ...assignments.map(({ target }) => target),
  ]);
  const name = (wanted: string): string => {
    const free = freeName(wanted, taken);
    taken.add(free);
    return free;
  };
  const [every, count, due, acc] = ['k', 'n', 'due', 'acc'].map(name);
  const current = new Map([
    ['t', count],
    ['g', acc],
  ]);
  const next = new Map<string, string>();
  const body = assignments.map(({ target, value }) => {
    const right = renamed(value, (symbol) => current.get(symbol) ?? symbol);
    if (!state.has(target)) return `${target} = ${right}`;
    const fresh = next.get(target) ?? name(`${target}_new`);
    next.set(target, fresh);
    current.set(target, fresh);
    return `${fresh} = ${right}`;
  });
  const slowed = <T extends number | Schedule>(value: T): number | Schedule =>
    typeof value === 'function' ? (step) => value(Math.ceil(step / k)) : value;
  const slow = (hyper: Fragment['hyper']): Fragment['hyper'] =>
    Object.fromEntries(Object.entries(hyper).map(([key, value]) => [key, slowed(value)]));
  return {
    ...inner,
    name: `${inner.name}, every ${k} steps`,
    lines: [
      ...(body.some((line) => namesIn(assignment(line).value).has(count))
        ? [`${count} = ceil(t/${every})`]
        : []),
      `${due} = mod(t, ${every}) == 0`,
      `${acc} = select(mod(t - 1, ${every}) == 0, g, ${acc} + (g - ${acc})/(mod(t - 1, ${every}) + 1))`,
      ...body,
      ...[...next].map(([symbol, fresh]) => `${symbol} = select(${due}, ${fresh}, ${symbol})`),
    ],
    hyper: { ...slow(inner.hyper), [every]: k },
    state: { ...inner.state, [acc]: 0 },
    layers: inner.layers.map((groups) =>
      groups.map(({ variables, hyper }) => ({ variables, hyper: slow(hyper) })),
    ),
  };
}
