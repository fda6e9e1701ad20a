import { type Optimizer, serialization } from '@tensorflow/tfjs-core';
import { optionsOf } from './config';
import { type Declared, type Settings, settle } from './options';

/** A class of optimizers that is the same for all rules of a kind. */
interface OptimizerClass<R extends Declared> {
  // (Of an abstract class TypeScript would want the methods once more.)
  new (rule: R, settings: Settings): Pick<Optimizer, keyof Optimizer>;
  readonly className: string;
}

/**
 * What makes the optimizers of one rule. Each rule has a class of its own, known to TensorFlow.js by the rule's name, so
 * that a saved model finds it.
 */
export function optimizerMaker<R extends Declared>(
  Base: OptimizerClass<R>,
  rule: R,
): (options?: Readonly<Record<string, unknown>>) => Pick<Optimizer, keyof Optimizer> {
  const Own = class extends Base {
    static override readonly className = `optlab.${rule.name.replaceAll('_', '-')}`;
    constructor(options?: Readonly<Record<string, unknown>>) {
      super(rule, settle(rule, options));
    }
    static fromConfig<T extends serialization.Serializable>(
      cls: serialization.SerializableConstructor<T>,
      config: serialization.ConfigDict,
    ): T {
      return new cls(optionsOf(rule, config));
    }
  };
  serialization.registerClass(
    Own as unknown as serialization.SerializableConstructor<serialization.Serializable>,
  );
  const make = (options?: Readonly<Record<string, unknown>>) => new Own(options);
  return Object.defineProperty(make, 'name', { value: rule.name });
}
