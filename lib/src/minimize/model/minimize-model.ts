import type { LayersModel } from '@tensorflow/tfjs';
import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { displayed } from '../display-result';
import { checkSynchronous } from '../gradients/float32';
import { minimize } from '../minimize';
import type { MinimizeOptions } from '../options';
import type { MinimizeResult } from '../result';
import { type LossFunction, type LossName, lossOf } from './losses';
import { modelObjective } from './model-objective';
import { type ModelData, type SampleOptions, samplesOf } from './samples';
import { weightsOf } from './weights';

export type { LossFunction, LossName } from './losses';
export type { ModelData, SampleOptions } from './samples';

type Without<Options, Names extends PropertyKey> = Options extends unknown ? Omit<Options, Names> : never;

/** Options of {@link minimizeModel}: those of {@link minimize} except derivatives and bounds, and these. */
export type MinimizeModelOptions = Without<MinimizeOptions, (typeof own)[number]> & {
  /** Minimize over some samples only, the same ones at every evaluation. Default: all samples. */
  sample?: SampleOptions;
  /** How many samples pass through the model at once. Default: as many as have 64 MiB of activations. */
  chunk?: number;
};

/** What the model itself decides. */
const own = ['grad', 'hess', 'hessp', 'bounds'] as const;

/** The course of a minimization: the entry at k is after k iterations. */
export interface ModelHistory {
  loss: number[];
  /** Evaluations of the gradient so far, each over all samples. */
  evaluations: number[];
  /** Seconds so far. */
  seconds: number[];
}

/** The result of {@link minimize} and the course of it. */
export interface MinimizeModelResult extends MinimizeResult {
  history: ModelHistory;
}

/**
 * Trains a model by a deterministic minimizer: all its trainable variables are one vector, and the mean loss over all
 * samples, or over a fixed part of them, is a function of it. By default it is L-BFGS.
 *
 * The model computes as in prediction: dropout is off, batch normalization uses its moving statistics and leaves them.
 * The regularizers of layers are part of the loss. Constraints on variables are refused.
 *
 * The best point is left in the model; where an error is thrown the model is as it was before. Values are in float32, as
 * {@link tensorObjective} says: their noise is estimated first, from 7 values or more, lines are searched by slopes, and a
 * status of 2 means that the values tell no more.
 *
 * It runs to the end before it returns, on the native, the wasm and the cpu backend. On webgpu numbers can be read from
 * tensors by promises only, so that it is refused there.
 *
 * @param data `{ x, y }`, tensors with a sample a row
 * @param loss the name that `model.compile` takes, or a function of (yTrue, yPredicted) that gives the loss of each sample
 * @throws InvalidInput for a model without trainable variables, with constraints or several outputs, for data of different
 *   numbers of rows, an unknown loss or option, and where the loss is not finite at the start
 * @example
 * ```ts
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
 * const data = { x: tf.tensor2d([[0], [1], [2]]), y: tf.tensor2d([[1], [3], [5]]) };
 * const { success, history } = minimizeModel(model, data, 'meanSquaredError', { gtol: 1e-4 });
 * success // true
 * history.loss[history.loss.length - 1] < 1e-6 // true
 * ```
 * @see Liu & Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming 45, 1989
 */
export function minimizeModel(
  model: LayersModel,
  data: ModelData,
  loss: LossName | LossFunction,
  options: MinimizeModelOptions = {},
): MinimizeModelResult {
  checkSynchronous('minimizeModel');
  checkObject(
    'minimizeModel: options',
    options,
    'an object with method, sample, chunk and the options of minimize',
  );
  const { sample, chunk, ...others } = options as MinimizeModelOptions & Record<string, unknown>;
  const refused = own.find((name) => name in others);
  if (refused !== undefined) {
    const allowed = 'one that the model leaves open';
    throw new InvalidInput({ subject: 'minimizeModel: option', given: refused, allowed });
  }
  const weights = weightsOf(model);
  const lossFunction = lossOf(loss);
  const size = chunk === undefined ? chunkFor(model) : checkChunk(chunk);
  const before = weights.read();
  const samples = samplesOf(data, sample);
  try {
    const objective = modelObjective(model, weights, samples, lossFunction, size);
    const { watched, history, callback } = watch(objective, others.callback);
    const result = minimize(watched, before, { method: 'lbfgs', ...others, callback } as MinimizeOptions);
    weights.write(result.x);
    return displayed({ ...result, history });
  } catch (error) {
    weights.write(before);
    throw error;
  } finally {
    samples.dispose();
  }
}

type Objective = ReturnType<typeof modelObjective>;

/** Keeps the course of a minimization. */
function watch(objective: Objective, callback: MinimizeModelOptions['callback']) {
  const started = performance.now();
  const history: ModelHistory = { loss: [], evaluations: [], seconds: [] };
  let evaluations = 0;
  const record = (fun: number) => {
    history.loss.push(fun);
    history.evaluations.push(evaluations);
    history.seconds.push((performance.now() - started) / 1000);
  };
  const watched: Objective = {
    ...objective,
    valueAndGrad(x) {
      const both = objective.valueAndGrad(x);
      evaluations++;
      if (history.loss.length === 0) record(both.value);
      return both;
    },
    grad(x) {
      evaluations++;
      return objective.grad(x);
    },
  };
  return {
    watched,
    history,
    callback(x: Float64Array, fun: number, nit: number): unknown {
      if (history.loss.length === 0) record(fun);
      record(fun);
      return callback?.(x, fun, nit);
    },
  };
}

/** Bytes of activations that are kept for the derivative of a chunk. */
const BYTES = 2 ** 26;

function chunkFor({ layers }: LayersModel): number {
  const numbers = layers.reduce((total, { outputShape }) => {
    const shapes = (Array.isArray(outputShape[0]) ? outputShape : [outputShape]) as (number | null)[][];
    return (
      total +
      shapes.reduce(
        (sum, shape) => sum + shape.reduce<number>((product, side) => product * (side ?? 1), 1),
        0,
      )
    );
  }, 0);
  return Math.max(16, Math.floor(BYTES / (4 * Math.max(1, numbers))));
}

function checkChunk(chunk: number): number {
  if (Number.isInteger(chunk) && chunk > 0) return chunk;
  const allowed = 'a whole number of samples, 1 or more';
  throw new InvalidInput({ subject: 'minimizeModel: chunk', given: chunk, allowed });
}
