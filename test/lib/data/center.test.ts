import { center, column, InvalidInput, matrixOf } from 'optlab';

describe('center', () => {
  test('the mean of every column becomes zero and differences stay', () => {
    const matrix = matrixOf(
      [
        [1, 1000],
        [2, 1010],
        [6, 1050],
      ],
      ['a', 'b'],
    );
    const centered = center(matrix);
    expect(Array.from(column(centered, 'a'))).toEqual([-2, -1, 3]);
    expect(Array.from(column(centered, 'b'))).toEqual([-20, -10, 30]);
    expect(centered.names).toEqual(['a', 'b']);
    expect(Array.from(matrix.values.slice(0, 2))).toEqual([1, 1000]);
  });

  test('takes plain and typed arrays', () => {
    expect(Array.from(center([2, 4]))).toEqual([-1, 1]);
    expect(Array.from(center(Int32Array.of(1, 2)))).toEqual([-0.5, 0.5]);
  });

  test.each([[[]], [[1, Number.NaN]], [[1, Infinity]]])('refuses %j', (data) => {
    expect(() => center(data)).toThrow(InvalidInput);
  });
});
