import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  center,
  column,
  InvalidInput,
  loadDataset,
  matrixOf,
  rowsOf,
  selectColumns,
  selectRows,
  standardize,
  toTensor,
  trainTestSplit,
} from 'optlab';

describe('a matrix', () => {
  test('a column that is not there is a type error too', () => {
    // @ts-expect-error
    expect(() => column(loadDataset('diabetes').features, 'bmx')).toThrow(/one of age, sex, bmi/);
  });

  const m = matrixOf(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    ['a', 'b', 'c'],
  );

  test('gives columns by name and by index', () => {
    expect([...column(m, 'c')]).toEqual([3, 6]);
    expect([...column(m, 0)]).toEqual([1, 4]);
  });

  test('selects columns and rows in the order asked for', () => {
    expect(selectColumns(m, ['c', 'a'])).toMatchObject({ columns: 2, names: ['c', 'a'] });
    expect([...selectColumns(m, ['c', 'a']).values]).toEqual([3, 1, 6, 4]);
    expect([...selectRows(m, [1, 1, 0]).values]).toEqual([4, 5, 6, 4, 5, 6, 1, 2, 3]);
  });

  test('becomes a float32 tensor of its shape, and leaks none', () => {
    const before = tf.memory().numTensors;
    const tensor = toTensor(m);
    expect(tensor.shape).toEqual([2, 3]);
    expect([...tensor.dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    tensor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['no rows', () => matrixOf([]), /at least one row/],
    ['ragged rows', () => matrixOf([[1, 2], [3]]), /length of row 1 must be 2/],
    ['a text', () => matrixOf([['1' as never]]), /row 0, column 0 must be a number, but was "1"/],
    ['too few names', () => matrixOf([[1, 2]], ['a']), /2 different names/],
    ['a name twice', () => matrixOf([[1, 2]], ['a', 'a']), /2 different names/],
    ['an unknown column', () => column(m, 'd' as 'a'), /one of a, b, c/],
    ['a column too far', () => column(m, 3), /index from 0 to 2/],
    ['a row too far', () => selectRows(m, [2]), /integer from 0 to 1/],
    ['no columns', () => selectColumns(m, []), /at least one column/],
  ])('refuses %s', (_, call, says) => {
    expect(call).toThrow(says);
  });
});

test.each<[string, (wrong: never) => unknown]>([
  ['column', (wrong) => column(wrong, 0)],
  ['rowsOf', rowsOf],
  ['selectColumns', (wrong) => selectColumns(wrong, [0])],
  ['selectRows', (wrong) => selectRows(wrong, [0])],
  ['toTensor', toTensor],
  ['center', center],
  ['standardize', standardize],
  ['trainTestSplit', (wrong) => trainTestSplit({ features: wrong, target: Float64Array.of(1) }, { seed: 1 })],
])('%s refuses what is no matrix', (_, call) => {
  for (const wrong of [null, undefined, 5, '123', {}, { rows: 2, columns: 1, values: [1] }]) {
    expect(() => call(wrong as never)).toThrow(InvalidInput);
  }
});

test.each<[string, () => unknown]>([
  ['rows of selectRows', () => selectRows(matrixOf([[1]]), null as never)],
  ['columns of selectColumns', () => selectColumns(matrixOf([[1]], ['a']), 'a' as never)],
  ['names', () => matrixOf([[1]], 'a' as never)],
  ['texts to center', () => center(['1', '2'] as never)],
  ['a target', () => trainTestSplit({ features: matrixOf([[1]]), target: null as never }, { seed: 1 })],
])('refuses %s that are no list of the right kind', (_, call) => {
  expect(call).toThrow(InvalidInput);
});

describe('standardize', () => {
  test.each([1e200, 1e-200])('finds the deviation of numbers whose square float64 cannot hold: %d', (x) => {
    const { deviation, transform } = standardize(matrixOf([[x], [-x]]));
    expect([...deviation]).toEqual([x]);
    expect([...transform(matrixOf([[x]])).values]).toEqual([1]);
  });

  test('a constant column is centred and not divided, even where its mean is rounded', () => {
    const scale = standardize(matrixOf(Array.from({ length: 10 }, () => [0.1, 1e15 + 0.3])));
    expect([...scale.deviation]).toEqual([1, 1]);
    expect(Math.abs(scale.transform(matrixOf([[0.1, 1e15 + 0.3]])).values[0])).toBeLessThan(1e-15);
  });

  test('one sample has no deviation', () => {
    expect([...standardize(matrixOf([[3, 4]])).deviation]).toEqual([1, 1]);
  });

  test('a value that is not finite is refused by its place', () => {
    expect(() =>
      standardize(
        matrixOf([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow(/row 1, column 1 must be finite, but was NaN/);
  });

  test('other columns than the training data had are refused', () => {
    expect(() => standardize(matrixOf([[1, 2]])).transform(matrixOf([[1]]))).toThrow(
      /must be 2, as in the training data/,
    );
  });

  test('law: what is standardized has mean 0 and deviation 1', () => {
    const varied = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(varied, (numbers) => {
        const m = matrixOf(numbers.map((x) => [x]));
        const scale = standardize(m);
        fc.pre(Math.max(...numbers) - Math.min(...numbers) > 1e-3);
        const z = scale.transform(m).values;
        const mean = z.reduce((sum, x) => sum + x, 0) / z.length;
        expect(mean).toBeCloseTo(0, 6);
        expect(z.reduce((sum, x) => sum + (x - mean) ** 2, 0) / z.length).toBeCloseTo(1, 6);
      }),
      { seed: 1 },
    );
  });
});

describe('trainTestSplit', () => {
  const data = loadDataset('breast-cancer');

  test('puts every sample on exactly one side, with its own target', () => {
    const { train, test: held, trainRows, testRows } = trainTestSplit(data, { testShare: 0.2, seed: 3 });
    expect([...trainRows, ...testRows].sort((a, b) => a - b)).toEqual([...data.target.keys()]);
    expect(held.features.rows).toBe(114); // scikit-learn: ceil(0.2 * 569)
    testRows.forEach((row, at) => {
      expect(rowsOf(held.features)[at]).toEqual(rowsOf(data.features)[row]);
      expect(held.target[at]).toBe(data.target[row]);
    });
    expect(train.target).toBeInstanceOf(Int32Array);
  });

  test('the seed decides, and only the seed', () => {
    const rows = (seed: number) => trainTestSplit(data, { seed }).testRows;
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
  });

  test.each([0.1, 0.25, 0.5])(
    'stratified, a test share of %d holds in every class to within one sample',
    (testShare) => {
      const { test: held } = trainTestSplit(data, { testShare, seed: 5, stratify: true });
      for (const label of [0, 1]) {
        const count = (target: Int32Array) => target.filter((value) => value === label).length;
        const share = (count(data.target) * held.target.length) / data.target.length;
        expect(Math.abs(count(held.target) - share)).toBeLessThan(1);
      }
      expect(held.target).toHaveLength(Math.ceil(testShare * 569));
    },
  );

  test.each([0, 1, -0.1, 1.5, Number.NaN, 0.9999])('refuses a test share of %d', (testShare) => {
    expect(() => trainTestSplit(data, { testShare, seed: 1 })).toThrow(/testShare must be between 0 and 1/);
  });

  test('refuses to stratify numbers, and targets of another length', () => {
    expect(() => trainTestSplit(loadDataset('diabetes'), { seed: 1, stratify: true })).toThrow(
      /cannot be stratified/,
    );
    const short = { features: data.features, target: new Int32Array(3) };
    expect(() => trainTestSplit(short, { seed: 1 })).toThrow(/length of target must be 569/);
  });
});
