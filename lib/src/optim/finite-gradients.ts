import { all, isFinite as isFiniteTensor, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { VariableGradient } from './check-gradients';
import type { OnNaN } from './options';

/**
 * Whether a step may be taken: false where gradients that are not finite have it skipped.
 *
 * @param onDevice whether the gradients are on a device: there they are looked at, and one truth value is read back
 * @throws InvalidInput for such a gradient, naming the variable, if that is wanted
 */
export function mayStep(
  rule: string,
  updates: readonly VariableGradient[],
  onNaN: OnNaN,
  onDevice: boolean,
): boolean {
  if (onNaN === 'pass') return true;
  const bad = updates.find(({ gradient }) => !isFiniteEverywhere(gradient, onDevice));
  if (!bad) return true;
  if (onNaN === 'skip') return false;
  throw notFinite(`${rule}: gradient of ${bad.variable.name}`, bad.gradient.dataSync());
}

/** The error about a gradient with NaN or an infinity in it. */
export function notFinite(subject: string, values: ArrayLike<number>): InvalidInput {
  const at = Array.from(values).findIndex((value) => !Number.isFinite(value));
  return new InvalidInput({
    subject,
    given: described(`${values[at]} at element ${at}`),
    allowed: 'finite',
    remedy: "Nothing was changed. A lower lr may help; onNaN: 'skip' leaves such steps out.",
  });
}

function isFiniteEverywhere(tensor: Tensor, onDevice: boolean): boolean {
  if (onDevice) return tidy(() => all(isFiniteTensor(tensor)).dataSync()[0] === 1);
  return tensor.dataSync<'float32'>().every(Number.isFinite);
}
