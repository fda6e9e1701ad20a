import {
  constant,
  cosine,
  exponential,
  InvalidInput,
  inverseSquareRoot,
  joinSchedules,
  linear,
  oneCycle,
  piecewise,
  polynomial,
  type ScheduleDefinition,
  schedule,
  scheduleFrom,
  sgdr,
  stepDecay,
  warmup,
  warmupCosine,
} from 'optlab';

/** Arguments as plain JavaScript could give them. */
const given = (value: unknown) => value as never;

describe('numbers that no schedule can follow', () => {
  const counts = [0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, '10'];
  const counted: [string, (steps: never) => unknown][] = [
    ['linear: steps', (steps) => linear(1, 0, steps)],
    ['polynomial: steps', (steps) => polynomial(1, steps)],
    ['stepDecay: period', (steps) => stepDecay(1, steps)],
    ['cosine: steps', (steps) => cosine(1, steps)],
    ['warmupCosine: steps', (steps) => warmupCosine(1, steps, { warmup: 0 })],
    ['oneCycle: steps', (steps) => oneCycle(1, steps)],
    ['sgdr: period', (steps) => sgdr(1, steps)],
    ['inverseSquareRoot: warmup', (steps) => inverseSquareRoot(1, steps)],
    ['warmup: steps', (steps) => warmup(cosine(1, 5), steps)],
    ['joinSchedules: part 1: steps', (steps) => joinSchedules([[1, steps], [2]])],
    ['piecewise: until[0]', (steps) => piecewise([1, 2], [steps])],
  ];
  test.each(counted)('%s', (subject, make) => {
    for (const count of counts) {
      expect(() => make(given(count))).toThrow(InvalidInput);
      expect(() => make(given(count))).toThrow(`${subject} must be a whole number of steps, 1 or more, `);
    }
  });

  const rated: [string, (lr: never) => unknown][] = [
    ['constant: lr', (lr) => constant(lr)],
    ['linear: start', (lr) => linear(lr, 1, 5)],
    ['linear: end', (lr) => linear(1, lr, 5)],
    ['polynomial: lr', (lr) => polynomial(lr, 5)],
    ['stepDecay: lr', (lr) => stepDecay(lr, 5)],
    ['exponential: lr', (lr) => exponential(lr, 0.5)],
    ['cosine: lr', (lr) => cosine(lr, 5)],
    ['warmupCosine: peak', (lr) => warmupCosine(lr, 5, { warmup: 1 })],
    ['oneCycle: peak', (lr) => oneCycle(lr, 50)],
    ['sgdr: lr', (lr) => sgdr(lr, 5)],
    ['inverseSquareRoot: peak', (lr) => inverseSquareRoot(lr, 5)],
    ['piecewise: values[1]', (lr) => piecewise([1, lr], [5])],
  ];
  test.each(rated)('%s', (subject, make) => {
    for (const lr of [-1e-9, Number.NaN, Number.POSITIVE_INFINITY, undefined, '0.1']) {
      expect(() => make(given(lr))).toThrow(`${subject} must be a finite number, 0 or more, but was`);
    }
  });

  test.each<[string, () => unknown, string]>([
    [
      'a factor of 0',
      () => stepDecay(1, 2, { factor: 0 }),
      'stepDecay: factor must be a positive number, 1 at',
    ],
    ['a factor over 1', () => stepDecay(1, 2, { factor: 1.1 }), 'but was 1.1.'],
    ['a negative factor', () => exponential(1, -0.5), 'exponential: factor must be a finite number above 0'],
    [
      'no factor',
      () => exponential(1, given(undefined)),
      'exponential: factor must be a finite number above 0',
    ],
    [
      'a power of 0',
      () => polynomial(1, 5, { power: 0 }),
      'polynomial: power must be a finite number above 0',
    ],
    [
      'a fractional mult',
      () => sgdr(1, 5, { mult: 1.5 }),
      'sgdr: mult must be a whole number, 1 or more, but was 1.5',
    ],
    ['a mult of 0', () => sgdr(1, 5, { mult: 0 }), 'sgdr: mult must be a whole number, 1 or more, but was 0'],
    [
      'a warm-up as long as the whole',
      () => warmupCosine(1, 10, { warmup: 10 }),
      'warmupCosine: warmup must be fewer than the steps in all, 10, but was 10.',
    ],
    ['a longer warm-up', () => warmupCosine(1, 10, { warmup: 11 }), 'but was 11.'],
    ['a negative warm-up', () => warmupCosine(1, 10, { warmup: -1 }), 'warmupCosine: warmup must be a whole'],
    [
      'no warm-up',
      () => warmupCosine(1, 10, given(undefined)),
      'warmupCosine: options must be an object with warmup',
    ],
    [
      'an empty object for it',
      () => warmupCosine(1, 10, given({})),
      'warmup must be a whole number of steps, 0 or',
    ],
    [
      'a whole as the way up',
      () => oneCycle(1, 10, { pctStart: 1 }),
      'oneCycle: pctStart must be a number from 0',
    ],
    [
      'two ways that do not fit',
      () => oneCycle(1, 10, { pctStart: 0.6, threePhase: true }),
      'oneCycle: pctStart with three phases must be over 0.1 and under 0.55, for ways up and down among 10 steps',
    ],
    [
      'a divisor below 1',
      () => oneCycle(1, 10, { divFactor: 0.5 }),
      'oneCycle: divFactor must be a finite number, 1',
    ],
    [
      'another anneal',
      () => oneCycle(1, 10, { anneal: given('poly') }),
      'oneCycle: anneal must be one of "cos", "linear"',
    ],
    [
      'another after',
      () => cosine(1, 10, { after: given('stop') }),
      'cosine: after must be one of "rise", "hold"',
    ],
    ['no list of values', () => piecewise(given(1), [5]), 'piecewise: values must be an array of numbers'],
    ['a value too few', () => piecewise([1], [5]), 'piecewise: number of values must be 2, one more than'],
    [
      'steps that go back',
      () => piecewise([1, 2, 3], [5, 5]),
      'piecewise: until[1] must be a whole number of steps, more than those before, 5',
    ],
    [
      'a negative start',
      () => warmup(1, 5, { start: -1 }),
      'warmup: start must be a finite number, 0 or more',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(InvalidInput);
    expect(make).toThrow(message);
  });
});

test.each<[string, () => unknown, string]>([
  ['polynomial', () => polynomial(1, 5, given({ powr: 2 })), 'power'],
  ['stepDecay', () => stepDecay(1, 5, given({ facter: 2 })), 'factor'],
  ['exponential', () => exponential(1, 0.5, given({ stairs: true, perod: 2 })), ''],
  ['cosine', () => cosine(1, 5, given({ ned: 0 })), 'end'],
  ['warmupCosine', () => warmupCosine(1, 5, given({ warmpu: 2 })), 'warmup'],
  ['oneCycle', () => oneCycle(1, 5, given({ pctstart: 0.2 })), 'pctStart'],
  ['sgdr', () => sgdr(1, 5, given({ mul: 2 })), 'mult'],
  ['warmup', () => warmup(1, 5, given({ strat: 0 })), 'start'],
])('%s refuses an option that it has not', (name, make, meant) => {
  expect(make).toThrow(new RegExp(`^${name}: option must be one of `));
  if (meant) expect(make).toThrow(`Did you mean ${meant}?`);
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', undefined])('there is no step %p', (t) => {
  const values = cosine(1, 5);
  expect(() => values(given(t))).toThrow(
    'cosine: step must be a whole number, 1 for the first step, but was',
  );
});

test.each<[string, unknown, string]>([
  ['a function', (t: number) => 1 / t, 'Write the function as schedule({ name, value }) in place of code.'],
  ['a text', 'cosine', 'must be a number, or a schedule with a formula'],
  ['nothing', undefined, 'must be a number, or a schedule with a formula'],
])('%s has no formula to join', (_, foreign, message) => {
  expect(() => joinSchedules([[given(foreign), 3], [1]])).toThrow(message);
  expect(() => warmup(given(foreign), 3)).toThrow(message);
});

test.each<[string, unknown, string]>([
  ['no part', [], 'joinSchedules: parts must be an array of one or more [schedule, steps], but was [].'],
  ['a part alone', cosine(1, 2), 'joinSchedules: parts must be an array'],
  ['a part without brackets', [cosine(1, 2)], 'joinSchedules: part 1 must be [schedule, steps]'],
  ['a middle part without steps', [[1], [2]], 'joinSchedules: part 1: steps must be a whole number'],
  [
    'a last part of no steps',
    [
      [1, 2],
      [2, 0],
    ],
    'or left out, but was 0',
  ],
])('parts that do not join: %s', (_, parts, message) => {
  expect(() => joinSchedules(given(parts))).toThrow(message);
});

describe('a schedule that is wrong is refused when it is defined', () => {
  const define = (change: Partial<ScheduleDefinition>) => () =>
    schedule({ name: 'Test', hyper: { lr: 0.1 }, value: 'lr / t', ...change });

  test.each<[string, Partial<ScheduleDefinition>, string]>([
    [
      'an unknown symbol',
      { value: 'lr * q' },
      'Test, line 1 (value = lr * q): symbol q must be one of t, lr',
    ],
    ['an unknown function', { value: 'relu(lr)' }, 'but was "relu"'],
    [
      'what does not parse',
      { value: 'lr * (' },
      'Test, line 1 (value = lr * (): the line must be an assignment',
    ],
    ['a condition', { value: 'lr < t' }, 'value of value must be a number'],
    ['a value that reads itself', { value: 'lr + value' }, 'Test: value must be written only, but was read.'],
    ['an array function', { value: 'lr * norm2(t)' }, 'argument of norm2'],
    ['chance', { value: 'lr * random(t)' }, 'but was "random"'],
    ['a second statement', { value: 'lr; t' }, 'must be an assignment'],
    ['no value', { value: '' }, "Test: value must be one expression in t, such as 'lr / sqrt(t)'"],
    ['a function of code', { value: given(() => 7) }, 'Test: value must be one expression'],
    ['a number without use', { hyper: { lr: 1, end: 0 } }, 'Test: number end must be read by a line'],
    [
      'a number called t',
      { hyper: { lr: 1, t: 0 } },
      'Test: the name of a number must be another name than t',
    ],
    ['a line without use', { where: ['k = t'] }, 'temporary k must be read by a later line'],
    ['a line that is no text', { where: given([5]) }, 'Test: where must be an array of assignments'],
    ['an assignment to t', { where: ['t = 5'] }, 'assigned symbol t'],
    [
      'a default that is not finite',
      { hyper: { lr: Number.NaN } },
      'Test: number lr must be a finite number, its',
    ],
    ['no name', { name: '' }, 'schedule: name must be a text'],
    ['an unknown part', given({ vlaue: '1' }), 'Did you mean value?'],
    [
      'a choice named like a number',
      { choices: { lr: ['a'] } },
      'Test: choice must be no name of a hyper-parameter',
    ],
    ['a limit of nothing', { limits: given({ end: {} }) }, 'Test: limit must be one of lr, but was "end"'],
  ])('%s', (_, change, message) => {
    expect(define(change)).toThrow(InvalidInput);
    expect(define(change)).toThrow(message);
  });

  test('or says at which step it has no value', () => {
    const early = schedule({ name: 'early', value: '1 / (t - 3)' })({});
    expect(early(1)).toBe(-0.5);
    expect(() => early(3)).toThrow('early: value at step 3 must be finite, but was Infinity.');
  });
});

test.each<[string, unknown, string]>([
  ['no object', 'cosine', 'scheduleFrom: description must be an object such as'],
  [
    'an unknown one',
    { schedule: 'sine', options: {} },
    'scheduleFrom: schedule must be one of constant, cosine,',
  ],
  ['wrong options', { schedule: 'cosine', options: { lr: 1 } }, 'cosine: steps must be a whole number'],
  ['unknown options', { schedule: 'cosine', options: { lr: 1, step: 1 } }, 'cosine: option must be one of'],
  ['options that are none', { schedule: 'cosine', options: 5 }, 'cosine: options must be an object'],
  ['wrong parts', { schedule: 'joinSchedules', options: { parts: [[{ schedule: 'x' }]] } }, 'but was "x"'],
  ['no parts', { schedule: 'joinSchedules', options: {} }, 'joinSchedules: parts must be an array'],
  ['no pieces', { schedule: 'piecewise', options: {} }, 'piecewise: values must be an array'],
])('a description of a schedule: %s', (_, description, message) => {
  expect(() => scheduleFrom(given(description))).toThrow(InvalidInput);
  expect(() => scheduleFrom(given(description))).toThrow(message);
});
