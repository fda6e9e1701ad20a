import { gather, Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import { onlyOptions } from '../../errors/only-options';
import { random } from '../../random';

/** What a model learns from: a row of each tensor is a sample. */
export interface ModelData {
  /** The input; a list of tensors for a model with several inputs. */
  x: Tensor | readonly Tensor[];
  /** What the output should be. */
  y: Tensor;
}

/** A part of the samples, drawn once and without repetition. */
export interface SampleOptions {
  size: number;
  /** Default: 0. */
  seed?: number;
}

/** Rows of data. */
export interface Samples {
  readonly count: number;
  /** The samples from one number on, as new tensors. */
  slice(start: number, count: number): { inputs: Tensor[]; targets: Tensor };
  dispose(): void;
}

/** @throws InvalidInput for data that are no tensors of one number of rows, and a sample that is none */
export function samplesOf(data: ModelData, sample: SampleOptions | undefined): Samples {
  const { x, y } = (data ?? {}) as Partial<ModelData>;
  const given = [...(Array.isArray(x) ? x : [x]), y] as Tensor[];
  if (given.some((each) => !(each instanceof Tensor) || each.rank === 0)) {
    const allowed = 'an object of tensors x and y, a sample a row';
    throw new InvalidInput({ subject: 'minimizeModel: data', given: data, allowed });
  }
  const rows = given.map(({ shape }) => shape[0]);
  if (rows.some((count) => count !== rows[0] || count === 0)) {
    throw new InvalidInput({
      subject: 'minimizeModel: data',
      given: described(`tensors of ${rows.join(', ')} rows`),
      allowed: 'tensors of one number of rows, 1 or more',
    });
  }
  const chosen = sample === undefined ? given : draw(given, rows[0], sample);
  return {
    count: chosen[0].shape[0],
    slice(start, count) {
      // As `model.fit` does it, one number a sample is a row of one.
      const parts = chosen.map((each) => {
        const part = each.slice(start, count);
        return part.rank === 1 ? part.expandDims(1) : part;
      });
      return { inputs: parts.slice(0, -1), targets: parts[parts.length - 1] };
    },
    dispose() {
      if (chosen !== given) for (const each of chosen) each.dispose();
    },
  };
}

function draw(given: readonly Tensor[], rows: number, sample: SampleOptions): Tensor[] {
  onlyOptions<SampleOptions>('minimizeModel: sample', sample, ['size', 'seed']);
  const { size, seed = 0 } = sample;
  if (!Number.isInteger(size) || size < 1 || size > rows) {
    const allowed = `a whole number from 1 to ${rows}, the number of rows`;
    throw new InvalidInput({ subject: 'minimizeModel: sample.size', given: size, allowed });
  }
  const order = random(seed).shuffle(Array.from({ length: rows }, (_, i) => i));
  return tidy(() => {
    const chosen = tensor1d(order.slice(0, size), 'int32');
    return given.map((each) => gather(each, chosen));
  });
}
