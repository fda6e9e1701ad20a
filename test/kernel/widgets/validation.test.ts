import fc from 'fast-check';
import {
  Accordion,
  Button,
  Checkbox,
  Dropdown,
  FloatLogSlider,
  FloatSlider,
  FloatText,
  HBox,
  HTML,
  IntProgress,
  IntRangeSlider,
  IntSlider,
  IntText,
  interact,
  Label,
  link,
  Play,
  RadioButtons,
  SelectMultiple,
  Tab,
  Text,
} from '../../../kernel/src/widgets';

// biome-ignore lint/suspicious/noExplicitAny: what the type checker would refuse is to be refused at run time too
const any = (value: unknown) => value as any;
const identity = (values: object) => values;

describe('sliders', () => {
  const bounds = fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    .map(([min, width]) => ({ min, max: min + width }));

  test('accept exactly the values between min and max', () => {
    fc.assert(
      fc.property(bounds, fc.integer({ min: -3000, max: 3000 }), (range, value) => {
        const make = () => new IntSlider({ ...range, value });
        if (value >= range.min && value <= range.max) expect(make().value).toBe(value);
        else
          expect(make).toThrow(
            `IntSlider: value is ${value}, but must be between ${range.min} and ${range.max}.`,
          );
      }),
    );
  });

  test('without a value take the default, moved into the range', () => {
    fc.assert(
      fc.property(bounds, (range) => {
        const { value } = new FloatSlider(range);
        expect(value).toBe(Math.min(Math.max(0, range.min), range.max));
        const [lower, upper] = new IntRangeSlider(range).value;
        expect(range.min <= lower && lower <= upper && upper <= range.max).toBe(true);
      }),
    );
  });

  test('move their value into a range that is narrowed, and say so once', () => {
    const slider = new IntSlider({ value: 80 });
    const seen: unknown[] = [];
    slider.observe(({ name, old, new: now }) => seen.push([name, old, now]));
    slider.max = 50;
    slider.set({ min: 60, max: 90 });
    slider.value = 60;
    expect(seen).toEqual([
      ['value', 80, 50],
      ['value', 50, 60],
    ]);
  });

  test('keep what they had when a change is refused', () => {
    const slider = new IntSlider({ value: 5, max: 10 });
    expect(() => slider.set({ value: 7, min: 20 })).toThrow('min is 20 and max is 10');
    expect(slider.values).toMatchObject({ value: 5, min: 0, max: 10 });
  });

  test('on a log scale hold any power between the ends', () => {
    fc.assert(
      fc.property(fc.double({ min: -4, max: 0, noNaN: true }), (exponent) => {
        const slider = new FloatLogSlider({ min: -4, max: 0, value: 10 ** exponent });
        expect(slider.value).toBeCloseTo(10 ** exponent, 12);
      }),
    );
  });
});

test.each<[string, () => unknown, string]>([
  ['min above max', () => new IntSlider({ min: 5, max: 1 }), 'min must not exceed max'],
  ['min above the default max', () => new FloatSlider({ min: 500 }), 'Give both'],
  ['a fraction', () => new IntSlider({ value: 1.5 }), 'value is 1.5, but must be a whole number'],
  ['NaN', () => new FloatSlider({ value: Number.NaN }), 'value is NaN, but must be a finite number'],
  [
    'a text for a number',
    () => new FloatSlider({ value: any('3') }),
    "value is '3', but must be a finite number",
  ],
  ['a step of 0', () => new FloatSlider({ step: 0 }), 'step is 0, but must be a number above 0'],
  ['a negative step', () => new IntText({ step: -1 }), 'step is -1'],
  ['a base of 1', () => new FloatLogSlider({ base: 1 }), 'base is 1, but must be a number above 1'],
  ['a value off the log scale', () => new FloatLogSlider({ value: 0 }), 'between 1 and 10000'],
  ['an interval upside down', () => new IntRangeSlider({ value: [7, 3] }), 'lower at most upper'],
  ['an interval of three', () => new IntRangeSlider({ value: any([1, 2, 3]) }), 'a pair [lower, upper]'],
  ['an unknown option of a widget', () => new IntSlider(any({ mn: 3 })), "IntSlider has no option 'mn'"],
  ['an unknown word', () => new IntSlider({ orientation: any('sideways') }), "'horizontal' or 'vertical'"],
  ['an unknown colour', () => new Button({ buttonStyle: any('red') }), "buttonStyle is 'red'"],
  ['a text for a switch', () => new Checkbox({ value: any('yes') }), 'must be true or false'],
  ['a number for a text', () => new Text({ value: any(3) }), 'must be a text'],
  ['a number for a label', () => new Label({ value: any(3) }), 'must be a text'],
  [
    'an unknown choice',
    () => new Dropdown({ options: ['a', 'b'], value: any('c') }),
    "not among its options: 'a', 'b'",
  ],
  ['an index too high', () => new RadioButtons({ options: ['a'], index: 1 }), 'from 0 to 0'],
  ['no list of options', () => new Dropdown({ options: any(3) }), 'options is 3'],
  ['several, one unknown', () => new SelectMultiple({ options: [1, 2], value: [1, 3] }), 'value is 3'],
  ['progress beyond the end', () => new IntProgress({ value: 101 }), 'between 0 and 100'],
  ['no interval', () => new Play({ interval: 0 }), 'milliseconds above 0'],
  ['a child that is no widget', () => new HBox(any(['text'])), "is 'text', but must be a widget"],
  ['a page that is not there', () => new Tab([new Label('a')], { selectedIndex: 1 }), 'null or from 0 to 0'],
  ['a page of none', () => new Accordion([], { selectedIndex: 0 }), 'null while there is no page'],
  ['an observer that is none', () => new HTML('a').observe(any(3)), 'must be a function'],
  ['a name that is none', () => new HTML('a').observe(() => {}, any('size')), "has no 'size' to observe"],
  ['a handler that is none', () => new Button().onClick(any(undefined)), 'must be a function'],
  ['a link to nothing', () => link(new IntSlider(), any(undefined)), 'second argument'],
  ['a link to no value', () => link(new IntSlider(), new HBox()), "has no 'value'"],
  ['interact without a function', () => interact(any(3), {}), 'first argument is 3'],
  ['interact without parameters', () => interact(identity, any([1])), 'such as { eta: [0, 1] }'],
  [
    'a parameter that is undefined',
    () => interact(identity, any({ a: undefined })),
    'interact: a is undefined',
  ],
  ['a range upside down', () => interact(identity, { a: [2, 1] }), 'min must not exceed max'],
  [
    'numbers meant as options',
    () => interact(identity, { a: [8, 16, 32] }),
    'write { options: [ 8, 16, 32 ] }',
  ],
  [
    'an initial value out of range',
    () => interact(identity, { a: { min: 0, max: 3, value: 4 } }),
    'between 0 and 3',
  ],
  ['a log scale from 0', () => interact(identity, { a: { min: 0, max: 1, scale: 'log' } }), 'above 0'],
  [
    'an unknown scale',
    () => interact(identity, { a: { min: 1, max: 2, scale: any('ln') } }),
    "'linear' or 'log'",
  ],
  [
    'a misspelt part of a range',
    () => interact(identity, { a: any({ min: 0, max: 1, stp: 1 }) }),
    "no option 'stp'",
  ],
  ['no options', () => interact(identity, { a: [] }), 'at least one option'],
  ['a widget without a value', () => interact(identity, { a: new Button() }), 'a widget that has a value'],
])('%s is refused with a sentence', (_, make, sentence) => {
  expect(make).toThrow(sentence);
});

