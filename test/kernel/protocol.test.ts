import { setTimeout as sleep } from 'node:timers/promises';
import { useKernel } from './support/notebook';

const kernel = useKernel();

test('kernel_info describes TypeScript as Jupyter clients understand it', async () => {
  const info = await kernel.client.request('kernel_info_request', {});
  expect(info).toMatchObject({
    status: 'ok',
    protocol_version: expect.stringMatching(/^5\.\d+$/),
    implementation: 'optlab-kernel',
    language_info: {
      name: 'typescript',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      mimetype: 'application/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: 'typescript',
    },
  });
  expect(await kernel.client.request('kernel_info_request', {}, 'control')).toEqual(info);
});

test('the error reply and the published error carry the same fields', async () => {
  for (const code of [
    'throw new TypeError("bad")',
    'const n: number = "x"',
    'let = 1',
    'throw null',
    'throw "text"',
  ]) {
    const { reply, outputs } = await kernel.client.execute(code);
    const { ename, evalue, traceback } = outputs.find(({ type }) => type === 'error')?.content ?? {};
    expect(reply).toMatchObject({ status: 'error', ename, evalue, traceback });
    expect(traceback.length).toBeGreaterThan(0);
    expect(ename).not.toBe('');
  }
});

test('execution counts go up with stored cells only', async () => {
  const { client } = kernel;
  const count = (await client.execute('1')).reply.execution_count;
  const hidden = await client.execute('2', { store_history: false });
  expect(hidden.reply.execution_count).toBe(count);
  expect(hidden.result).toBe('2');
  expect((await client.execute('throw 1')).reply.execution_count).toBe(count + 1);
  const next = await client.execute('3');
  expect(next.outputs[0]).toMatchObject({
    type: 'execute_input',
    content: { code: '3', execution_count: count + 2 },
  });
});

test('the reply to a cell says when the cell started', async () => {
  const before = Date.now();
  for (const code of ['await new Promise((done) => setTimeout(done, 30))', 'throw 1']) {
    const { metadata } = await kernel.client.execute(code);
    const started = Date.parse(String(metadata.started));
    expect(started).toBeGreaterThanOrEqual(before);
    expect(started).toBeLessThanOrEqual(Date.now());
  }
});

test('a silent cell runs without a trace', async () => {
  const { client } = kernel;
  const { outputs, status } = await client.execute('var silently = 1; silently', { silent: true });
  expect({ outputs, status }).toEqual({ outputs: [], status: 'ok' });
  expect((await client.execute('silently')).result).toBe('1');
});

test('user_expressions are evaluated after the cell, each on its own', async () => {
  const { reply } = await kernel.client.execute('const base = 20', {
    user_expressions: { good: 'base + 1', bad: 'nothing', awaited: 'await Promise.resolve(base)' },
  });
  expect(reply.user_expressions).toEqual({
    good: { status: 'ok', data: { 'text/plain': '21' }, metadata: {} },
    bad: expect.objectContaining({ status: 'error', evalue: expect.stringContaining('nothing') }),
    awaited: { status: 'ok', data: { 'text/plain': '20' }, metadata: {} },
  });
});

test('an error aborts the cells already queued and no later one', async () => {
  const { client } = kernel;
  const [first, second, third] = await Promise.all([
    client.execute('await new Promise((r) => setTimeout(r, 50)); throw new Error("stop")'),
    client.execute('"second"'),
    client.execute('"third"'),
  ]);
  expect([first.status, second.status, third.status]).toEqual(['error', 'aborted', 'aborted']);
  expect((await client.execute('"next"')).result).toBe("'next'");
});

test('stop_on_error: false lets the queue go on', async () => {
  const { client } = kernel;
  const [first, second] = await Promise.all([
    client.execute('throw new Error("go on")', { stop_on_error: false }),
    client.execute('"second"'),
  ]);
  expect([first.status, second.result]).toEqual(['error', "'second'"]);
});

test('input() asks the front end and returns its answer, prompt() too', async () => {
  const { client } = kernel;
  client.onInput = (prompt, password) => `${prompt}/${password}`;
  expect((await client.execute('input("name?")')).result).toBe("'name?/false'");
  expect((await client.execute('const secret = prompt("key", true); secret.length')).result).toBe('8');
  const refused = await client.execute('input("x")', { allow_stdin: false });
  expect(refused.error).toContain('does not accept input');
});

test('malformed and wrongly signed messages are dropped and the kernel goes on', async () => {
  const { client } = kernel;
  const { frames } = client.wire.encode('execute_request', { code: 'var forged = 1' });
  const forged = [...frames];
  forged[1] = '0'.repeat(64);
  for (const bad of [
    ['nonsense'],
    ['<IDS|MSG>'],
    ['<IDS|MSG>', '', '', '', '', ''],
    ['<IDS|MSG>', 'x', '{', '{}', '{}', '{}'],
    [Buffer.from([0xff, 0xfe])],
    forged,
  ]) {
    await client.sendRaw(bad);
  }
  expect((await client.execute('typeof forged')).error).toContain("Cannot find name 'forged'");
  expect((await client.execute('1 + 1')).result).toBe('2');
});

test('unknown requests and comms are ignored in silence', async () => {
  const { client } = kernel;
  for (const type of ['comm_open', 'comm_msg', 'comm_close', 'never_heard_of_request']) {
    await client.sendRaw(client.wire.encode(type, { comm_id: 'c', target_name: 't', data: {} }).frames);
  }
  await client.sendRaw(client.wire.encode('execute_request', {}).frames);
  expect(await client.request('comm_info_request', {})).toEqual({ status: 'ok', comms: {} });
  expect((await client.execute('"alive"')).result).toBe("'alive'");
});

test('debug requests are refused politely', async () => {
  const reply = await kernel.client.request('debug_request', { seq: 1, command: 'initialize' }, 'control');
  expect(reply).toMatchObject({ success: false, command: 'initialize' });
});

test('a question mark behind a name opens its documentation', async () => {
  const { reply } = await kernel.client.execute('parseInt?');
  expect(reply.payload[0]).toMatchObject({
    source: 'page',
    data: { 'text/plain': expect.stringContaining('parseInt') },
  });
});

test('the kernel answers questions while a cell runs', async () => {
  const { client } = kernel;
  const running = client.execute('console.log("x"); while (true) {}');
  await sleep(100);
  const { matches } = await client.request('complete_request', { code: 'Math.sq', cursor_pos: 7 });
  await client.interrupt();
  await running;
  expect(matches).toEqual(['sqrt']);
}, 15_000);
