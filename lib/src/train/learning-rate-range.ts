import { gather, type Optimizer, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { checkFunction, checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Schedule } from '../optim';
import { random } from '../random';
import { checkSweep, type RangeResult, type SweepOptions, sweepOptionNames, takeSweep } from './range-sweep';

/** A compiled model, as far as a range test uses it; a `tf.LayersModel` is one. */
export interface CompiledModel {
  optimizer: Optimizer;
  getWeights(): Tensor[];
  setWeights(weights: Tensor[]): void;
  trainOnBatch(x: Tensor, y: Tensor): Promise<number | number[]>;
}

/** A range test of code of one's own. */
export interface FunctionRangeOptions extends SweepOptions {
  /** Takes one training step at a rate, and returns the loss before it. */
  step: (lr: number, index: number) => number | Promise<number>;
  /** Called at the end, also after an error: puts back what the steps have changed. */
  restore?: () => unknown;
}

/** A range test of a model. */
export interface ModelRangeOptions extends SweepOptions {
  model: CompiledModel;
  /** Samples along the first axis, and what is to be predicted of them. */
  x: Tensor;
  y: Tensor;
  /** Makes the optimizer to test of the rates: `(lr) => adam({ lr })`. */
  optimizer: (lr: Schedule) => Optimizer;
  /** Default: 32, or all samples if there are fewer. */
  batchSize?: number;
  /** Which samples make which batch. */
  seed: number;
}

/**
 * Learning-rate range test: one run in which the rate grows by a constant factor each step, to see where the loss begins
 * to fall, falls fastest, and diverges.
 *
 * The suggestion is the rate where the smoothed loss falls fastest over the logarithm of the rate, among those before
 * its minimum. The test stops where the smoothed loss has diverged or is not finite. A model is given back with the
 * weights and the optimizer that it had.
 *
 * @throws InvalidInput for an unknown option, rates that do not grow, fewer than 5 steps, a loss that is no number, and
 *   a model that is not compiled
 * @example
 * ```ts
 * let x = 1;
 * const step = (lr: number) => {
 *   const loss = 50 * x ** 2;
 *   x -= lr * 100 * x;
 *   return loss;
 * };
 * const range = await learningRateRange({ step, from: 1e-5, to: 1e-2, steps: 60, smoothing: 0.5 });
 * range.suggestion! > 1e-4 && range.suggestion! < 2 / 100 // true
 * ```
 * @see Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3.3
 */
export async function learningRateRange(
  options: FunctionRangeOptions | ModelRangeOptions,
): Promise<RangeResult> {
  checkObject(
    'learningRateRange: options',
    options,
    'an object with step, or with model, x, y and optimizer',
  );
  return 'model' in options ? ofModel(options) : ofFunction(options);
}

async function ofFunction(options: FunctionRangeOptions): Promise<RangeResult> {
  onlyOptions<FunctionRangeOptions>('learningRateRange', options, ['step', 'restore', ...sweepOptionNames]);
  const { step, restore } = options;
  checkFunction('learningRateRange: step', step, 'a function of the rate that returns the loss');
  if (restore !== undefined) checkFunction('learningRateRange: restore', restore, 'a function');
  const sweep = checkSweep(options);
  try {
    return await takeSweep(sweep, step);
  } finally {
    await restore?.();
  }
}

async function ofModel(options: ModelRangeOptions): Promise<RangeResult> {
  onlyOptions<ModelRangeOptions>('learningRateRange', options, [
    'model',
    'x',
    'y',
    'optimizer',
    'batchSize',
    'seed',
    ...sweepOptionNames,
  ]);
  const sweep = checkSweep(options);
  const { model, x, y } = options;
  const batches = checkData(options);
  const tested = options.optimizer(sweep.rateAt);
  const ownership = ownershipOf(model);
  const own = model.optimizer;
  const held = model.getWeights().map((weight) => weight.clone());
  try {
    model.optimizer = tested;
    return await takeSweep(sweep, async () => {
      const rows = batches();
      const [inputs, targets] = tidy(() => {
        const chosen = tensor1d(rows, 'int32');
        return [gather(x, chosen), gather(y, chosen)];
      });
      try {
        const loss = await model.trainOnBatch(inputs, targets);
        return Array.isArray(loss) ? loss[0] : loss;
      } finally {
        inputs.dispose();
        targets.dispose();
      }
    });
  } finally {
    model.optimizer = own;
    ownership.restore();
    model.setWeights(held);
    for (const weight of held) weight.dispose();
    tested.dispose();
  }
}

/** Checks model and data; the function returns the rows of the next batch. */
function checkData({ model, x, y, optimizer, batchSize, seed }: ModelRangeOptions): () => number[] {
  const stream = random(seed);
  checkFunction('learningRateRange: optimizer', optimizer, 'a function such as (lr) => adam({ lr })');
  if (typeof model?.trainOnBatch !== 'function' || !model.optimizer) {
    const remedy = 'Call model.compile({ optimizer, loss }) first: the test uses its loss.';
    throw new InvalidInput({
      subject: 'learningRateRange: model',
      given: model,
      allowed: 'a compiled tf.LayersModel',
      remedy,
    });
  }
  for (const [name, tensor] of Object.entries({ x, y })) {
    if (Array.isArray((tensor as Partial<Tensor> | undefined)?.shape) && tensor.shape[0] > 0) continue;
    const allowed = 'a tensor of one sample or more along its first axis';
    throw new InvalidInput({ subject: `learningRateRange: ${name}`, given: tensor, allowed });
  }
  const samples = x.shape[0];
  if (y.shape[0] !== samples) {
    const subject = 'learningRateRange: samples in y';
    throw new InvalidInput({ subject, given: y.shape[0], allowed: `${samples}, as many as in x` });
  }
  const size = batchSize ?? Math.min(32, samples);
  if (!Number.isSafeInteger(size) || size < 1 || size > samples) {
    const allowed = `a whole number from 1 to ${samples}, the number of samples`;
    throw new InvalidInput({ subject: 'learningRateRange: batchSize', given: size, allowed });
  }
  const all = Array.from({ length: samples }, (_, row) => row);
  let waiting: number[] = [];
  return () => {
    if (waiting.length < size) waiting = stream.shuffle(all);
    return waiting.splice(0, size);
  };
}

/** TensorFlow.js disposes of the optimizer with a model that made it, and forgets that it did when it is exchanged. */
function ownershipOf(model: CompiledModel): { restore(): void } {
  const inner = (model as { model?: object }).model ?? model;
  const holder = inner as { isOptimizerOwned?: boolean };
  const owned = holder.isOptimizerOwned;
  return {
    restore() {
      if (owned !== undefined) holder.isOptimizerOwned = owned;
    },
  };
}
