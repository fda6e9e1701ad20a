import {
  adam,
  descend,
  displaySymbol,
  gradientDescent,
  InvalidInput,
  momentum,
  type RuleDefinition,
  rule,
} from 'optlab';

const define = (change: Partial<RuleDefinition>) => () =>
  rule({
    name: 'Test',
    hyper: { lr: 0.1, b: 0.9 },
    state: { m: 0 },
    step: ['m = b*m + g', 'p = p - lr*m'],
    ...change,
  });

describe('a rule that is wrong is refused when it is defined, with line and symbol', () => {
  test.each<[string, Partial<RuleDefinition>, string]>([
    [
      'an unknown symbol',
      { step: ['m = b*m + g', 'p = p - lr*w'] },
      'Test, line 2 (p = p - lr*w): symbol w must be one of g, p, t, lr, b, m, but was "w".',
    ],
    [
      'a symbol of a later line',
      { step: ['p = p - lr*u', 'u = g', 'm = b*m + u'] },
      'Test, line 1 (p = p - lr*u): symbol u must be one of g, p, t, lr, b, m, but was "u". A later line assigns u; lines run in order.',
    ],
    [
      'an unknown function',
      { step: ['m = b*m + g', 'p = p - lr*relu(m)'] },
      'line 2 (p = p - lr*relu(m)): function must be one of sqrt, abs, sign, exp, log, max, min, select, sum, norm2, globalSum and globalNorm, or a function of mathjs from numbers to a number, on scalars, but was "relu".',
    ],
    [
      'a scalar function on an array',
      { step: ['m = b*m + g', 'p = p - lr*cos(m)'] },
      'function cos must be called on scalars',
    ],
    ['a symbol that is called', { step: ['m = b*m + g', 'p = p - lr(m)'] }, 'For a product write lr*(...).'],
    ['a function that makes matrices', { step: ['m = b*m + g', 'p = p - lr*m*zeros(b)'] }, 'but was "zeros"'],
    ['chance', { step: ['m = b*m + g', 'p = p - lr*m*random(b)'] }, 'but was "random"'],
    [
      'an unsupported operator',
      { step: ['m = b*m + g', "p = p - lr*m'"] },
      "function ' must be called on scalars",
    ],
    [
      'too few arguments',
      { step: ['m = max(m)', 'p = p - lr*m*b + g'] },
      'must be given two or more arguments',
    ],
    ['too many arguments', { step: ['m = b*m + g', 'p = p - lr*sqrt(m, 2)'] }, 'must be given 1 argument'],
    [
      'a condition as a number',
      { step: ['m = b*m + (g > 0)', 'p = p - lr*m'] },
      'argument 2 of + must be a number, not a condition, but was a condition',
    ],
    [
      'a number as a condition',
      { step: ['m = b*m', 'p = select(g, m, lr)'] },
      'argument 1 of select must be a condition such as a < b',
    ],
    ['a condition as the state', { step: ['m = g > m', 'p = p - lr*b*m'] }, 'value of m must be a number'],
    [
      'a line that does not parse',
      { step: ['m = b*m + g', 'p = p - lr*('] },
      'Test, line 2 (p = p - lr*(): the line must be an assignment',
    ],
    [
      'a line that is no assignment',
      { step: ['m = b*m + g', 'p - lr*m'] },
      "an assignment such as 'm = b1*m + (1-b1)*g'",
    ],
    ['two statements in a line', { step: ['m = b*m + g; p = p - lr*m'] }, 'an assignment such as'],
    ['an indexed assignment', { step: ['m[1] = b*m + g', 'p = p - lr*m'] }, 'an assignment such as'],
    ['a line that is no text', { step: [7 as unknown as string] }, 'but was 7'],
    ['no line', { step: [] }, 'must be one or more assignments'],
    ['no array of lines', { step: 'p = p - lr*g' as unknown as string[] }, 'must be an array of lines'],
    [
      'an assignment to the gradient',
      { step: ['g = 2*g', 'm = b*m + g', 'p = p - lr*m'] },
      'assigned symbol g must be an array to update or a new name, but was the gradient',
    ],
    [
      'an assignment to a hyper-parameter',
      { step: ['lr = b*lr', 'm = b*m + g', 'p = p - lr*m'] },
      'but was hyper-parameter lr',
    ],
    [
      'an assignment to the step',
      { step: ['t = t + 1', 'm = b*m + g', 'p = p - lr*m'] },
      'but was the number of the step',
    ],
    [
      'an assignment to a constant',
      { step: ['pi = 3', 'm = b*m + g', 'p = p - lr*m'] },
      'but was a constant',
    ],
    [
      'parameters without update',
      { step: ['m = b*m + lr*g'] },
      'the parameters, p, must be assigned by a line',
    ],
    ['state without update', { step: ['p = p - lr*g - b*m'] }, 'state m must be assigned by a line'],
    ['state without use', { step: ['m = b*g', 'u = 1 + b', 'p = p - lr*g*u'] }, 'never read'],
    [
      'a temporary without use',
      { step: ['m = b*m + g', 'P = p - lr*m', 'p = p - lr*m'] },
      'Test, line 2 (P = p - lr*m): temporary P must be read by a later line',
    ],
    [
      'a hyper-parameter without use',
      { hyper: { lr: 1, b: 1, eps: 1 } },
      'Test: hyper-parameter eps must be read by a line',
    ],
    [
      'a gradient without use',
      { step: ['m = b*m', 'p = p - lr*m'] },
      'the gradient, g, must be read by a line',
    ],
    [
      'a state that is named like the gradient',
      { state: { g: 0 } },
      'Test: the name of state g must be another one than that of the gradient',
    ],
    [
      'a hyper-parameter that is named like the step',
      { hyper: { lr: 1, t: 1 } },
      'that of the number of the step',
    ],
    ['a state that is named like a hyper-parameter', { state: { b: 0 } }, 'that of hyper-parameter b'],
    ['a constant as a name', { hyper: { lr: 1, pi: 3 } }, 'none of pi, Infinity'],
    ['a name that is none', { hyper: { lr: 1, 'b 1': 3 } }, 'letters, digits and _'],
    [
      'a default outside its limits',
      { hyper: { lr: -1, b: 0.9 } },
      'Test: lr must be a finite number, 0 or more, but was -1.',
    ],
    [
      'a default that is not finite',
      { hyper: { lr: 1, b: Number.NaN } },
      'Test: b must be a finite number, but was NaN.',
    ],
    [
      'a state that starts at no number',
      { state: { m: Number.NaN } },
      'initial value of state m must be a finite number',
    ],
    ['no name', { name: '' }, 'rule: name must be a text'],
  ])('%s', (_, change, message) => {
    expect(define(change)).toThrow(message);
  });

  test('in any of its variants', () => {
    expect(() =>
      rule({
        name: 'Variants',
        hyper: { lr: 1 },
        choices: { form: ['right', 'wrong'] },
        step: ({ form }) => [form === 'right' ? 'p = p - lr*g' : 'p = p - lr*q'],
      }),
    ).toThrow('Variants, line 1 (p = p - lr*q): symbol q');
  });
});

