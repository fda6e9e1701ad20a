import type { Execution } from './support/client';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const symbol = "[Symbol.for('Jupyter.display')]";

describe('a result that is', () => {
  test.each<[string, string, string | RegExp]>([
    ['minus zero', '-0', '-0'],
    ['a bigint', '2n ** 70n', '1180591620717411303424n'],
    ['a symbol', 'Symbol("s")', 'Symbol(s)'],
    ['null', 'null', 'null'],
    ['an arrow function', '() => 1', '[Function (anonymous)]'],
    ['a class', 'class Point {}; Point', '[class Point]'],
    ['an instance', 'class Point { x = 1 }; new Point()', 'Point { x: 1 }'],
    ['a date', 'new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['a sparse array', '[1, , 3]', '[ 1, <1 empty item>, 3 ]'],
    ['without a prototype', 'Object.create(null)', '[Object: null prototype] {}'],
    ['a settled promise', 'Promise.resolve(1)', 'Promise { 1 }'],
    ['a pending promise', 'new Promise(() => {})', 'Promise { <pending> }'],
    ['a typed array', 'new Float32Array([1.5, 2])', 'Float32Array(2) [ 1.5, 2 ]'],
    ['a set', 'new Set([1])', 'Set(1) { 1 }'],
    ['100 MB of bytes', 'Buffer.alloc(100e6)', /^<Buffer (00 ){50}\.\.\. 99999950 more bytes>$/],
    ['a long typed array', 'new Float64Array(1e6)', /999900 more items/],
    ['a text with half a pair', '"\\ud800"', String.raw`'\ud800'`],
    ['a revoked proxy', 'const r = Proxy.revocable({}, {}); r.revoke(); r.proxy', '<Revoked Proxy>'],
    [
      'a proxy whose traps throw',
      'const stop = (): never => { throw new Error("trap") }\nnew Proxy({}, { get: stop, ownKeys: stop, has: stop, getPrototypeOf: stop })',
      '{}',
    ],
    [
      'of another realm',
      'require("node:vm").runInNewContext("({ list: [1], map: new Map([[1, 2]]) })")',
      '{ list: [ 1 ], map: Map(1) { 1 => 2 } }',
    ],
    [
      'an object whose printing throws',
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no") }, a: 1 })',
      /^\{\n {2}a: 1,/,
    ],
    [
      'an object whose name throws',
      '({ get [Symbol.toStringTag](): string { throw new Error("no") }, a: 1 })',
      '[object that cannot be printed] { a: 1 }',
    ],
    [
      'an object whose display is a getter that throws',
      `({ get ${symbol}() { throw new Error("no") }, a: 1 })`,
      /a: 1/,
    ],
  ])('%s is printed', async (_, code, result) => {
    await runNotebook(kernel.client, [[code, { result }]]);
  });

  test.each([
    [
      'arrays in arrays',
      'const many = (n: number): any => n ? Array(60).fill(many(n - 1)) : 0; many(4)',
      50_000,
    ],
    ['100,000 keys', 'Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i + " key", i]))', 101_000],
    ['a hundred long texts', 'Array(100).fill("x".repeat(10_000))', 101_000],
    ['nested deeply', 'let deep: any = 0; for (let i = 0; i < 1e5; i++) deep = { deep }; deep', 1000],
  ])('%s is shortened, with a note of how much is left out', async (_, code, most) => {
    const { result } = await kernel.client.execute(code);
    expect(result?.length).toBeLessThan(most);
    expect(result).toMatch(/\d+ more (items|characters)|\[Object\]/);
  });
});

describe('a display of its own that gives', () => {
  test.each([
    ['a number', '() => 5', 'not a number'],
    ['nothing', '() => undefined', 'not undefined'],
    ['an array', '() => []', 'not an array'],
    ['a promise of a text', 'async () => "text"', 'not a string'],
    ['no representation', '() => ({})', 'gave no representation'],
    ['a name that is no MIME type', '() => ({ html: "x" })', "'html' is no MIME type"],
    ['a number as HTML', '() => ({ "text/html": 5 })', 'must be text or bytes, not a number'],
    ['a bigint in JSON', '() => ({ "application/json": { n: 1n } })', 'cannot be written as JSON'],
    ['a function as JSON', '() => ({ "application/json": () => 1 })', 'must be JSON, not a function'],
    [
      'itself in JSON',
      'function (this: unknown) { const a: any = {}; a.a = a; return { "application/json": a } }',
      'circular',
    ],
  ])('%s is shown as text with the reason', async (_, display, reason) => {
    const { result, outputs } = await kernel.client.execute(`({ kept: 1, ${symbol}: ${display} })`);
    expect(result).toContain('kept: 1');
    expect(result).toContain(reason);
    expect(Object.keys(outputs[1].content.data)).toEqual(['text/plain']);
  });

  test('typed arrays, dates and NaN in JSON is shown as JSON can', async () => {
    const { outputs } = await kernel.client.execute(
      `({ ${symbol}: () => ({ 'application/vnd.x+json': { f: new Float32Array([1, 2]), d: new Date(0), n: NaN } }) })`,
    );
    expect(outputs[1].content.data['application/vnd.x+json']).toEqual({
      f: [1, 2],
      d: '1970-01-01T00:00:00.000Z',
      n: null,
    });
  });

  test('bytes of another realm is shown as base64', async () => {
    const { outputs } = await kernel.client.execute(
      `require('node:vm').runInNewContext("({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': new Uint8Array([1, 2, 3]) }) })")`,
    );
    expect(outputs[1].content.data['image/png']).toBe('AQID');
  });
});

describe('tensors', () => {
  const printed = async (code: string) => (await kernel.client.execute(code)).result;
  beforeAll(() => kernel.client.execute('import * as tf from "@tensorflow/tfjs"; tf.scalar(0)'), 30_000);

  test.each([
    ['tf.tensor2d([[1, 2], [3, 4.5]])', 'Tensor float32 [2, 2]\n    [[1, 2  ],\n     [3, 4.5]]'],
    ['tf.scalar(3, "int32")', 'Tensor int32 []\n    3'],
    ['tf.tensor(["a"])', "Tensor string [1]\n    ['a']"],
    ['tf.variable(tf.ones([2]))', 'Variable float32 [2]\n    [1, 1]'],
    ['const gone = tf.ones([2]); gone.dispose(); gone', 'Tensor float32 [2] (disposed: its values are gone)'],
    ['({ loss: tf.scalar(1) })', '{\n  loss: Tensor float32 []\n      1\n}'],
  ])('%s is printed with type, shape and values', async (code, expected) => {
    expect(await printed(code)).toBe(expected);
  });

  test('that are large are summarised', async () => {
    const text = await printed('tf.zeros([1000, 1000])');
    expect(text).toMatch(/^Tensor float32 \[1000, 1000\]\n {4}\[\[0, 0, 0, \.\.\., 0, 0, 0\],/);
    expect(text?.length).toBeLessThan(500);
  });

  test('of a backend that gives its values only later are awaited', async () => {
    const slow = `({ shape: [2], dtype: 'float32', dataSync() { throw new Error('not now') },
  toString(): string { return this.dataSync() }, data: async () => new Float32Array([1, 2]) })`;
    expect(await printed(slow)).toBe('Tensor float32 [2]\nFloat32Array(2) [ 1, 2 ]');
  });

  test('are logged as Node logs them', async () => {
    expect((await kernel.client.execute('console.log([tf.scalar(1)])')).stdout).toContain(
      'isDisposedInternal',
    );
  });
});

describe('display', () => {
  const shown = ({ outputs }: Execution) =>
    outputs
      .filter(({ type }) => type.endsWith('display_data') || type === 'execute_result')
      .map(({ type, content: { data, metadata } }) => ({ type, data, metadata }));

  test.each([
    ['html("<b>")', { 'text/html': '<b>' }, {}],
    ['html("<b>", { isolated: true })', { 'text/html': '<b>' }, { 'text/html': { isolated: true } }],
    ['markdown("*a*")', { 'text/markdown': '*a*', 'text/plain': '*a*' }, {}],
    ['latex("$x$")', { 'text/latex': '$x$', 'text/plain': '$x$' }, {}],
    ['svg("<svg/>")', { 'image/svg+xml': '<svg/>' }, {}],
    ['javascript("1")', { 'text/javascript': '1' }, {}],
    ['text("plain")', { 'text/plain': 'plain' }, {}],
    ['png(Buffer.from([1, 2, 3]), { width: 20 })', { 'image/png': 'AQID' }, { 'image/png': { width: 20 } }],
    ['png("data:image/png;base64,AQID")', { 'image/png': 'AQID' }, {}],
    ['jpeg(new Uint8Array([1, 2, 3]).buffer)', { 'image/jpeg': 'AQID' }, {}],
    ['gif("AQID")', { 'image/gif': 'AQID' }, {}],
    ['pdf(new Uint8Array([1]))', { 'application/pdf': 'AQ==' }, {}],
    [
      'json({ a: [1] }, { expanded: true, root: "r" })',
      { 'application/json': { a: [1] }, 'text/plain': '{ a: [ 1 ] }' },
      { 'application/json': { expanded: true, root: 'r' } },
    ],
    [
      'plotly({ data: [{ y: new Float32Array([1]) }], layout: {} })',
      {
        'application/vnd.plotly.v1+json': { data: [{ y: [1] }], layout: {} },
        'text/plain': '[Plotly figure, 1 trace]',
      },
      {},
    ],
    ['raw("text/x", "2", { metadata: { m: 1 } })', { 'text/x': '2' }, { m: 1 }],
  ])('.%s shows that kind of content, once', async (call, data, metadata) => {
    const execution = await kernel.client.execute(`display.${call}`);
    expect(execution.error).toBeUndefined();
    expect(shown(execution)).toEqual([
      { type: 'display_data', data: expect.objectContaining(data), metadata },
    ]);
  });

  test('.html(...).update shows HTML again, also from a later cell', async () => {
    const { client } = kernel;
    const first = await client.execute('const place = display.html("<i>1</i>")');
    const second = await client.execute('place.update("<i>2</i>").update("<i>3</i>")');
    expect(shown(second).map(({ type, data }) => [type, data['text/html']])).toEqual([
      ['update_display_data', '<i>2</i>'],
      ['update_display_data', '<i>3</i>'],
    ]);
    expect(second.outputs[1].content.transient).toEqual(first.outputs[1].content.transient);
  });

  test('takes an id twice, and an update of an id that nothing has', async () => {
    const execution = await kernel.client.execute(
      'display(1, { id: "twice" }); display(2, { id: "twice" }); display(3, { id: "never shown", update: true })',
    );
    expect(
      execution.outputs.slice(1).map(({ type, content }) => [type, content.transient.display_id]),
    ).toEqual([
      ['display_data', 'twice'],
      ['display_data', 'twice'],
      ['update_display_data', 'never shown'],
    ]);
  });

  test.each([
    ['display(1, 2)', /has no properties in common/],
    ['display(1, 2 as any)', /must be an object of options, not a number/],
    ['display(1, { id: "" })', /id is ''; it must be a text that is not empty/],
    ['display(1, { update: true })', /update needs the id/],
    ['display(5, { raw: true })', /an object by MIME type.* not a number/],
    ['display({ "text/html": 5 }, { raw: true })', /text\/html must be text or bytes, not a number/],
    ['display({}, { raw: true })', /has no representation/],
    ['display(1, { metadata: { n: 1n } })', /metadata.*BigInt/],
    ['display.html(5 as any)', /display\.html takes text, not a number/],
    ['display.png("plot.png")', /'plot\.png' is not base64; for a file/],
    ['display.png({} as any)', /takes bytes or base64 text, not an object/],
    ['display.json(() => 1)', /must be JSON, not a function/],
    ['display.plotly({} as any)', /takes a figure/],
  ])('%s says what is wrong', async (code, message) => {
    expect((await kernel.client.execute(code)).error).toMatch(message);
  });
});
