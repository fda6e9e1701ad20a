import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Execution } from './support/client';
import { runNotebook, useKernel } from './support/notebook';
import { seeded } from './support/seeded';

const kernel = useKernel();
const deadline = 15_000;

/** Interrupts the cell once it has printed that it is on its way. */
async function interrupted(client: Client, code: string): Promise<Execution> {
  const started = new Promise<void>((done) => {
    client.onOutput = ({ content }) => {
      if (content.name === 'stdout' && content.text.includes('started')) done();
    };
  });
  const finished = client.execute(`console.log('started');\n${code}`);
  await Promise.race([started, finished]);
  await sleep(50);
  await client.interrupt();
  return finished;
}

const loops: Record<string, string> = {
  'while (true)': 'while (true) {}',
  'a loop that swallows every error': 'for (;;) { try { while (true) {} } catch {} finally { continue } }',
  'a loop after an await': 'await new Promise((r) => setTimeout(r, 5)); while (true) {}',
  'a loop in an async function': 'const forever = async () => { for (;;) await null }; await forever()',
  'microtasks that never end':
    'const spin = (): void => queueMicrotask(spin); spin(); await new Promise(() => {})',
  'ticks that never end':
    'const tick = (): void => process.nextTick(tick); tick(); await new Promise(() => {})',
  'a loop in a timer': 'setTimeout(() => { while (true) {} }, 5); await new Promise(() => {})',
  'a loop in a generator': 'for (const x of (function* () { for (;;) yield 1 })()) {}',
  'a loop in a getter': '({ get v(): number { for (;;) {} } }).v',
  'a loop that prints': 'while (true) console.log("again")',
  'a regular expression that explodes': '/(a+)+$/.test("a".repeat(40) + "b")',
  'Atomics.wait': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  'a promise that stays pending': 'await new Promise(() => {})',
  'an interval': 'setInterval(() => {}, 5); await new Promise(() => {})',
  'a sleep': 'await (await import("node:timers/promises")).setTimeout(1e8)',
  'for await':
    'for await (const x of (async function* () { for (;;) { await new Promise((r) => setTimeout(r, 5)); yield 1 } })()) {}',
  'input()': 'input("never answered")',
  'a comparison function': '[2, 1].sort(() => { for (;;) {} })',
  'a reviver of JSON.parse': 'JSON.parse("[1]", () => { for (;;) {} })',
  'a trap of a proxy': '(new Proxy({}, { get() { for (;;) {} } }) as any).x',
  'a getter of the value that is shown': '({ get [Symbol.for("Jupyter.display")]() { for (;;) {} } })',
  'a display that never resolves':
    'display({ [Symbol.for("Jupyter.display")]: () => new Promise(() => {}) })',
  "a thrown error's message": 'throw { stack: "", get message() { for (;;) {} } }',
  'a finally block': 'try { await new Promise(() => {}) } finally { for (;;) {} }',
  'a finally block that waits': 'try { await new Promise(() => {}) } finally { await new Promise(() => {}) }',
  'awaits whose rejections are swallowed':
    'for (;;) { try { await new Promise((r) => setTimeout(r, 1)) } catch {} }',
  'awaits of settled promises': 'for (;;) await null',
  'a chain of promises': 'const next = (): Promise<void> => Promise.resolve().then(next); await next()',
  'callbacks of setImmediate':
    'const again = (): void => { setImmediate(again) }; again(); await new Promise(() => {})',
  'a thenable': 'await ({ then() { for (;;) {} } } as any)',
  'an event listener':
    'import { EventEmitter } from "node:events"; const bus = new EventEmitter(); bus.on("x", () => { for (;;) {} }); bus.emit("x")',
  'a callback of the file system':
    'import { stat } from "node:fs"; stat(".", () => { for (;;) {} }); await new Promise(() => {})',
  'a pipeline of streams':
    'import { Readable } from "node:stream"; import { pipeline } from "node:stream/promises"; await pipeline(Readable.from((function* () { for (;;) yield "a" })()), async (all: any) => { for await (const one of all) {} })',
  'a request that is not answered':
    'import { createServer } from "node:http"; const silent = createServer(() => {}); await new Promise<void>((r) => silent.listen(0, r)); await fetch("http://127.0.0.1:" + (silent.address() as any).port)',
  'waiting for a child process':
    'import { exec } from "node:child_process"; import { promisify } from "node:util"; await promisify(exec)("sleep 20")',
  'waiting for a worker':
    'import { Worker } from "node:worker_threads"; const endless = new Worker("for (;;) {}", { eval: true }); await new Promise((r) => endless.on("exit", r))',
  'a callback inside AsyncLocalStorage':
    'import { AsyncLocalStorage } from "node:async_hooks"; await new AsyncLocalStorage().run(1, async () => { for (;;) await null })',
  'a loop after AsyncLocalStorage was used':
    'setTimeout(() => { for (;;) {} }, 1); await new Promise(() => {})',
  disposal: 'await using open = { async [Symbol.asyncDispose]() { await new Promise(() => {}) } }; 0',
  'new Function': 'new Function("for (;;) {}")()',
  'code in another context': '(await import("node:vm")).runInNewContext("for (;;) {}")',
};

