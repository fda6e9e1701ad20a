import { InvalidInput } from 'optlab';

test.each<[unknown, string]>([
  [-1, '-1'],
  [-0, '-0'],
  [Number.NaN, 'NaN'],
  ['0.1', '"0.1"'],
  [undefined, 'undefined'],
  [null, 'null'],
  [10n, '10'],
  [Symbol('s'), 'Symbol(s)'],
  [Math.max, 'the function max'],
  [() => 1, 'the function (anonymous)'],
  [[], '[]'],
  [[1, 'a', [2]], '[1, "a", [...]]'],
  [new Float32Array(9), '[0, 0, 0, 0, 0, 0, ... 9 in all]'],
  [{ lr: 1 }, 'an object with lr'],
  [{}, 'an object'],
])('%p was given: the message says so', (given, words) => {
  const error = new InvalidInput({ subject: 'adam: lr', given, allowed: 'positive' });
  expect(error.message).toBe(`adam: lr must be positive, but was ${words}.`);
});

test('the message ends with what to do', () => {
  const error = new InvalidInput({ subject: 'x', given: 0, allowed: 'positive', remedy: 'Choose another.' });
  expect(error.message).toBe('x must be positive, but was 0. Choose another.');
  expect(error).toMatchObject({ name: 'InvalidInput', details: { subject: 'x', given: 0 } });
  expect(error).toBeInstanceOf(Error);
});
