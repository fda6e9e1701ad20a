import type { Output } from './support/client';
import { useKernel } from './support/notebook';

const kernel = useKernel();

const imports = `import { openComm, registerTarget, type Comm } from 'optlab-kernel/comm'`;
const run = async (code: string) => {
  const execution = await kernel.client.execute(code);
  expect(execution.error).toBeUndefined();
  return execution;
};
const ofType = (outputs: Output[], type: string) =>
  outputs.filter((each) => each.type === type).map(({ content }) => content);
const printed = (outputs: Output[]) =>
  ofType(outputs, 'stream')
    .map(({ text }) => text)
    .join('');
const message = (comm_id: string, data: unknown) => ({ comm_id, data });

beforeAll(async () => {
  await run(`${imports}
    let last: unknown
    registerTarget('echo', (comm, { data }) => {
      console.log('opened with', data)
      comm.onMessage((message) => {
        last = message.data
        comm.send({ heard: message.data }, { buffers: message.buffers.map((bytes) => bytes.map((b) => b + 1)) })
        console.log('heard', message.data)
      })
      comm.onClose(() => console.log('closed'))
    })`);
});

const info = async (target_name?: string) =>
  (await kernel.client.request('comm_info_request', { target_name })).comms;

test('a front end opens a comm, is answered over it with bytes, and closes it', async () => {
  const { client } = kernel;
  const opened = await client.comm('comm_open', { ...message('a', { from: 1 }), target_name: 'echo' });
  expect(printed(opened)).toBe('opened with { from: 1 }\n');
  expect(await info()).toEqual({ a: { target_name: 'echo' } });
  const answered = await client.comm('comm_msg', message('a', { n: 2 }), [
    Buffer.from([1, 2]),
    Buffer.from([7]),
  ]);
  expect(answered.map(({ type }) => type)).toEqual(['comm_msg', 'stream']);
  expect(answered[0].content).toEqual({ comm_id: 'a', data: { heard: { n: 2 } } });
  expect(answered[0].buffers).toEqual([Buffer.from([2, 3]), Buffer.from([8])]);
  expect(printed(await client.comm('comm_close', message('a', {})))).toBe('closed\n');
  expect(await info()).toEqual({});
});

test('a cell opens a comm, talks over it and closes it', async () => {
  const { outputs } = await run(`
    const mine = openComm('there', { data: { hello: 'you' }, metadata: { v: 1 }, id: 'mine' })
    mine.send({ x: [1, 2] }, { buffers: [new Float32Array([1, -2]), new DataView(new ArrayBuffer(3), 1)] })`);
  const [opened, said] = outputs.filter(({ type }) => type.startsWith('comm'));
  expect(opened.content).toEqual({ comm_id: 'mine', target_name: 'there', data: { hello: 'you' } });
  expect(said.content).toEqual({ comm_id: 'mine', data: { x: [1, 2] } });
  expect(said.buffers).toEqual([Buffer.from(new Float32Array([1, -2]).buffer), Buffer.from([0, 0])]);
  expect(await info('there')).toEqual({ mine: { target_name: 'there' } });
  expect(await info('elsewhere')).toEqual({});
  const closed = await run('mine.close(); mine.close(); mine.isClosed');
  expect(ofType(closed.outputs, 'comm_close')).toEqual([{ comm_id: 'mine', data: {} }]);
  const late = await kernel.client.execute('mine.send({})');
  expect(late.error).toContain("The comm to 'there' is closed; open another one.");
});

test('a target that nobody has registered is answered by closing the comm', async () => {
  const outputs = await kernel.client.comm('comm_open', { ...message('u', {}), target_name: 'nobody' });
  expect(outputs.map(({ type, content }) => [type, content])).toEqual([
    ['comm_close', { comm_id: 'u', data: {} }],
  ]);
});

test.each([
  ['no id', 'comm_open', { target_name: 'echo', data: {} }],
  ['an id that is no text', 'comm_open', { comm_id: 7, target_name: 'echo', data: {} }],
  ['no target', 'comm_open', { comm_id: 'm', data: {} }],
  ['data that are no object', 'comm_open', { comm_id: 'm', target_name: 'echo', data: [1] }],
  ['the id of no comm', 'comm_msg', { comm_id: 'none', data: {} }],
  ['no id to close', 'comm_close', {}],
] as const)('a message with %s is ignored', async (_, type, content) => {
  expect(await kernel.client.comm(type, content)).toEqual([]);
  expect(await info()).toEqual({});
});