/** The compiler refuses these too. */
const mistyped = {
  // @ts-expect-error the option is called lr
  name: () => adam({ learningRate: 1 }),
  // @ts-expect-error a rate is a number
  text: () => adam({ lr: '0.1' }),
  // @ts-expect-error there is no such form
  form: () => momentum({ form: 'nesterov' }),
  // @ts-expect-error options are an object
  number: () => adam(0.1),
};

describe('options', () => {
  test.each<[string, () => unknown, string]>([
    [
      'an unknown name',
      mistyped.name,
      'Adam: option must be one of lr, b1, b2, eps, groups, onNaN, but was "learningRate".',
    ],
    [
      'a negative rate',
      () => gradientDescent({ lr: -0.1 }),
      'Gradient descent: lr must be a finite number, 0 or more, but was -0.1.',
    ],
    ['an infinite rate', () => momentum({ lr: Number.POSITIVE_INFINITY }), 'but was Infinity.'],
    ['NaN', () => adam({ eps: Number.NaN }), 'Adam: eps must be a finite number, 0 or more, but was NaN.'],
    [
      'a decay rate of 1',
      () => adam({ b2: 1 }),
      'Adam: b2 must be a number from 0 up to, but not including, 1, but was 1.',
    ],
    ['a decay rate below 0', () => momentum({ b: -0.1 }), 'but was -0.1.'],
    ['a text', mistyped.text, 'Adam: lr must be a finite number, 0 or more, but was "0.1".'],
    [
      'an unknown form',
      mistyped.form,
      'Momentum: form must be one of "classical", "ema", "dampened", but was "nesterov".',
    ],
    [
      'a bare number',
      mistyped.number,
      'Adam: options must be an object with lr, b1, b2, eps, groups, onNaN, but was 0.1.',
    ],
  ])('%s is refused with what is allowed', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('left out or undefined keep the defaults', () => {
    expect(adam({ lr: undefined, b1: 0.5 }).getConfig()).toEqual({ lr: 1e-3, b1: 0.5, b2: 0.999, eps: 1e-8 });
    expect(momentum().getConfig()).toEqual({ lr: 1e-3, b: 0.9, form: 'classical' });
  });
});

describe('a rule of one own', () => {
  const clipped = rule({
    name: 'Clipped',
    hyper: { lr: 0.5, limit: 1 },
    step: ['c = max(min(g, limit), -limit)', 'p = p - lr*c'],
  });

  test('may have names that every object inherits', () => {
    const named = rule({
      name: 'Inherited',
      hyper: { lr: 1, constructor: 2, toString: 3 },
      choices: { valueOf: ['a', 'b'] },
      state: { hasOwnProperty: 0 },
      step: ['hasOwnProperty = hasOwnProperty + g*toString', 'p = p - lr*hasOwnProperty*constructor'],
    });
    const reached = (optimizer: ReturnType<typeof named>) =>
      descend(() => 0, [10], optimizer, { steps: 1, grad: () => [1] }).x[0];
    expect(reached(named())).toBe(10 - 1 * 3 * 2);
    expect(reached(named({ constructor: 0.5 } as never))).toBe(10 - 1 * 3 * 0.5);
  });

  test('is called by its name', () => {
    expect(clipped.name).toBe('Clipped');
  });

  test('runs', () => {
    const { path } = descend((x) => x[0] ** 2, [10], clipped(), { steps: 2, grad: (x) => [2 * x[0]] });
    expect(path.map(([x]) => x)).toEqual([10, 9.5, 9]);
  });
});

describe('a rule shows itself', () => {
  test('in LaTeX with its defaults and its source', () => {
    const bundle = adam[displaySymbol]();
    expect(bundle['text/latex']).toBe(
      [
        '$$\\begin{aligned}',
        '&\\textbf{Adam} \\quad \\eta = 0.001,\\; \\beta_1 = 0.9,\\; \\beta_2 = 0.999,\\; \\varepsilon = 10^{-8} \\\\',
        'm_t &= \\beta_1 m_{t-1} + (1 - \\beta_1) g_t \\\\',
        'v_t &= \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2 \\\\',
        '\\theta_t &= \\theta_{t-1} - \\frac{\\eta \\frac{m_t}{1 - \\beta_1^t}}{\\sqrt{\\frac{v_t}{1 - \\beta_2^t}} + \\varepsilon} \\\\',
        '&\\text{Kingma \\& Ba 2015, Algorithm 1}',
        '\\end{aligned}$$',
      ].join('\n'),
    );
  });

  test('with the options of an optimizer', () => {
    const bundle = momentum({ lr: (t) => 1 / t, form: 'ema' })[displaySymbol]();
    expect(bundle['text/plain']).toBe(
      [
        'Momentum, form = ema (lr = a schedule, b = 0.9)',
        '  v = b*v + (1-b)*g',
        '  p = p - lr*v',
        'Polyak 1964',
      ].join('\n'),
    );
    expect(bundle['text/latex']).toContain('\\eta = \\eta(t)');
  });
});

describe('a definition that only plain JavaScript can pass is refused', () => {
  const step = ['p = p - lr*g'];
  const fine = { name: 'Test', hyper: { lr: 0.1 }, step };
  const holds = () => true;
  test.each<[string, unknown, string]>([
    ['null', null, 'rule: definition must be an object with name, hyper and step, but was null.'],
    ['undefined', undefined, 'rule: definition must be an object'],
    ['a misspelt key', { ...fine, stat: { m: 0 } }, 'but was "stat". Did you mean state?'],
    ['hyper null', { ...fine, hyper: null }, 'Test: hyper must be an object of numbers by name'],
    ['choices null', { ...fine, choices: null }, 'Test: choices must be an object of arrays by name'],
    [
      'a choice as one text',
      { ...fine, choices: { a: 'xy' } },
      'Test: choice a must be an array of one or more texts or booleans, the default first, but was "xy".',
    ],
    ['a choice of nothing', { ...fine, choices: { a: [] } }, 'Test: choice a must be an array'],
    ['a choice of objects', { ...fine, choices: { a: [{}] } }, 'Test: choice a must be an array'],
    ['state null', { ...fine, state: () => null }, 'Test: state must be an object of initial values'],
    ['limits null', { ...fine, limits: null }, 'Test: limits must be an object with lr, but was null.'],
    [
      'a limit of no hyper-parameter',
      { ...fine, limits: { rl: { allowed: 'any', holds } } },
      'Test: limit must be one of lr, but was "rl". Did you mean lr?',
    ],
    ['a limit that is a number', { ...fine, limits: { lr: 1 } }, 'Test: limit of lr must be an object'],
    ['a limit without words', { ...fine, limits: { lr: { holds } } }, 'Test: limit of lr must be an object'],
  ])('%s', (_, definition, message) => {
    expect(() => rule(definition as never)).toThrow(InvalidInput);
    expect(() => rule(definition as never)).toThrow(message);
  });
});
