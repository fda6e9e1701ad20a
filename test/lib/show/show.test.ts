import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {
  type Displayable,
  displaySymbol,
  formatNumber,
  InvalidInput,
  latex,
  linePlot,
  markdown,
  show,
  table,
} from 'optlab';

const root = resolve(__dirname, '../../..');
const bundleOf = (value: Displayable) => value[displaySymbol]();
const withGlobals = globalThis as { display?: unknown; Deno?: unknown };

afterEach(() => {
  delete withGlobals.display;
  delete withGlobals.Deno;
  jest.restoreAllMocks();
});

describe('show outside a notebook', () => {
  test.each<[string, unknown, string]>([
    ['text as it stands', 'a "b"', 'a "b"'],
    ['a number without rounding noise', 0.1 + 0.2, '0.3'],
    ['NaN', Number.NaN, 'NaN'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an empty array', [], '[]'],
    ['an array of numbers', [1, 2], '[ 1, 2 ]'],
    ['an array of objects as a table', [{ a: 1 }, { a: 22 }], ' a\n--\n 1\n22'],
    ['what draws itself', markdown('**b**'), '**b**'],
    ['an instance of a class as Node prints it', new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
  ])('prints %s', (_, value, printed) => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    expect(show(value)).toBeUndefined();
    expect(log.mock.calls).toEqual([[printed]]);
  });

  test('prints the values of a tensor', () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    show(tf.tensor1d([1, 2]));
    expect(log.mock.calls[0][0]).toMatch(/\[1, 2\]/);
  });

  test('prints several values in order', () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    show('a', 1, 'b');
    expect(log.mock.calls.flat()).toEqual(['a', '1', 'b']);
  });
});

