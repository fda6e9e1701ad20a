import type { Execution } from './support/client';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const symbol = "[Symbol.for('Jupyter.display')]";

const shown = ({ outputs }: Execution) =>
  outputs.filter(({ type }) => /display_data$|execute_result|clear_output/.test(type));

async function bundles(code: string): Promise<unknown[]> {
  const execution = await kernel.client.execute(code);
  expect(execution.error).toBeUndefined();
  return shown(execution).map(({ content }) => content.data);
}

describe('a result', () => {
  test.each([
    [
      'the display symbol',
      `({ ${symbol}: () => ({ 'text/html': '<b>1</b>', 'text/plain': 'one' }) })`,
      { 'text/html': '<b>1</b>', 'text/plain': 'one' },
    ],
    [
      'an asynchronous display symbol',
      `({ ${symbol}: async () => ({ 'text/markdown': '*a*', 'text/plain': 'a' }) })`,
      { 'text/markdown': '*a*', 'text/plain': 'a' },
    ],
    [
      '_toMime',
      `({ _toMime: () => ({ 'image/svg+xml': '<svg/>', 'text/plain': 's' }) })`,
      { 'image/svg+xml': '<svg/>', 'text/plain': 's' },
    ],
    [
      'toHtml',
      `({ toHtml: () => '<i>x</i>', ['text']: 1 })`,
      { 'text/html': '<i>x</i>', 'text/plain': expect.any(String) },
    ],
    [
      'bytes in a bundle',
      `({ ${symbol}: () => ({ 'image/png': new Uint8Array([1, 2, 3]), 'text/plain': 'p' }) })`,
      { 'image/png': 'AQID', 'text/plain': 'p' },
    ],
    [
      'JSON',
      `({ ${symbol}: () => ({ 'application/json': { a: [1] }, 'text/plain': 'j' }) })`,
      { 'application/json': { a: [1] }, 'text/plain': 'j' },
    ],
    [
      'a display without text',
      `({ ${symbol}: () => ({ 'text/latex': '$x$' }) })`,
      { 'text/latex': '$x$', 'text/plain': expect.any(String) },
    ],
  ])('is drawn by %s', async (_, code, expected) => {
    expect(await bundles(code)).toEqual([expected]);
  });

  test.each([
    ['a cyclic object', 'const loop: any = {}; loop.self = loop; loop', /\[Circular \*1\]/],
    ['a getter that throws', '({ get bad() { throw new Error("x") } })', /\[Getter\]/],
    ['a long array', 'Array.from({ length: 1000 }, (_, i) => i)', /900 more items/],
    ['a long text', '"x".repeat(20_000)', /10000 more characters/],
    ['a display that throws', `({ ${symbol}() { throw new Error('broken') } })`, /display failed.*broken/],
    [
      'a display that rejects',
      `({ async ${symbol}() { throw new Error('broken') } })`,
      /display failed.*broken/,
    ],
    ['an error', 'new TypeError("shown")', /^TypeError: shown\n {4}at In\[\d+\]:1:1$/],
    ['a map', 'new Map([["k", 1]])', /^Map\(1\) \{ 'k' => 1 \}$/],
    ['a function', '(function named() {})', /\[Function: named\]/],
    ['a proxy', 'new Proxy({ a: 1 }, {})', /\{ a: 1 \}/],
  ])('that is %s is printed', async (_, code, expected) => {
    await runNotebook(kernel.client, [[code, { result: expected }]]);
  });
});

describe('display()', () => {
  test('shows during the cell, before the result', async () => {
    const execution = await kernel.client.execute(
      `console.log('before'); display({ a: 1 }); console.log('after'); 5`,
    );
    const order = execution.outputs.map(({ type }) => type);
    expect(order).toEqual(['execute_input', 'stream', 'display_data', 'stream', 'execute_result']);
  });

  test('returns a handle that updates in place', async () => {
    const execution = await kernel.client.execute(
      `const handle = display({ ${symbol}: () => ({ 'text/plain': 'first' }) }, { id: 'spot', metadata: { m: 1 } })
handle.update({ ${symbol}: () => ({ 'text/plain': 'second' }) })
handle.id`,
    );
    const transient = { display_id: 'spot' };
    expect(shown(execution)).toMatchObject([
      { type: 'display_data', content: { data: { 'text/plain': 'first' }, metadata: { m: 1 }, transient } },
      {
        type: 'update_display_data',
        content: { data: { 'text/plain': 'second' }, metadata: { m: 1 }, transient },
      },
      expect.objectContaining({ type: 'execute_result' }),
    ]);
    expect(execution.result).toBe("'spot'");
  });

  test('shows a bundle as it is when told that it is one', async () => {
    expect(await bundles(`display({ 'text/html': '<p>' }, { raw: true }); undefined`)).toEqual([
      { 'text/html': '<p>' },
    ]);
  });

  test('waits for asynchronous displays before the cell ends', async () => {
    const slow = `{ async ${symbol}() { await new Promise((r) => setTimeout(r, 30)); return { 'text/plain': 'slow' } } }`;
    expect(await bundles(`display(${slow}); undefined`)).toEqual([{ 'text/plain': 'slow' }]);
  });

  test('is the same function on globalThis', async () => {
    await runNotebook(kernel.client, [['globalThis.display === display', { result: 'true' }]]);
  });

  test('clearOutput asks the front end to clear', async () => {
    const execution = await kernel.client.execute('clearOutput(true); clearOutput()');
    expect(shown(execution).map(({ content }) => content)).toEqual([{ wait: true }, { wait: false }]);
  });
});

