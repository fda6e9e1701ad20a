import {
  adadelta,
  adagrad,
  adamw,
  InvalidInput,
  lion,
  momentum,
  nadam,
  nesterov,
  rmsprop,
  rprop,
  sgd,
} from 'optlab';
import { rules } from './optimizers';

const wrongNumbers = [-0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '0.1', [0.1]];

describe.each(rules.map((rule) => [rule.definition.name, rule] as const))('%s refuses', (name, rule) => {
  const { hyper, choices = {} } = rule.definition;
  const refused = (options: unknown, ...parts: string[]) => {
    const attempt = () => rule(options as never);
    expect(attempt).toThrow(InvalidInput);
    for (const part of parts) expect(attempt).toThrow(part);
  };

  test.each(Object.keys(hyper))('a wrong %s', (key) => {
    for (const wrong of wrongNumbers) {
      refused({ [key]: wrong }, `${name}: ${key} must be a`);
    }
  });

  test('a rate that a schedule makes wrong, at the step where it does', () => {
    const optimizer = rule({ lr: (t: number) => 3 - t } as never);
    expect(optimizer.scalarsAt(3).lr).toBe(0);
    expect(() => optimizer.scalarsAt(4)).toThrow(`${name}: lr at step 4 must be a finite number, 0 or more`);
  });

  test('an option of another name', () => {
    refused({ learningRate: 0.1 }, `${name}: option must be one of`, 'learningRate', ...Object.keys(hyper));
  });

  test.each(['adam', 0.1, null, [0.1]])('%j in place of options', (wrong) => {
    refused(wrong, `${name}: options must be an object`);
  });

  for (const [key, variants] of Object.entries(choices)) {
    test(`a wrong ${key}`, () => {
      refused(
        { [key]: 'none such' },
        `${name}: ${key} must be one of`,
        ...variants.map((one) => JSON.stringify(one)),
      );
    });
  }
});

test.each<[string, () => unknown, string]>([
  ['momentum that never decays', () => momentum({ b: 1 }), 'Momentum: b must be a number from 0 up to'],
  ['look-ahead that never decays', () => nesterov({ b: 1 }), 'Nesterov momentum: b must be'],
  ['an average that never moves', () => rmsprop({ alpha: 1 }), 'RMSprop: alpha must be'],
  ['a b1 of 1', () => adamw({ b1: 1 }), 'AdamW: b1 must be'],
  ['a b2 above 1', () => lion({ b2: 1.5 }), 'Lion: b2 must be'],
  [
    'dampening of what is not dampened',
    () => momentum({ dampening: 0.5 }),
    'Momentum: dampening must be left out with form = "classical", but was 0.5. No line of that variant reads it.',
  ],
  [
    'a decay of constant momentum, in a group',
    () => nadam({ momentum: 'constant', groups: [{ variables: /a/, psi: 0.1 }] }),
    'NAdam: group 1: psi must be left out with momentum = "constant"',
  ],
  ['dampening above 1', () => sgd({ dampening: 1.1 }), 'SGD: dampening must be a number from 0 to 1'],
  [
    'Adadelta without eps, which could not start',
    () => adadelta({ eps: 0 }),
    'Adadelta: eps must be a finite number above 0',
  ],
  ['a growing factor below 1', () => rprop({ up: 0.9 }), 'Rprop: up must be a finite number, 1 or more'],
  ['a shrinking factor of 1', () => rprop({ down: 1 }), 'Rprop: down must be'],
  ['a negative accumulator', () => adagrad({ s0: -1 }), 'AdaGrad: s0 must be'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(InvalidInput);
  expect(make).toThrow(message);
});