describe('an interrupt', () => {
  test.each(Object.entries(loops))(
    'ends %s and keeps the state',
    async (_, code) => {
      const { client } = kernel;
      await client.execute('var state = { kept: true }');
      const ended = await interrupted(client, code);
      expect(ended.reply).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
      expect(ended.error).toContain('KeyboardInterrupt');
      expect(ended.stderr).toBe('');
      const after = await client.execute('state');
      expect(after.result).toBe('{ kept: true }');
    },
    deadline,
  );

  test(
    'runs the finally blocks of what was awaited',
    async () => {
      const ended = await interrupted(
        kernel.client,
        `async function work() { try { await new Promise(() => {}) } finally { console.log('inner') } }
try { await work() } finally { console.log('outer') }`,
      );
      expect(ended.stdout).toBe('started\ninner\nouter\n');
      expect(ended.status).toBe('error');
    },
    deadline,
  );

  test(
    'freezes a cell that goes on regardless',
    async () => {
      const { client } = kernel;
      await interrupted(
        client,
        'var rounds = 0; for (;;) { try { await new Promise((r) => setTimeout(r, 1)) } catch {} rounds++ }',
      );
      const { result } = await client.execute(
        'const seen = rounds; await new Promise((r) => setTimeout(r, 40)); rounds - seen',
      );
      expect(result).toBe('0');
    },
    deadline,
  );

  test('at any moment of a cell loses no reply and never hits the next cell', async () => {
    const { client } = kernel;
    const cells = [
      '1',
      'await null; 2',
      'await new Promise((r) => setTimeout(r, 3)); 3',
      'for (let i = 0, s = 0; i < 5e6; i++) s += i; 4',
      'for (let i = 0; i < 300; i++) console.log(i)',
      'while (true) {}',
      'await new Promise(() => {})',
      'try { await new Promise((r) => setTimeout(r, 50)) } finally { for (let i = 0; i < 1e6; i++); }',
      'throw new Error("own")',
    ];
    const random = seeded(20);
    for (let round = 0; round < 200; round++) {
      const running = client.execute(cells[Math.floor(random() * cells.length)]);
      await sleep(random() * 20);
      await client.interrupt();
      await running;
      const next = await client.execute(
        'console.log("next"); await new Promise((r) => setTimeout(r, 1)); 40 + 2',
      );
      expect({ round, result: next.result, stdout: next.stdout, error: next.error }).toEqual({
        round,
        result: '42',
        stdout: 'next\n',
        error: undefined,
      });
    }
  }, 60_000);

  test(
    'stops what the cell would have done later',
    async () => {
      const { client } = kernel;
      await client.execute('var beats = 0');
      await interrupted(client, 'setInterval(() => beats++, 1); await new Promise(() => {})');
      const { result } = await client.execute(
        'const before = beats; await new Promise((r) => setTimeout(r, 40)); beats - before',
      );
      expect(result).toBe('0');
    },
    deadline,
  );

  test(
    'aborts the cells that wait behind the interrupted one',
    async () => {
      const { client } = kernel;
      const first = interrupted(client, 'while (true) {}');
      const second = client.execute('"second"');
      expect((await first).status).toBe('error');
      expect((await second).status).toBe('aborted');
      expect((await client.execute('"third"')).result).toBe("'third'");
    },
    deadline,
  );

  test(
    'does nothing to an idle kernel',
    async () => {
      const { client } = kernel;
      await client.execute('var idle = 1');
      await client.interrupt();
      await client.interrupt();
      await sleep(100);
      expect((await client.execute('idle + 1')).result).toBe('2');
    },
    deadline,
  );

  test(
    'frees the kernel from a loop that a finished cell left behind',
    async () => {
      const { client } = kernel;
      await client.execute('setTimeout(() => { while (true) {} }, 5); 0');
      await sleep(50);
      await client.interrupt();
      expect((await client.execute('"free"')).result).toBe("'free'");
    },
    deadline,
  );

  test(
    'can come twice in a row',
    async () => {
      const { client } = kernel;
      const running = client.execute('console.log("x"); while (true) {}');
      await sleep(100);
      await Promise.all([client.interrupt(), client.interrupt()]);
      expect((await running).reply.ename).toBe('KeyboardInterrupt');
      expect((await client.execute('1')).result).toBe('1');
    },
    deadline,
  );

  test(
    'ends a cell while its types are checked',
    async () => {
      const { client } = kernel;
      const deep = `type Grow<T extends unknown[]> = T['length'] extends 900 ? T : Grow<[...T, 1]>
type Many = { [K in keyof Grow<[]>]: Grow<[]>[K] }
const many = null! as Many[]
console.log('must not run' + many)`;
      const running = client.execute(deep);
      await client.interrupt();
      expect((await running).status).toBe('error');
      expect((await client.execute('2')).result).toBe('2');
    },
    deadline,
  );
});

