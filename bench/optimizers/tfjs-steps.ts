import * as tf from '@tensorflow/tfjs';
import { repeated, type Subject } from '../support/measure';
import { gradient } from './our-steps';

/** A step that belongs to one backend of TensorFlow.js, and what it holds. */
export interface BackendStep {
  subject: Subject;
  dispose(): void;
}

/** `applyGradients` of an optimizer over `count` variables of `length` elements, on a backend that has been started. */
export function backendStep(name: string, make: () => tf.Optimizer, length: number, count = 1): BackendStep {
  let held: { optimizer: tf.Optimizer; variables: tf.Variable[]; gradients: tf.Tensor[] } | undefined;
  let run: Subject | undefined;
  const start = (): Subject => {
    const variables = Array.from({ length: count }, () => tf.variable(tf.zeros([length])));
    const gradients = variables.map(() => tf.tensor1d(gradient(length)));
    // A list in the order of the variables, since the state of tf.train goes by position.
    const named = variables.map((variable, i) => ({ name: variable.name, tensor: gradients[i] }));
    const optimizer = make();
    held = { optimizer, variables, gradients };
    return repeated(() => optimizer.applyGradients(named));
  };
  return {
    subject: async (budget) => {
      await tf.setBackend(name);
      run ??= start();
      return run(budget);
    },
    dispose() {
      held?.optimizer.dispose();
      tf.dispose([...(held?.variables ?? []), ...(held?.gradients ?? [])]);
      held = undefined;
    },
  };
}
