import { InvalidInput } from 'optlab';
import { described } from '../../../lib/src/errors/described';

test.each<[unknown, string]>([
  [-1, '-1'],
  [-0, '-0'],
  [Number.NaN, 'NaN'],
  ['0.1', '"0.1"'],
  [undefined, 'undefined'],
  [null, 'null'],
  [10n, '10n'],
  [Symbol('s'), 'Symbol(s)'],
  [Math.max, 'the function max'],
  [() => 1, 'the function (anonymous)'],
  [[], '[]'],
  [[1, 'a', [2]], '[1, "a", [...]]'],
  [new Float32Array(9), '[0, 0, 0, 0, 0, 0, ... 9 in all]'],
  [{ lr: 1 }, 'an object with lr'],
  [{}, 'an object'],
  [Promise.resolve(1), 'a promise'],
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

test('words that describe what was given stand without quotes, those of a user with them', () => {
  const details = { subject: 'g', allowed: 'of shape [1]' };
  const error = new InvalidInput({ ...details, given: described('of shape [2]') });
  expect(error.message).toBe('g must be of shape [1], but was of shape [2].');
  expect(error.details.given).toBe('of shape [2]');
  const quoted = new InvalidInput({ ...details, given: 'of shape [2]' });
  expect(quoted.message).toBe('g must be of shape [1], but was "of shape [2]".');
});
