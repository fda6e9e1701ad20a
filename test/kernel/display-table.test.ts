import { spawnSync } from 'node:child_process';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();

async function table(code: string): Promise<{ html: string; text: string }> {
  const { error, outputs } = await kernel.client.execute(`display.table(${code})`);
  expect(error).toBeUndefined();
  const { data } = outputs[1].content;
  return { html: data['text/html'], text: data['text/plain'] };
}

/** The texts of a table's rows, first the head. */
function cells(html: string): string[][] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell),
  );
}

test('rows of objects share the columns that any of them has', async () => {
  const { html } = await table('[{ x: 1, name: "a" }, { x: -0, more: null }]');
  expect(cells(html)).toEqual([
    ['', 'x', 'name', 'more'],
    ['0', '1', 'a', ''],
    ['1', '-0', '', 'null'],
  ]);
});

test('its text is what console.table prints', async () => {
  const rows = '[{ x: 1, name: "a" }, { x: 2.5 }]';
  const node = spawnSync(process.execPath, ['-e', `console.table(${rows})`], { encoding: 'utf8' });
  expect((await table(rows)).text).toBe(node.stdout.trimEnd());
});

test('numbers stand right, all else left, whatever the page does', async () => {
  const { html } = await table('[{ n: 1, s: "a" }, { n: 22n, s: 5 }]');
  expect(html.match(/text-align: \w+/g)).toEqual(
    Array(3).fill(['text-align: right', 'text-align: left']).flat(),
  );
  expect(html).not.toMatch(/color|background|<style/);
});

test('heads say to screen readers what they are of', async () => {
  const { html } = await table('[{ n: 1 }], { caption: "Loss & <more>" }');
  expect(html).toContain('<caption>Loss &amp; &lt;more&gt;</caption>');
  expect(html).toContain('<th scope="col"');
  expect(html).toContain('<th scope="row">0</th>');
});

test('markup in names and cells is text', async () => {
  const { html } = await table(`[{ '<a>': '<img src=x onerror="y">' }]`);
  expect(html).toContain('&lt;img src=x onerror=&quot;y&quot;&gt;');
  expect(html).not.toMatch(/<a>|<img/);
});

test.each([
  [
    'arrays',
    '[[1, 2], [3]]',
    [
      ['', '0', '1'],
      ['0', '1', '2'],
      ['1', '3', ''],
    ],
  ],
  [
    'numbers',
    '[5, 6]',
    [
      ['', 'value'],
      ['0', '5'],
      ['1', '6'],
    ],
  ],
  [
    'typed arrays',
    '[new Float32Array([1, 2])]',
    [
      ['', '0', '1'],
      ['0', '1', '2'],
    ],
  ],
  [
    'an object of rows',
    '({ p: { v: 1 }, q: { v: 2 } })',
    [
      ['', 'v'],
      ['p', '1'],
      ['q', '2'],
    ],
  ],
  [
    'a map of rows',
    'new Map([["p", { v: 1 }]])',
    [
      ['', 'v'],
      ['p', '1'],
    ],
  ],
  [
    'a set',
    'new Set([{ v: 1 }])',
    [
      ['', 'v'],
      ['0', '1'],
    ],
  ],
  [
    'nested values',
    '[{ v: { a: 1 }, w: [1, 2] }]',
    [
      ['', 'v', 'w'],
      ['0', '{ a: 1 }', '[ 1, 2 ]'],
    ],
  ],
  [
    'a map of rows by keys that look alike or are no texts',
    'new Map<unknown, object>([[1, { v: 1 }], ["1", { v: 2 }], [Object.create(null), { v: 3 }]])',
    [
      ['', 'v'],
      ['1', '1'],
      ['1 (2)', '2'],
      ['[Object: null prototype] {}', '3'],
    ],
  ],
  ['nothing', '[]', [['']]],
])('takes %s', async (_, code, expected) => {
  const { html } = await table(code);
  expect(cells(html)).toEqual(expected);
});

test('columns are chosen and ordered, and rows limited with a note', async () => {
  const { html, text } = await table(
    'Array.from({ length: 1000 }, (_, i) => ({ a: i, b: -i, c: 0 })), { columns: ["b", "a"], limit: 2 }',
  );
  expect(cells(html)).toEqual([
    ['', 'b', 'a'],
    ['0', '-0', '0'],
    ['1', '-1', '1'],
  ]);
  expect(html).toContain('... 998 more rows');
  expect(text).toContain('... 998 more rows');
  expect(cells((await table('Array(1000).fill(0)')).html)).toHaveLength(101);
});

test('rows stand in the same order in the text, also where a plain object would order them anew', async () => {
  const { html, text } = await table(
    'new Map<unknown, object>([[20, { v: 1 }], ["b", { v: 2 }], [3, { v: 3 }]])',
  );
  const keys = ['20', 'b', '3'];
  expect(
    cells(html)
      .slice(1)
      .map(([key]) => key),
  ).toEqual(keys);
  expect([...text.matchAll(/^│ (\w+) +│ \d/gm)].map(([, key]) => key)).toEqual(keys);
});

test('what cannot be printed costs its own cell only', async () => {
  const { html, text } = await table(
    '[{ bad: { [Symbol.for("nodejs.util.inspect.custom")]() { throw 1 } }, good: 1 }]',
  );
  expect(cells(html)[1]).toEqual(['0', '[cannot be shown]', '1']);
  expect(text).toContain('[cannot be shown]');
});

test('a getter that throws costs its own cell only', async () => {
  const { html } = await table('[{ get bad() { throw new Error("no") }, good: 1 }]');
  expect(cells(html)[1]).toEqual(['0', '[Error: no]', '1']);
});

test('what is no table is refused with what is', async () => {
  await runNotebook(kernel.client, [
    ['display.table(5 as any)', { error: /takes an array of rows, not a number/ }],
    ['display.table([{ a: 1 }], { columns: ["b"] })', { error: /no row has 'b'; the columns are 'a'/ }],
    ['display.table([{ a: 1 }], { columns: "a" as any })', { error: /columns must be an array of names/ }],
    ['display.table([{ a: 1 }], { limit: -1 })', { error: /limit is -1; it must be a number of rows/ }],
    ['display.table([{ a: 1 }], { limit: NaN })', { error: /limit is NaN/ }],
  ]);
});

test('a last expression that is an array of objects stays the text that Node prints', async () => {
  const { outputs } = await kernel.client.execute('[{ a: 1 }]');
  expect(outputs[1].content.data).toEqual({ 'text/plain': '[ { a: 1 } ]' });
});
