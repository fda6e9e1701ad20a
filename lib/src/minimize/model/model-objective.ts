import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { addN, mean, type Scalar, sum, tidy, variableGrads } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import { float32Noise } from '../gradients/float32';
import type { ObjectiveParts } from '../objective';
import type { LossFunction } from './losses';
import type { Samples } from './samples';
import type { Weights } from './weights';

/**
 * The mean loss of a model over samples, and its regularizers, as a function of its weights.
 *
 * The samples pass through the model in chunks; the chunks' losses and gradients are added up in float64.
 */
export function modelObjective(
  model: LayersModel,
  weights: Weights,
  samples: Samples,
  loss: LossFunction,
  chunk: number,
): Required<Pick<ObjectiveParts, 'value' | 'grad' | 'valueAndGrad' | 'noiseAt'>> {
  const { n, variables, offsets } = weights;
  const { count } = samples;

  const lossOf = (start: number, size: number): Scalar => {
    const { inputs, targets } = samples.slice(start, size);
    const predicted = model.apply(inputs.length === 1 ? inputs[0] : inputs, { training: false }) as Tensor;
    if (Array.isArray(predicted)) {
      const given = described(`one with ${predicted.length} outputs`);
      throw new InvalidInput({ subject: 'minimizeModel: model', given, allowed: 'a model with one output' });
    }
    const each = loss(targets, predicted);
    if (typeof each?.rank === 'number') return mean(each);
    const allowed = 'a tensor: the loss of each sample, or their mean';
    throw new InvalidInput({ subject: 'minimizeModel: what the loss returns', given: each, allowed });
  };
  const regularizers = (): Scalar => addN(penaltiesOf(model.layers)).asScalar();
  const isRegularized = tidy(() => penaltiesOf(model.layers).length > 0);

  /** Each term of the objective, with its factor. */
  const eachTerm = (visit: (term: () => Scalar, factor: number) => void): void => {
    for (let start = 0; start < count; start += chunk) {
      const size = Math.min(chunk, count - start);
      visit(() => lossOf(start, size), size / count);
    }
    if (isRegularized) visit(regularizers, 1);
  };

  const value = (x: Float64Array): number => {
    weights.write(x);
    let total = 0;
    eachTerm((term, factor) => {
      tidy(() => {
        total += factor * term().dataSync()[0];
      });
    });
    return total;
  };
  const valueAndGrad = (x: Float64Array) => {
    weights.write(x);
    let total = 0;
    const grad = new Float64Array(n);
    eachTerm((term, factor) => {
      tidy(() => {
        const { value: part, grads } = gradientsOf(term, weights);
        total += factor * part.dataSync()[0];
        for (const [i, { name }] of variables.entries()) {
          const slopes = grads[name]?.dataSync<'float32'>() ?? [];
          for (let k = 0; k < slopes.length; k++) grad[offsets[i] + k] += factor * slopes[k];
        }
      });
    });
    return { value: total, grad };
  };
  return {
    value,
    valueAndGrad,
    grad: (x) => valueAndGrad(x).grad,
    noiseAt: (x) => float32Noise(value, x),
  };
}

/** What the regularizers of layers add to the loss, those in models within the model too. */
function penaltiesOf(layers: LayersModel['layers']): Scalar[] {
  return layers.flatMap((layer) =>
    'layers' in layer ? penaltiesOf(layer.layers as LayersModel['layers']) : layer.calculateLosses(),
  );
}

function gradientsOf(term: () => Scalar, { variables }: Weights) {
  let failure: { error: unknown } | undefined;
  // What TensorFlow.js has stored for the derivative is freed only where the function does not throw.
  const result = variableGrads(() => {
    try {
      return term();
    } catch (error) {
      failure = { error };
      return sum(variables[0]);
    }
  }, [...variables]);
  if (failure) throw failure.error;
  return result;
}
