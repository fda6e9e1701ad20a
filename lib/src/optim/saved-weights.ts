import type { Tensor } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import type { NamedTensor } from './stepper';

/** @throws InvalidInput for what cannot be the weights of an optimizer: a list that begins with `iter` */
export function checkWeights(rule: string, weights: readonly NamedTensor[]): readonly NamedTensor[] {
  const remedy = 'setWeights takes what getWeights of the same rule returned.';
  if (!Array.isArray(weights) || !weights.every((weight) => weight?.name && weight.tensor)) {
    const allowed = 'an array of { name, tensor }';
    throw new InvalidInput({ subject: `${rule}: weights`, given: weights, allowed, remedy });
  }
  const first = (weights as readonly NamedTensor[])[0]?.name;
  if (first === 'iter') return weights;
  const allowed = 'iter, the number of steps';
  throw new InvalidInput({ subject: `${rule}: the first of the weights`, given: first, allowed, remedy });
}

/** A number of steps out of a tensor. */
export async function readCount(subject: string, tensor: Tensor): Promise<number> {
  const [count] = await tensor.data();
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidInput({ subject, given: count, allowed: 'a whole number of steps, 0 or more' });
}

/**
 * Takes what is kept under a variable's name out of a map. A second copy of a model in one process has its variables
 * numbered: what was saved for dense/kernel is for dense/kernel_1 too, where it fits.
 */
export function takeRenamed<Kept>(
  saved: Map<string, Kept>,
  name: string,
  fits: (kept: Kept) => boolean,
): Kept | undefined {
  const found = saved.has(name)
    ? name
    : [...saved].find(([other, kept]) => base(other) === base(name) && fits(kept))?.[0];
  if (found === undefined) return undefined;
  const kept = saved.get(found);
  saved.delete(found);
  return kept;
}

const base = (name: string): string => name.replace(/_\d+$/, '');
