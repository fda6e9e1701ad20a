import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt } from './support/build';
import { Client, repository } from './support/client';

beforeAll(ensureBuilt, 60_000);

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A process that starts a program and can die before it. */
async function startUnderParent(command: string[], extraEnv: NodeJS.ProcessEnv = {}) {
  const script = `
    const { spawn } = require('node:child_process');
    const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
    const child = spawn(process.execPath, ${JSON.stringify(command)}, { env, stdio: 'ignore' });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, ...extraEnv },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(parent.stdout, 'data');
  return { parent, pid: Number(String(line)) };
}

test.each([
  ['idle', ''],
  ['busy', 'while (true) {}'],
])(
  'a kernel that is %s ends when its parent dies',
  async (_, code) => {
    client = await Client.start({ env: {} });
    const { connectionFile } = client;
    await client.stop();
    const entry = join(repository, 'kernel/dist/main/index.js');
    const { parent, pid } = await startUnderParent(['--no-force-async-hooks-checks', entry, connectionFile]);
    const attached = await Client.attach(connectionFile);
    if (code !== '') {
      void attached.execute(code).catch(() => {});
      await sleep(300);
    }
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && isAlive(pid); i++) await sleep(100);
    expect(isAlive(pid)).toBe(false);
    await attached.stop();
  },
  30_000,
);

test.each([
  ['idle', '1'],
  ['in a busy loop', 'while (true) {}'],
  ['waiting for a promise', 'await new Promise(() => {})'],
])(
  'a shutdown request ends a kernel that is %s',
  async (_, code) => {
    client = await Client.start();
    void client.execute(code).catch(() => {});
    await sleep(400);
    const reply = await client.request('shutdown_request', { restart: true }, 'control');
    expect(reply).toEqual({ status: 'ok', restart: true });
    await client.exited;
  },
  20_000,
);

test('a shutdown runs the exit handlers of cells, whatever else is going on, and leaves no trace', async () => {
  client = await Client.start();
  const file = join(mkdtempSync(join(tmpdir(), 'kernel-exit-')), 'ended');
  await client.execute(`
import { writeFileSync } from 'node:fs'
process.on('exit', (code) => { writeFileSync(${JSON.stringify(file)}, 'code ' + code) })
process.on('exit', () => { throw new Error('in a handler') })
setInterval(() => {}, 1)`);
  void client.execute('while (true) {}').catch(() => {});
  await sleep(200);
  await client.request('shutdown_request', { restart: false }, 'control');
  await client.exited;
  // Ended by its own hand: no environment of Node is torn down, so no abort (SIGABRT, SIGSEGV) can happen.
  expect(client.process?.signalCode).toBe('SIGKILL');
  expect(readFileSync(file, 'utf8')).toBe('code 0');
}, 20_000);

test('an exit handler that never returns does not keep the kernel', async () => {
  client = await Client.start();
  await client.execute(`process.on('exit', () => { while (true) {} }); undefined`);
  await client.request('shutdown_request', { restart: false }, 'control');
  await client.exited;
}, 20_000);

test('the kernel survives what cells can do to it', async () => {
  client = await Client.start();
  const hostile = [
    'globalThis.Promise = null as any; undefined',
    'JSON.stringify = () => { throw new Error("mine") }; undefined',
    'Object.defineProperty(globalThis, "setTimeout", { value: undefined, configurable: true, writable: true }); undefined',
    'Array.prototype.map = () => []; undefined',
    'console.log = undefined as any; undefined',
    'process.stdout.write = undefined as any; undefined',
    'process.removeAllListeners(); undefined',
    'process.kill(process.pid, "SIGINT"); undefined',
    'delete (globalThis as any).display; undefined',
    'Map.prototype.get = Map.prototype.set = () => { throw 1 }; undefined',
    'Set.prototype.has = () => { throw 1 }; undefined',
    '(Object.prototype as any).type = "polluted"; undefined',
    'globalThis.setImmediate = null as any; undefined',
    'Promise.prototype.then = () => { throw 1 }; undefined',
    'Error.prepareStackTrace = () => 5; undefined',
    'Object.freeze(Object.prototype); undefined',
  ];
  for (const code of hostile) await client.execute(code);
  expect((await client.execute('6 * 7')).result).toBe('42');
}, 30_000);

test('workers and children of a cell print into the notebook', async () => {
  client = await Client.start();
  const { stdout } = await client.execute(`
import { Worker } from 'node:worker_threads'
const worker = new Worker('console.log("from a worker")', { eval: true })
await new Promise((done) => worker.on('exit', done))
await new Promise((done) => setTimeout(done, 50))`);
  expect(stdout).toBe('from a worker\n');
}, 20_000);

test('no message, however malformed, ends the kernel', async () => {
  client = await Client.start();
  const { wire } = client;
  const wellFormed = [
    ['execute_request', { code: 5 }],
    ['execute_request', { code: null, user_expressions: 3 }],
    ['execute_request', { code: '1', user_expressions: { a: null }, allow_stdin: 'x', silent: {} }],
    ['complete_request', { code: {}, cursor_pos: 'end' }],
    ['complete_request', { code: 'a.', cursor_pos: -7 }],
    ['inspect_request', { code: [], cursor_pos: 1e300, detail_level: 'x' }],
    ['is_complete_request', {}],
    ['history_request', { hist_access_type: 7, n: 'many' }],
    ['history_request', {}],
    ['comm_open', { comm_id: 5 }],
    ['comm_msg', {}],
    ['comm_close', null],
    ['comm_info_request', { target_name: {} }],
    ['input_reply', { value: 9 }],
    ['kernel_info_request', []],
    ['', {}],
    ['__proto__', {}],
    ['constructor', {}],
  ] as const;
  for (const [type, content] of wellFormed) await client.sendRaw(wire.encode(type, content as object).frames);
  const [delimiter, signature, ...body] = wire.encode('execute_request', { code: '1' }).frames;
  const broken: (string | Buffer)[][] = [
    [''],
    [delimiter],
    [delimiter, signature],
    [signature, ...body],
    [delimiter, signature, ...body.slice(0, 3)],
    [delimiter, signature, '{', ...body.slice(1)],
    [delimiter, '', ...body],
    [delimiter, signature, ...body.map(() => '[]')],
    [delimiter, signature, ...body.map(() => Buffer.from([0xff, 0xfe]))],
    Array.from({ length: 500 }, () => delimiter),
    [Buffer.alloc(20_000_000)],
  ];
  for (const frames of broken) await client.sendRaw(frames);
  expect((await client.execute('6 * 7')).result).toBe('42');
}, 60_000);

test('cells that no machine can nest are refused, large ones run', async () => {
  client = await Client.start();
  const nested = await client.execute(`${'('.repeat(200_000)}1${')'.repeat(200_000)}`);
  expect(nested.reply).toMatchObject({ ename: 'RangeError', evalue: expect.stringContaining('too deeply') });
  const long = await client.execute(`const long = "${'a'.repeat(5e6)}"; long.length`);
  expect(long.result).toBe('5000000');
  const chain = await client.execute(`1${' + 1'.repeat(3000)}`);
  expect(chain.result).toBe('3001');
}, 60_000);