describe("tslab's display", () => {
  test.each([
    ['html', `'<b>'`, 'text/html', '<b>'],
    ['markdown', `'# x'`, 'text/markdown', '# x'],
    ['latex', `'$x$'`, 'text/latex', '$x$'],
    ['svg', `'<svg/>'`, 'image/svg+xml', '<svg/>'],
    ['text', `'plain'`, 'text/plain', 'plain'],
    ['javascript', `'1'`, 'text/javascript', '1'],
    ['png', 'new Uint8Array([1, 2, 3])', 'image/png', 'AQID'],
    ['jpeg', 'Buffer.from([1, 2, 3])', 'image/jpeg', 'AQID'],
    ['gif', 'new Uint8Array([1])', 'image/gif', 'AQ=='],
    ['pdf', 'new Uint8Array([1])', 'application/pdf', 'AQ=='],
  ])('%s', async (method, argument, mime, data) => {
    const expected = [{ [mime]: data }];
    expect(await bundles(`import * as tslab from 'tslab'\ntslab.display.${method}(${argument})`)).toEqual(
      expected,
    );
    expect(await bundles(`require('tslab').display.${method}(${argument})`)).toEqual(expected);
  });

  test('newDisplay overwrites its own display', async () => {
    const execution = await kernel.client.execute(
      `import { newDisplay } from 'tslab'\nconst place = newDisplay()\nplace.html('1')\nplace.raw('text/x', '2')`,
    );
    const [first, second] = shown(execution);
    expect([first.type, second.type]).toEqual(['display_data', 'update_display_data']);
    expect(second.content.transient).toEqual(first.content.transient);
    expect(second.content.data).toEqual({ 'text/x': '2' });
  });
});

describe('output', () => {
  test('is plain text on the stream it was written to', async () => {
    await runNotebook(kernel.client, [
      ['console.log(1, "a", [2], { b: true })', { stdout: '1 a [ 2 ] { b: true }\n' }],
      ['console.error("e"); console.warn("w")', { stderr: 'e\nw\n' }],
      ['process.stdout.write("no newline") && undefined', { stdout: 'no newline' }],
      ['process.stdout.write(Buffer.from("é€😀")) && undefined', { stdout: 'é€😀' }],
      ['console.log("\\x1b[31mred\\x1b[0m")', { stdout: '\x1b[31mred\x1b[0m\n' }],
      ['console.table([{ a: 1 }])', { stdout: /│ 0 +│ 1 +│/ }],
      ['console.log("%d%%", 5)', { stdout: '5%\n' }],
      [
        'process.stderr.write("half "); await null; process.stderr.write("done"); undefined',
        { stderr: 'half done' },
      ],
    ]);
  });

  test('streams while a loop keeps the thread busy', async () => {
    const { client } = kernel;
    let early = '';
    client.onOutput = ({ content }) => {
      early += content.text ?? '';
    };
    const running = client.execute('console.log("early"); while (true) {}');
    while (!early.includes('early')) await new Promise((done) => setTimeout(done, 10));
    await client.interrupt();
    expect((await running).reply.ename).toBe('KeyboardInterrupt');
  }, 15_000);

  test('arrives completely and in order, however much it is', async () => {
    const lines = 30_000;
    const { stdout } = await kernel.client.execute(`for (let i = 0; i < ${lines}; i++) console.log(i)`);
    expect(stdout).toBe(`${Array.from({ length: lines }, (_, i) => i).join('\n')}\n`);
    const big = await kernel.client.execute('process.stdout.write("y".repeat(20e6)); undefined');
    expect(big.stdout.length).toBe(20e6);
  }, 60_000);

  test('of a timer belongs to the cell that started it, also while another one runs', async () => {
    const { client } = kernel;
    const shown: string[] = [];
    client.onOutput = ({ content }) => shown.push(content.text ?? '');
    const starting = client.execute(`
let ticks = 0
const ticking = setInterval(() => { console.log('tick'); if (++ticks === 3) clearInterval(ticking) }, 60)
setTimeout(() => { console.log('before'); throw new Error('late') }, 30)
undefined`);
    await starting;
    const { stdout, stderr } = await client.execute(
      `await new Promise((done) => setTimeout(done, 400)); console.log('mine', ticks)`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'mine 3\n', stderr: '' });
  });

  test('of timers and children arrives too', async () => {
    await runNotebook(kernel.client, [
      [
        'setTimeout(() => console.log("late"), 5); await new Promise((r) => setTimeout(r, 40)); undefined',
        { stdout: 'late\n' },
      ],
      [
        'import { execSync } from "node:child_process"\nconsole.log(String(execSync("echo child")).trim())',
        { stdout: 'child\n' },
      ],
    ]);
  });
});
