import {
  type Scalar,
  sum,
  Tensor,
  tensor,
  valueAndGrad as tfValueAndGrad,
  tidy,
} from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { described } from '../../errors/described';
import { onlyOptions } from '../../errors/only-options';
import { checkSynchronous, float32Noise } from './float32';

/** Options of {@link tensorObjective}. */
export interface TensorObjectiveOptions {
  /** The shape of the tensor that f takes: the length of a vector, or a list of lengths. */
  shape: number | readonly number[];
  /** The relative rounding errors of f's values. Default: estimated where a minimization starts. */
  noise?: number;
}

/** A function of a tensor as {@link minimize} takes it. */
export interface TensorObjective {
  /** How many numbers the tensor has. */
  readonly n: number;
  readonly shape: readonly number[];
  readonly noise?: number;
  value(x: ArrayLike<number>): number;
  grad(x: ArrayLike<number>): Float64Array;
  /** Both by one run of f and its derivative. */
  valueAndGrad(x: ArrayLike<number>): { value: number; grad: Float64Array };
  /** The relative rounding errors of f's values near x, estimated by {@link estimateNoise} from 7 values or more. */
  noiseAt(x: ArrayLike<number>): number;
}

/**
 * A function to minimize that is made of TensorFlow.js operations, with its gradient by their derivatives.
 *
 * TensorFlow.js computes in float32. So values carry a noise of about 1e-7 of their size, and a minimizer can tell points
 * apart by their values no better than that; gradients keep their precision. {@link minimize} has the noise estimated
 * where it starts, which takes 7 evaluations or more beside those that it counts, and searches lines by
 * {@link hagerZhang}'s approximate Wolfe conditions. A gtol below the noise of the gradient is never met.
 *
 * Evaluation is synchronous, on the native, the wasm and the cpu backend. No tensor is left behind.
 *
 * @param f from a tensor to a scalar tensor; it may be called at any time, and must not change
 * @throws InvalidInput for an f that is no function, a shape that is none and an unknown option; when it is evaluated, for
 *   an f that returns anything but a scalar tensor, a point of another length, and the webgpu backend
 * @example
 * ```ts
 * const target = tf.tensor2d([[1, 2], [3, 4]]);
 * const f = tensorObjective((W) => tf.sum(tf.square(tf.sub(W, target))), { shape: [2, 2] });
 * f.valueAndGrad([0, 0, 0, 0]) // { value: 30, grad: Float64Array(4) [ -2, -4, -6, -8 ] }
 * minimize(f, [0, 0, 0, 0], { gtol: 1e-4 }).success // true
 * ```
 */
export function tensorObjective<T extends Tensor = Tensor>(
  f: (x: T) => Tensor,
  options: TensorObjectiveOptions,
): TensorObjective {
  checkFunction('tensorObjective: f', f, 'a function from a tensor to a scalar tensor');
  const names = ['shape', 'noise'] as const;
  if (options === undefined) {
    const allowed = 'an object with shape';
    throw new InvalidInput({ subject: 'tensorObjective: options', given: options, allowed });
  }
  onlyOptions<TensorObjectiveOptions>('tensorObjective', options, names);
  const { noise } = options;
  const shape = shapeOf(options.shape);
  const n = shape.reduce((product, length) => product * length, 1);
  const checked = (x: Tensor): Scalar => checkScalar(f(x as T));
  let failure: { error: unknown } | undefined;
  // What TensorFlow.js has stored for the derivative is freed only where f does not throw.
  const differentiated = tfValueAndGrad((x: Tensor) => {
    try {
      return checked(x);
    } catch (error) {
      failure = { error };
      return sum(x);
    }
  });
  const point = (x: ArrayLike<number>): Tensor => {
    checkSynchronous('tensorObjective');
    if (x?.length === n) return tensor(Float32Array.from(x), [...shape]);
    throw new InvalidInput({ subject: 'tensorObjective: x', given: x, allowed: `an array of ${n} numbers` });
  };
  const value = (x: ArrayLike<number>): number => tidy(() => checked(point(x)).dataSync()[0]);
  const valueAndGrad = (x: ArrayLike<number>) => {
    let both = { value: Number.NaN, grad: new Float64Array(n) };
    failure = undefined;
    tidy(() => {
      const result = differentiated(point(x));
      if (failure) throw failure.error;
      both = { value: result.value.dataSync()[0], grad: Float64Array.from(result.grad.dataSync()) };
    });
    return both;
  };
  return {
    n,
    shape,
    ...(noise === undefined ? {} : { noise }),
    value,
    grad: (x) => valueAndGrad(x).grad,
    valueAndGrad,
    noiseAt: (x) => float32Noise(value, Float64Array.from(x)),
  };
}

function shapeOf(given: unknown): readonly number[] {
  const shape: unknown[] = Array.isArray(given) ? [...given] : [given];
  if (shape.every((length) => Number.isSafeInteger(length) && (length as number) > 0))
    return shape as number[];
  const allowed = 'the length of a vector, or a list of lengths: whole numbers from 1 on';
  throw new InvalidInput({ subject: 'tensorObjective: shape', given, allowed });
}

function checkScalar(result: unknown): Scalar {
  if (result instanceof Tensor && result.size === 1 && result.dtype === 'float32') return result.asScalar();
  const given =
    result instanceof Tensor
      ? described(`a tensor of type ${result.dtype} and shape [${result.shape.join(', ')}]`)
      : result;
  throw new InvalidInput({
    subject: 'tensorObjective: what f returns',
    given,
    allowed: 'a scalar tensor of type float32',
    remedy: given === result ? undefined : 'Reduce it by tf.sum or tf.mean.',
  });
}
