import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { random } from '../random';
import { checkMatrix, isList, type Matrix, selectRows } from './matrix';

/** Samples in rows, and what is to be predicted of each. */
export interface Labelled<Target extends Float64Array | Int32Array = Float64Array | Int32Array> {
  readonly features: Matrix;
  readonly target: Target;
}

/** How {@link trainTestSplit} divides. */
export interface SplitOptions {
  /** Share of the samples that the test gets, between 0 and 1; default 0.25, as in scikit-learn. */
  testShare?: number;
  seed: number;
  /** Every class gets the same share in both parts; default no. */
  stratify?: boolean;
}

/** Which rows went where, and the two parts. */
export interface Split<Data extends Labelled> {
  train: Pick<Data, 'features' | 'target'>;
  test: Pick<Data, 'features' | 'target'>;
  trainRows: number[];
  testRows: number[];
}

/**
 * Divides samples at random into a part to train on and a part to test on; the test gets the share rounded up.
 *
 * @throws InvalidInput for an unknown option, if a part would be empty, or a stratified class has fewer than two
 *   samples
 * @example
 * ```ts
 * const { train, test } = trainTestSplit(loadDataset('wine'), { testShare: 0.2, seed: 1, stratify: true });
 * [train.features.rows, test.features.rows] // [ 142, 36 ]
 * ```
 */
export function trainTestSplit<Data extends Labelled>(data: Data, options: SplitOptions): Split<Data> {
  onlyOptions<SplitOptions>('trainTestSplit', options, ['testShare', 'seed', 'stratify']);
  const { testShare = 0.25, seed, stratify = false } = options ?? ({} as SplitOptions);
  const { features, target } = data ?? {};
  checkMatrix('trainTestSplit: features', features);
  if (!isList(target) || target.length !== features.rows) {
    throw new InvalidInput({
      subject: 'trainTestSplit: length of target',
      given: target?.length,
      allowed: `${features.rows}, the rows of the features`,
    });
  }
  const count = Math.ceil(testShare * features.rows - 1e-9);
  if (typeof testShare !== 'number' || !(testShare > 0 && testShare < 1) || count >= features.rows) {
    throw new InvalidInput({
      subject: 'trainTestSplit: testShare',
      given: testShare,
      allowed: `between 0 and 1 and so that both parts of ${features.rows} samples have one`,
    });
  }
  const stream = random(seed);
  const order = stream.shuffle(Array.from({ length: features.rows }, (_, row) => row));
  const testRows = stratify ? stratified(order, target, count) : order.slice(0, count);
  const inTest = new Set(testRows);
  const trainRows = order.filter((row) => !inTest.has(row));
  const part = (rows: number[]) =>
    ({ features: selectRows(features, rows), target: pick(target, rows) }) as Pick<
      Data,
      'features' | 'target'
    >;
  return { train: part(trainRows), test: part(testRows), trainRows, testRows };
}

/** Each class gives its share, rounded down; the largest remainders give one more until the count is reached. */
function stratified(order: number[], target: ArrayLike<number>, count: number): number[] {
  const classes = new Map<number, number[]>();
  for (const row of order) classes.set(target[row], [...(classes.get(target[row]) ?? []), row]);
  const quotas = [...classes].map(([label, rows]) => {
    if (rows.length < 2) {
      throw new InvalidInput({
        subject: `trainTestSplit: samples of class ${label}`,
        given: rows.length,
        allowed: 'at least 2, to stratify',
        remedy: 'Targets that are numbers and not classes cannot be stratified.',
      });
    }
    const share = (rows.length * count) / order.length;
    return { rows, take: Math.floor(share), rest: share - Math.floor(share) };
  });
  const missing = count - quotas.reduce((sum, { take }) => sum + take, 0);
  const largest = [...quotas].sort((a, b) => b.rest - a.rest).slice(0, missing);
  for (const quota of largest) quota.take++;
  const taken = new Set(quotas.flatMap(({ rows, take }) => rows.slice(0, take)));
  return order.filter((row) => taken.has(row));
}

function pick(target: Float64Array | Int32Array, rows: number[]): Float64Array | Int32Array {
  const picked = rows.map((row) => target[row]);
  return target instanceof Int32Array ? Int32Array.from(picked) : Float64Array.from(picked);
}
