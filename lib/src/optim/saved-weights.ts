import type { Tensor } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import type { NamedTensor } from './stepper';

/** What an optimizer saved: the number of its steps, and tensors by variable and symbol. */
export interface SavedWeights {
  readonly iterations: number;
  readonly entries: readonly { full: string; variable: string; symbol: string; tensor: Tensor }[];
}

/** @throws InvalidInput for what cannot be the weights of an optimizer: a list that begins with `iter` */
export function checkWeights(rule: string, weights: readonly NamedTensor[]): void {
  const remedy = 'setWeights takes what getWeights of the same rule returned.';
  if (!Array.isArray(weights) || !weights.every((weight) => weight?.name && weight.tensor)) {
    const allowed = 'an array of { name, tensor }';
    throw new InvalidInput({ subject: `${rule}: weights`, given: weights, allowed, remedy });
  }
  const first = (weights as readonly NamedTensor[])[0]?.name;
  if (first === 'iter') return;
  const allowed = 'iter, the number of steps';
  throw new InvalidInput({ subject: `${rule}: the first of the weights`, given: first, allowed, remedy });
}

/**
 * Takes the names of an optimizer's weights, `variable/symbol`, apart.
 *
 * @param symbols those that there can be; without it, any
 * @throws InvalidInput for what cannot be the weights of an optimizer, and for another symbol
 */
export async function splitWeights(
  rule: string,
  weights: readonly NamedTensor[],
  symbols?: readonly string[],
): Promise<SavedWeights> {
  checkWeights(rule, weights);
  const [first, ...rest] = weights;
  const iterations = await readCount(`${rule}: iter`, first.tensor);
  const entries = rest.map(({ name: full, tensor }) => {
    // The names of variables have slashes of their own.
    const cut = full.lastIndexOf('/');
    const [variable, symbol] = [full.slice(0, Math.max(cut, 0)), full.slice(cut + 1)];
    if (variable !== '' && (symbols ? symbols.includes(symbol) : symbol !== '')) {
      return { full, variable, symbol, tensor };
    }
    const known = symbols ? symbols.join(', ') || 'no symbol: the rule has no state' : 'a symbol';
    const allowed = `the name of a variable, / and ${symbols?.length ? 'one of ' : ''}${known}`;
    throw new InvalidInput({ subject: `${rule}: weight`, given: full, allowed });
  });
  return { iterations, entries };
}

/** A number of steps out of a tensor. */
export async function readCount(subject: string, tensor: Tensor): Promise<number> {
  const [count] = await tensor.data();
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidInput({ subject, given: count, allowed: 'a whole number of steps, 0 or more' });
}
