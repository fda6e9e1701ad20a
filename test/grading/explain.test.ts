import { agrees } from '../../grading/src/checks/explain';

describe('whether an answer agrees with what is expected', () => {
  test.each([
    [1 + 1e-12, 1],
    [
      [1e9 + 0.1, [0]],
      [1e9, [0]],
    ],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [null, null],
  ])('%j agrees with %j', (got, expected) => {
    expect(agrees(got, expected)).toBe(true);
  });

  test.each([
    [1 + 1e-8, 1],
    [[1, 2], [1]],
    [100, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 100],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
    ['1', 1],
  ])('%j does not agree with %j', (got, expected) => {
    expect(agrees(got, expected)).toBe(false);
  });
});