describe('show in a notebook', () => {
  test("gives our kernel's display what it can draw", () => {
    const shown: Displayable[] = [];
    withGlobals.display = (value: Displayable) => {
      shown.push(value);
      return { update() {} };
    };
    show('text', markdown('*m*'));
    expect(shown.map((value) => bundleOf(value))).toEqual([
      { 'text/plain': 'text' },
      { 'text/markdown': '*m*', 'text/plain': '*m*' },
    ]);
  });

  test("broadcasts display_data in Deno's kernel", () => {
    const sent: unknown[] = [];
    withGlobals.Deno = {
      jupyter: {
        broadcast: async (type: string, content: { data: unknown }) => void sent.push([type, content.data]),
      },
    };
    show('text');
    expect(sent).toEqual([['display_data', { 'text/plain': 'text' }]]);
  });

  test("does without the promise that Deno's documentation speaks of", () => {
    const sent: string[] = [];
    withGlobals.Deno = { jupyter: { broadcast: (type: string) => void sent.push(type) } };
    show('text');
    expect(sent).toEqual(['display_data']);
  });

  test("writes the richest form with tslab's own messages, and updates in place", () => {
    const script = `
      const messages = [];
      require('tslab/dist/jupyter').lastWriteDisplayData = (content, update) => messages.push([!!update, content]);
      const { show, latex, progress } = require(${JSON.stringify(join(root, 'lib'))});
      show(latex('x'), 'text');
      progress(1).advance();
      process.stdout.write(JSON.stringify(messages));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: root });
    const messages = JSON.parse(stdout) as [boolean, { data: object; transient: { display_id: string } }][];
    expect(messages.map(([update, { data }]) => [update, Object.keys(data)])).toEqual([
      [false, ['text/latex']],
      [false, ['text/plain']],
      [false, ['text/html']],
      [true, ['text/plain']],
    ]);
    const ids = messages.map(([, { transient }]) => transient.display_id);
    expect(ids[2]).toBe(ids[3]);
    expect(new Set(ids).size).toBe(3);
  }, 30_000);

  test('prints where Deno runs no notebook, though its namespace throws', () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    withGlobals.Deno = {
      get jupyter() {
        throw new Error('Deno.jupyter is only available in a notebook');
      },
    };
    show('text');
    expect(log.mock.calls).toEqual([['text']]);
  });
});

describe('a table', () => {
  const rows = [
    { name: 'Adam', loss: 0.123456, steps: 12 },
    { name: 'SGD', loss: 12.5, steps: 1300 },
    { name: 'none', loss: 3, steps: undefined },
  ];

  test('aligns numbers at the point, rounds them, and leaves missing cells empty', () => {
    expect(bundleOf(table(rows, { caption: 'Losses' }))['text/plain']).toBe(
      [
        'Losses',
        'name     loss  steps',
        '----  -------  -----',
        'Adam   0.1235     12',
        'SGD   12.5      1300',
        'none   3',
      ].join('\n'),
    );
  });

  test('shows the columns asked for under the headings given', () => {
    const text = bundleOf(table(rows, { columns: ['steps', 'name'], headings: { steps: 'steps taken' } }))[
      'text/plain'
    ];
    expect(text.split('\n')[0]).toBe('steps taken  name');
  });

  test('escapes what would be HTML', () => {
    const html = String(
      bundleOf(table([{ '<b>': '<script>alert(1)</script>' }], { caption: '"&"' }))['text/html'],
    );
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('&quot;&amp;&quot;');
  });

  test('counts what is beyond the limit', () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ i }));
    expect(bundleOf(table(many))['text/plain']).toMatch(/\.\.\. and 20 more$/);
    expect(String(bundleOf(table(many))['text/html']).match(/<tr>/g)).toHaveLength(1 + 100 + 1);
  });

  test('an empty table shows its caption', () => {
    expect(bundleOf(table([], { caption: 'Nothing' }))['text/plain']).toContain('Nothing');
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'a column that is in no row',
      () => table(rows, { columns: ['los' as 'loss'] }),
      /"los".*|among name, loss, steps/,
    ],
    ['a row that is no object', () => table([1 as unknown as object]), /row 0 must be an object/],
    ['no array', () => table(null as unknown as object[]), /rows must be an array/],
    ['no digits', () => table(rows, { digits: 0 }), /digits must be an integer from 1 to 15/],
  ])('refuses %s', (_, call, says) => {
    expect(call).toThrow(says);
  });
});

test.each<[number, string]>([
  [0, '0'],
  [-0.00001, '-1e-5'],
  [1234567, '1234567'],
  [1234567.8, '1235000'],
  [12345678.9, '1.235e7'],
  [0.1 + 0.2, '0.3'],
  [-1.5, '-1.5'],
  [1e-300, '1e-300'],
  [1e21, '1e21'],
  [9.9999e-5, '0.0001'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('%d is written %s', (value, written) => {
  expect(formatNumber(value)).toBe(written);
});

test.each([
  ['x^2', '$$x^2$$'],
  ['$x$', '$x$'],
  ['\\[x\\]', '\\[x\\]'],
  ['\\begin{align} x \\end{align}', '\\begin{align} x \\end{align}'],
])('latex(%j) is typeset as %j', (source, typeset) => {
  expect(bundleOf(latex(source))['text/latex']).toBe(typeset);
});

test('every displayable brings plain text', () => {
  const fig = linePlot({
    title: 't',
    x: { label: 'x' },
    y: { label: 'y' },
    lines: [{ name: 'l', y: [1, 2] }],
  });
  for (const value of [fig, markdown('m'), latex('x'), table([{ a: 1 }])]) {
    expect(bundleOf(value)['text/plain']).toMatch(/\S/);
  }
});

test('columns may be called like properties of every object', () => {
  const row = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
  const [heading] = table([row])[displaySymbol]()['text/plain'].split('\n');
  expect(heading.split(/ +/)).toEqual(['__proto__', 'constructor']);
});

test.each<[string, () => unknown]>([
  ['latex of no text', () => latex(undefined as never)],
  ['markdown of no text', () => markdown(5 as never)],
  ['no digits', () => formatNumber(1, 0)],
  ['more digits than float64 has', () => formatNumber(1, 200)],
  ['a negative limit of rows', () => table([{ a: 1 }], { limit: -1 })],
])('refuses %s', (_, call) => {
  expect(call).toThrow(InvalidInput);
});
