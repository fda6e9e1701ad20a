import { serialization } from '@tensorflow/tfjs-core';
import { unprotect } from '../config';
import type { RuleOptimizer } from '../rule-optimizer';
import { accumulate } from './accumulate';
import { chain } from './chain';
import { ChainOptimizer } from './chain-optimizer';
import { type partsConfig, restoredPart } from './parts-config';

/** Makes composed optimizers again out of saved configurations. */
class SavedChain extends ChainOptimizer {
  static override fromConfig<T extends serialization.Serializable>(
    _: serialization.SerializableConstructor<T>,
    { composition }: serialization.ConfigDict,
  ): T {
    const plain = unprotect(composition) as ReturnType<typeof partsConfig>;
    const made =
      'parts' in plain
        ? chain(...plain.parts.map(restoredPart))
        : accumulate(plain.every, restoredPart(plain.optimizer) as RuleOptimizer);
    return made as unknown as T;
  }
}

serialization.registerClass(SavedChain as unknown as serialization.SerializableConstructor<ChainOptimizer>);
