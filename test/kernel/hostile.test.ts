import { ensureBuilt } from './support/build';
import { Client } from './support/client';

beforeAll(ensureBuilt, 60_000);

const throws = "() => { throw new Error('not the kernel') }";

/** Each alone has kept a program that uses the plain globals from going on. */
test.each([
  'globalThis.Object = null as any',
  'globalThis.globalThis = null as any',
  'globalThis.Array = null as any',
  'globalThis.Set = globalThis.Map = globalThis.WeakMap = null as any',
  'globalThis.Atomics = globalThis.Reflect = null as any',
  'globalThis.Error = globalThis.String = globalThis.Number = null as any',
  `Object.assign = Object.entries = Object.defineProperty = ${throws} as any`,
  `Atomics.load = Atomics.store = ${throws} as any`,
  `Array.prototype.includes = Array.prototype.filter = Array.prototype.push = ${throws} as any`,
  `String.prototype.split = String.prototype.replace = String.prototype.matchAll = ${throws} as any`,
  `RegExp.prototype.exec = ${throws} as any`,
  `(Object.prototype as any).get = 'polluted'`,
  `(await import('node:vm') as any).default.Script = null`,
])(
  'after %s cells run, throw and are interrupted',
  async (code) => {
    const client = await Client.start();
    try {
      await client.execute(`// @ts-nocheck\n${code}; undefined`);
      expect((await client.execute('6 * 7')).result).toBe('42');
      expect((await client.execute('throw new RangeError("own")')).error).toMatch(/^RangeError: own/);
      const started = new Promise<void>((done) => {
        client.onOutput = () => done();
      });
      const running = client.execute('while (true) {}');
      await started;
      await client.interrupt();
      expect((await running).reply.ename).toBe('KeyboardInterrupt');
    } finally {
      await client.stop();
    }
  },
  20_000,
);

test.each(['Array.prototype', 'Map.prototype', 'String.prototype'])(
  'a broken iterator of %s ends cells with its error, if at all',
  async (prototype) => {
    const client = await Client.start();
    try {
      await client.execute(
        `(${prototype} as any)[Symbol.iterator] = () => { throw new Error('mine') }; undefined`,
      );
      const { result, reply } = await client.execute('6 * 7');
      expect(result ?? reply.evalue).toMatch(/^(42|mine)$/);
      expect((await client.execute('throw new RangeError("own")')).error).toMatch(/^RangeError: own/);
    } finally {
      await client.stop();
    }
  },
  20_000,
);
