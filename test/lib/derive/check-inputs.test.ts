import { checkGradient, checkHessian, checkStationary, InvalidInput } from 'optlab';

const f = (x: Float64Array) => x[0] ** 2 + x[1] ** 2;
const kind = 'minimum';

describe('what is no list of numbers is refused as a gradient', () => {
  test.each<[string, unknown]>([
    ['texts', ['2', '4']],
    ['rows', [[2], [4]]],
    ['holes', new Array(2)],
    ['big integers', [2n, 4n]],
    ['big integers of 64 bits', new BigInt64Array(2)],
    ['an object with a length', { length: 2 }],
    ['a text', '24'],
  ])('%s', (_, given) => {
    const gradient = given as number[];
    expect(() => checkGradient(f, gradient, [1, 2])).toThrow(InvalidInput);
    expect(() => checkGradient(f, () => gradient, [1, 2])).toThrow(
      /the gradient must be an array of numbers/,
    );
    expect(() => checkStationary(f, [0, 0], { kind, grad: () => gradient })).toThrow(InvalidInput);
  });

  test('an entry that is not finite is a finding', () => {
    expect(checkGradient(f, [Number.NaN, 4], [1, 2])).toMatchObject({ holds: false });
  });
});

test('a gradient of null is not taken for left out', () => {
  const grad = null as never;
  expect(() => checkStationary(f, [0, 0], { kind, grad })).toThrow(/grad must be a function/);
  expect(() =>
    checkHessian(
      f,
      [
        [2, 0],
        [0, 2],
      ],
      [1, 2],
      { grad },
    ),
  ).toThrow(InvalidInput);
});
