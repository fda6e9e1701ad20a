import { onlyOptions } from '../../../lib/src/errors/only-options';

const allowed = ['steps', 'grad', 'callback'];
const check = (options: unknown) => () => onlyOptions<Record<string, unknown>>('descend', options, allowed);

test.each<[string, unknown]>([
  ['options that are left out', undefined],
  ['no option', {}],
  ['every option', { steps: 1, grad: undefined, callback: null }],
  ['an unknown key that is inherited', Object.create({ stpes: 5 })],
  ['options without a prototype', Object.assign(Object.create(null), { steps: 1 })],
])('%s pass', (_, options) => {
  expect(check(options)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['null', null, 'descend: options must be an object with steps, grad, callback, but was null.'],
  ['a number', 5, 'descend: options must be an object with steps, grad, callback, but was 5.'],
  ['an array', [5], 'descend: options must be an object with steps, grad, callback, but was [5].'],
  [
    'exchanged letters',
    { stpes: 5 },
    'descend: option must be one of steps, grad, callback, but was "stpes". Did you mean steps?',
  ],
  ['a missing letter', { step: 5 }, 'but was "step". Did you mean steps?'],
  ['an additional letter', { grads: 5 }, 'but was "grads". Did you mean grad?'],
  ['capitals', { callBack: 5 }, 'but was "callBack". Did you mean callback?'],
  ['a longer word', { gradient: 5 }, 'but was "gradient".'],
  ['another word', { momentum: 5 }, 'but was "momentum".'],
  ['a key that objects inherit', { toString: 5 }, 'but was "toString".'],
  ['an unknown key without a value', { stepz: undefined }, 'Did you mean steps?'],
])('%s: the message says what there is', (_, options, message) => {
  expect(check(options)).toThrow(message);
});

test('where nothing is allowed, the message says to leave it out', () => {
  expect(() => onlyOptions('Sign descent', { lr: 1 }, [], 'limit')).toThrow(
    'Sign descent: limit must be left out, but was "lr".',
  );
});
