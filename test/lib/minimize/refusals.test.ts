import {
  backtracking,
  centralDifferences,
  descend,
  exactStep,
  gradientDescent,
  InvalidInput,
  minimize,
} from 'optlab';

const bowl = (x: Float64Array) => x[0] ** 2;
const descent = (options: unknown) => () => descend(bowl, [1], gradientDescent(), options as never);
const minimization = (options: unknown) => () => minimize(bowl, [1], options as never);
const search = (options: unknown) => () => backtracking(options as never);
const differences = (f: unknown, x: unknown) => () => centralDifferences(f as never, x as never);

test.each<[string, () => unknown, string]>([
  [
    'options null of descend',
    descent(null),
    'descend: options must be an object with steps, grad, shape, callback',
  ],
  ['a callback of descend', descent({ callback: 'log' }), 'descend: callback must be a function'],
  ['a callback null', descent({ callback: null }), 'descend: callback must be a function'],
  ['steps in words', descent({ steps: '5' }), 'descend: steps must be a whole number'],
  ['options null of minimize', minimization(null), 'minimize: options must be an object with method'],
  ['options that are a list', minimization([]), 'minimize: options must be an object with method'],
  ['a gtol in words', minimization({ gtol: '1e-5' }), 'gtol must be a number, 0 or more, but was "1e-5".'],
  ['a gtol null', minimization({ gtol: null }), 'gtol must be a number, 0 or more, but was null.'],
  ['a gtol NaN', minimization({ gtol: Number.NaN }), 'gtol must be a number, 0 or more, but was NaN.'],
  ['a maxiter null', minimization({ maxiter: null }), 'minimize: maxiter must be a whole number'],
  ['a callback of minimize', minimization({ callback: 1 }), 'minimize: callback must be a function'],
  [
    'a line search',
    minimization({ lineSearch: 0.1 }),
    'lineSearch must be a line search such as backtracking()',
  ],
  ['a line search null', minimization({ lineSearch: null }), 'minimize: lineSearch must be a line search'],
  ['options null of backtracking', search(null), 'backtracking: options must be an object with c1, shrink'],
  ['a c1 in words', search({ c1: '0.5' }), 'backtracking: c1 must be between 0 and 1, but was "0.5".'],
  ['a shrink null', search({ shrink: null }), 'backtracking: shrink must be between 0 and 1, but was null.'],
  ['a matrix for its product', () => exactStep([[1]] as never), 'exactStep: product must be a function'],
  ['f null of centralDifferences', differences(null, [1]), 'centralDifferences: f must be a function'],
  ['x null', differences(bowl, null), 'centralDifferences: x must be an array of numbers, but was null.'],
  ['x a number', differences(bowl, 1), 'centralDifferences: x must be an array of numbers, but was 1.'],
  [
    'x of texts',
    differences(bowl, ['1']),
    'centralDifferences: x must be an array of numbers, but was ["1"].',
  ],
  [
    'f that promises',
    differences(async () => 1, [1]),
    'centralDifferences: what f returns must be a number, but was a promise.',
  ],
])('%s: refused with a sentence', (_, call, message) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(message);
});

test('what is undefined is left out', () => {
  const left = { grad: undefined, callback: undefined };
  expect(descent({ ...left, steps: undefined })).not.toThrow();
  expect(minimization({ ...left, gtol: undefined, maxiter: undefined, lineSearch: undefined })).not.toThrow();
  expect(minimization(undefined)).not.toThrow();
  expect(search(undefined)).not.toThrow();
});
