import { input, layers, model, type SymbolicTensor, type Tensor } from '@tensorflow/tfjs';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';

/** A loss of each sample, from what is true and what was predicted; the mean over the samples is minimized. */
export type LossFunction = (yTrue: Tensor, yPredicted: Tensor) => Tensor;

/** The losses that TensorFlow.js knows by name. */
const names = [
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'categoricalHinge',
  'cosineProximity',
  'hinge',
  'squaredHinge',
  'kullbackLeiblerDivergence',
  'logcosh',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredError',
  'meanSquaredLogarithmicError',
  'poisson',
] as const;

/** The name of a loss of TensorFlow.js. */
export type LossName = (typeof names)[number];

/** @throws InvalidInput for what is neither a name, in whatever case, nor a function */
export function lossOf(loss: unknown): LossFunction {
  if (typeof loss === 'function') return loss as LossFunction;
  const name = names.find((known) => known.toLowerCase() === String(loss).toLowerCase());
  if (name !== undefined && typeof loss === 'string') return withShapesChecked(name, namedLoss(name));
  throw new InvalidInput({
    subject: 'minimizeModel: loss',
    given: loss,
    allowed: `one of ${names.join(', ')}, or a function (yTrue, yPredicted) => tensor`,
  });
}

/** Refuses what would be broadcast, or fail with an error about other shapes. */
function withShapesChecked(name: LossName, loss: LossFunction): LossFunction {
  return (yTrue, yPredicted) => {
    const [, ...expected] = name.startsWith('sparse')
      ? [...yPredicted.shape.slice(0, -1), 1]
      : yPredicted.shape;
    const [, ...given] = yTrue.shape;
    if (given.join() === expected.join()) return loss(yTrue, yPredicted);
    throw new InvalidInput({
      subject: 'minimizeModel: data.y',
      given: described(`with rows of shape [${given.join(', ')}]`),
      allowed: `with rows of shape [${expected.join(', ')}] for ${name} of this model`,
    });
  };
}

/** TensorFlow.js gives its losses away to models only: a small one fetches it. */
function namedLoss(name: LossName): LossFunction {
  const inputs = input({ shape: [1] });
  const carrier = model({ inputs, outputs: layers.reLU().apply(inputs) as SymbolicTensor });
  try {
    carrier.compile({ loss: name, optimizer: 'sgd' });
    return carrier.lossFunctions[0] as LossFunction;
  } finally {
    carrier.dispose();
  }
}
