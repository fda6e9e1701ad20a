import type { LayersModel, Tensor, Variable } from '@tensorflow/tfjs';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';

/** A model's trainable variables as one vector, in the order of `model.trainableWeights`. */
export interface Weights {
  readonly n: number;
  readonly variables: readonly Variable[];
  /** Where each variable begins in the vector. */
  readonly offsets: readonly number[];
  read(): Float64Array;
  write(x: ArrayLike<number>): void;
}

/** @throws InvalidInput for a model that is none or not built, without variables to train, or with constraints on them */
export function weightsOf(model: LayersModel): Weights {
  const subject = 'minimizeModel: model';
  if (typeof (model as Partial<LayersModel> | null)?.apply !== 'function' || !('trainableWeights' in model)) {
    throw new InvalidInput({
      subject,
      given: model,
      allowed: 'a tf.LayersModel, such as tf.sequential() makes',
    });
  }
  // A sequential model has an output as soon as its layers know their input, whether it has run or not.
  if (!(model.outputs?.length > 0)) {
    const remedy = 'Give it layers, and the first one an inputShape.';
    throw new InvalidInput({ subject, given: described('not built yet'), allowed: 'built', remedy });
  }
  const layerVariables = model.trainableWeights;
  const constrained = layerVariables.find(({ constraint }) => constraint);
  if (constrained) {
    throw new InvalidInput({
      subject,
      given: described(`one with a constraint on ${constrained.name}`),
      allowed: 'without constraints on its variables',
      remedy: 'Train it by an optimizer of optlab, or leave the constraint out.',
    });
  }
  // The variable of a layer's variable is not public, but the only way to its gradient.
  const variables = layerVariables.map((variable) => (variable as unknown as { val: Variable }).val);
  if (variables.length === 0) {
    throw new InvalidInput({ subject, given: described('one without'), allowed: 'with variables to train' });
  }
  const offsets: number[] = [];
  let n = 0;
  for (const { size } of variables) {
    offsets.push(n);
    n += size;
  }
  return {
    n,
    variables,
    offsets,
    read() {
      const x = new Float64Array(n);
      for (const [i, variable] of variables.entries()) x.set(variable.dataSync<'float32'>(), offsets[i]);
      return x;
    },
    write(x) {
      const all = Float32Array.from(x);
      tidy(() => {
        for (const [i, variable] of variables.entries()) {
          const part = all.slice(offsets[i], offsets[i] + variable.size);
          variable.assign(tensor(part, variable.shape) as Tensor);
        }
      });
    },
  };
}
