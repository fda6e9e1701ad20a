import { Optimizer } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';

/** @throws InvalidInput unless the value is an optimizer that takes gradients */
export function checkBase(wrapper: string, base: unknown): asserts base is Optimizer {
  if (typeof base === 'object' && base !== null && base instanceof Optimizer) return;
  throw new InvalidInput({
    subject: `${wrapper}: the optimizer inside`,
    given: base,
    allowed: 'a tf.Optimizer, such as adam({ lr: 0.1 })',
  });
}

/** What an optimizer is called in titles. */
export const nameOf = (optimizer: Optimizer): string =>
  (optimizer as Partial<{ rule: { name: string } }>).rule?.name ?? optimizer.getClassName();