test('selections keep options, value and index together', () => {
  const layers = new Dropdown({ options: { small: 16, large: 256 }, value: 256 });
  expect([layers.value, layers.index]).toEqual([256, 1]);
  layers.index = 0;
  expect(layers.value).toBe(16);
  layers.options = { tiny: 4, small: 16 };
  expect([layers.value, layers.index]).toEqual([16, 1]);
  layers.options = new Map([['huge', 1024]]);
  expect([layers.value, layers.index]).toEqual([1024, 0]);
  const several = new SelectMultiple({
    options: [
      ['one', 1],
      ['two', 2],
    ],
    value: [2],
  });
  expect(several.state()).toMatchObject({ _options_labels: ['one', 'two'], index: [1] });
});

test('a link keeps two values equal, whichever changes, until it ends', () => {
  const [slider, field] = [new IntSlider({ value: 3 }), new FloatText()];
  const end = link(slider, field);
  expect(field.value).toBe(3);
  field.value = 8;
  expect(slider.value).toBe(8);
  end();
  slider.value = 1;
  expect(field.value).toBe(8);
});

test.each<[string, unknown, string, object]>([
  ['two whole numbers', [0, 10], 'IntSlider', { min: 0, max: 10, step: 1, value: 5 }],
  ['a range of 1', [0, 1], 'FloatSlider', { min: 0, max: 1, step: 0.01, value: 0.5, readoutFormat: '.2f' }],
  ['a range with a step', [0, 1, 0.125], 'FloatSlider', { step: 0.125, readoutFormat: '.3f' }],
  ['a small range', [0, 0.003], 'FloatSlider', { step: 0.00002, readoutFormat: '.5f' }],
  [
    'a range with all',
    { min: 1, max: 9, step: 2, value: 3 },
    'IntSlider',
    { min: 1, max: 9, step: 2, value: 3 },
  ],
  ['a log range', { min: 1e-4, max: 1, scale: 'log' }, 'FloatLogSlider', { min: -4, max: 0, value: 0.01 }],
  ['a number', 2, 'IntSlider', { min: -2, max: 6, value: 2 }],
  ['a fraction', 0.5, 'FloatSlider', { min: -0.5, max: 1.5, value: 0.5 }],
  ['a truth value', true, 'Checkbox', { value: true }],
  ['a text', 'adam', 'Text', { value: 'adam' }],
  ['texts', ['sgd', 'adam'], 'Dropdown', { value: 'sgd' }],
  ['named options', { options: { a: 1, b: 2 }, value: 2 }, 'Dropdown', { value: 2, index: 1 }],
])('interact makes of %s a widget that fits', (_, given, kind, values) => {
  const { widgets, values: current } = interact(identity, { p: any(given) });
  expect(widgets.p.constructor.name).toBe(kind);
  expect(widgets.p.values).toMatchObject({ description: 'p', ...values });
  expect(current).toEqual({ p: any(widgets.p).value });
});

test('interact calls the function with the values, again at each change', () => {
  const calls: object[] = [];
  const { widgets } = interact((values) => calls.push(values), { eta: [0, 1], on: true });
  widgets.eta.value = 0.25;
  widgets.on.value = false;
  expect(calls).toEqual([
    { eta: 0.5, on: true },
    { eta: 0.25, on: true },
    { eta: 0.25, on: false },
  ]);
});
