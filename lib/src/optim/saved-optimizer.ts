import { type Optimizer, serialization } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';

/** An optimizer inside another one, as plain data. */
export interface SavedOptimizer {
  readonly optimizer: string;
  readonly config: serialization.ConfigDict;
}

/** @throws what the optimizer throws for a configuration that no file can hold */
export const savedOptimizer = (optimizer: Optimizer): SavedOptimizer => ({
  optimizer: optimizer.getClassName(),
  config: optimizer.getConfig() as serialization.ConfigDict,
});

/** Makes an optimizer of what {@link savedOptimizer} wrote; `outer` is what it is inside of. */
export function restoredOptimizer(outer: string, { optimizer, config }: SavedOptimizer): Optimizer {
  const registered = serialization.SerializationMap.getMap().classNameMap;
  if (Object.hasOwn(registered, optimizer)) {
    const [cls, fromConfig] = registered[optimizer];
    return fromConfig(cls, config) as unknown as Optimizer;
  }
  throw new InvalidInput({
    subject: `a saved ${outer}: the optimizer inside`,
    given: optimizer,
    allowed: 'one whose rule has been defined',
    remedy: 'Define it by rule({ name, ... }) before it is loaded.',
  });
}