test('a message that a queued cell will expect waits for it, and keeps its order', async () => {
  const { client } = kernel;
  const cell = run(
    `registerTarget('later', (comm) => { comm.onMessage(({ data }) => console.log('late', data.n)) })`,
  );
  const opened = client.comm('comm_open', { ...message('l', {}), target_name: 'later' });
  const said = [1, 2, 3].map((n) => client.comm('comm_msg', message('l', { n })));
  await cell;
  expect(await opened).toEqual([]);
  expect((await Promise.all(said)).map(printed)).toEqual(['late 1\n', 'late 2\n', 'late 3\n']);
  await client.comm('comm_close', message('l', {}));
});

test.each([
  ['on timers', 'await new Promise((done) => setTimeout(done, 5))'],
  ['on values', 'await 0'],
  ['on promises that are settled', 'await Promise.resolve()'],
])('a cell that computes and awaits %s sees messages, and what it prints stays its own', async (_, wait) => {
  const { client } = kernel;
  await client.comm('comm_open', { ...message('w', {}), target_name: 'echo' });
  let answered: Promise<Output[]> | undefined;
  client.onOutput = ({ content }) => {
    if (content.text?.includes('ready')) answered = client.comm('comm_msg', message('w', { stop: true }));
  };
  const execution = await run(`last = undefined
    console.log('ready')
    const end = Date.now() + 20_000
    while (last === undefined && Date.now() < end) { ${wait} }
    console.log('saw', last)`);
  client.onOutput = () => {};
  expect(execution.stdout).toBe('ready\nsaw { stop: true }\n');
  expect(printed((await answered) ?? [])).toBe('heard { stop: true }\n');
  await client.comm('comm_close', message('w', {}));
});

test('what a callback prints after its awaits and what it throws belong to the message', async () => {
  const { client } = kernel;
  await run(`registerTarget('slow', (comm) => comm.onMessage(async ({ data }) => {
    await new Promise((done) => setTimeout(done, 20))
    console.log('after a while')
    if (data.fail) throw new Error('no good')
  }))`);
  await client.comm('comm_open', { ...message('s', {}), target_name: 'slow' });
  expect(printed(await client.comm('comm_msg', message('s', {})))).toBe('after a while\n');
  const failed = await client.comm('comm_msg', message('s', { fail: true }));
  expect(printed(failed)).toBe('after a while\n');
  const [error] = ofType(failed, 'error');
  expect(error).toMatchObject({ ename: 'Error', evalue: 'no good' });
  expect(error.traceback.join('\n')).toMatch(/In\[\d+\]:4:26/);
  await client.comm('comm_close', message('s', {}));
});

test('an error while a comm is opened is shown and closes the comm', async () => {
  await run(`registerTarget('bad', () => { throw new TypeError('not today') })`);
  const outputs = await kernel.client.comm('comm_open', { ...message('b', {}), target_name: 'bad' });
  expect(ofType(outputs, 'error')).toEqual([expect.objectContaining({ evalue: 'not today' })]);
  expect(ofType(outputs, 'comm_close')).toEqual([{ comm_id: 'b', data: {} }]);
  expect(await info()).toEqual({});
});

test('an endless loop in a callback is interrupted, and the comm goes on', async () => {
  const { client } = kernel;
  await run(`registerTarget('loop', (comm) => { comm.onMessage(({ data }) => {
    console.log('called')
    while (data.forever) {}
  }) })`);
  await client.comm('comm_open', { ...message('o', {}), target_name: 'loop' });
  const stuck = client.comm('comm_msg', message('o', { forever: true }));
  await new Promise((done) => setTimeout(done, 300));
  await client.interrupt();
  expect(ofType(await stuck, 'error')).toEqual([expect.objectContaining({ ename: 'KeyboardInterrupt' })]);
  expect(printed(await client.comm('comm_msg', message('o', {})))).toBe('called\n');
  expect((await run('1 + 1')).result).toBe('2');
});

test.each([
  [
    'a cycle',
    'const round: any = {}; round.self = round; openComm("x", { data: round })',
    'writable as JSON',
  ],
  ['a number in place of data', 'openComm("x", { data: 3 as any })', 'must be an object'],
  ['text in place of bytes', 'openComm("x", { buffers: ["a" as any] })', 'typed arrays'],
  ['an empty target', 'openComm("")', 'not empty'],
  ['no handler', 'registerTarget("x", undefined as any)', 'must be a function'],
])('%s is refused with a sentence', async (_, code, sentence) => {
  const { error } = await kernel.client.execute(code);
  expect(error).toContain(sentence);
  expect(await info('x')).toEqual({});
});