test(
  'the heartbeat answers while a cell computes',
  async () => {
    const { client } = kernel;
    const running = client.execute('while (true) {}');
    await sleep(100);
    expect(await client.heartbeat()).toBe('ping');
    await client.interrupt();
    await running;
  },
  deadline,
);

describe.each(['auto', 'batch', 'epoch', 'never'])("an interrupt of model.fit that yields '%s'", (mode) => {
  test('leaves a model that trains again, and no tensors behind', async () => {
    const { client } = kernel;
    const { error: failure } = await client.execute(
      `import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-backend-cpu'
const model = layers.sequential()
model.add(layers.layers.dense({ units: 1, inputShape: [8] }))
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
const inputs = tf.ones([256, 8]), outputs = tf.ones([256, 1])
await model.fit(inputs, outputs, { epochs: 1, verbose: 0 })
const tensors = tf.memory().numTensors`,
    );
    expect(failure).toBeUndefined();
    for (let i = 0; i < 2; i++) {
      const { status, error } = await interrupted(
        client,
        `await model.fit(inputs, outputs, { epochs: 1e6, verbose: 0, yieldEvery: '${mode}' })`,
      );
      expect({ status, error }).toEqual({
        status: 'error',
        error: expect.stringContaining('KeyboardInterrupt'),
      });
      await sleep(200);
      await runNotebook(client, [
        ['tf.memory().numTensors - tensors', { result: '0' }],
        ['(await model.fit(inputs, outputs, { epochs: 2, verbose: 0 })).epoch', { result: '[ 0, 1 ]' }],
      ]);
    }
  }, 30_000);
});

test('an interrupt inside tf.tidy closes the scopes that are open', async () => {
  const { client } = kernel;
  await runNotebook(client, [['const before = tf.memory().numTensors']]);
  await interrupted(client, 'for (;;) tf.tidy(() => { for (let i = 0; i < 1e5; i++) tf.ones([2]) })');
  await runNotebook(client, [['tf.memory().numTensors - before < 2', { result: 'true' }]]);
}, 15_000);
