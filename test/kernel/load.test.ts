import { readFileSync } from 'node:fs';
import { ensureBuilt } from './support/build';
import { Client } from './support/client';

beforeAll(ensureBuilt, 60_000);

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

test('twenty kernels started at once all answer', async () => {
  const clients = await Promise.all(Array.from({ length: 20 }, () => Client.start()));
  const results = await Promise.all(clients.map((each, i) => each.execute(`${i} + 1`)));
  expect(results.map(({ result }) => result)).toEqual(clients.map((_, i) => String(i + 1)));
  await Promise.all(clients.map((each) => each.stop()));
  // Each takes about a second of a processor that others may be using as well.
}, 180_000);

/** The largest resident size of a process while `work` goes on, in megabytes. */
async function peakMemory<T>(pid: number, work: Promise<T>): Promise<[T, number]> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMemory(pid));
  }, 20);
  const result = await work;
  clearInterval(timer);
  return [result, peak];
}

function residentMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

describe('output', () => {
  beforeEach(async () => {
    client = await Client.start();
  });
  const running = () => client as Client;

  test('of 100,000 lines arrives whole, in order, and both streams in their order', async () => {
    const { stdout } = await running().execute('for (let i = 0; i < 1e5; i++) console.log(i)');
    expect(stdout).toBe(`${Array.from({ length: 1e5 }, (_, i) => i).join('\n')}\n`);
    const { outputs } = await running().execute(
      'for (let i = 0; i < 50; i++) { console.log("out" + i); console.error("err" + i) }',
    );
    const lines = outputs
      .map(({ content }) => content.text)
      .join('')
      .trim()
      .split('\n');
    expect(lines).toEqual(Array.from({ length: 100 }, (_, i) => `${i % 2 ? 'err' : 'out'}${i >> 1}`));
  }, 60_000);

  test('of 200 MB arrives whole and does not pile up in the kernel', async () => {
    const { pid } = running().process ?? {};
    const [{ stdout }, peak] = await peakMemory(
      Number(pid),
      running().execute(
        'const line = "x".repeat(999_999) + "\\n"; for (let i = 0; i < 200; i++) process.stdout.write(line)',
      ),
    );
    expect(stdout).toHaveLength(200e6);
    expect(peak).toBeLessThan(1000);
  }, 60_000);

  test('in pieces of a character is put together', async () => {
    const { stdout, stderr } = await running().execute(
      `for (const byte of Buffer.from('é🎉ü')) { process.stdout.write(Buffer.from([byte])); process.stderr.write(Buffer.from([byte])) }`,
    );
    expect([stdout, stderr]).toEqual(['é🎉ü', 'é🎉ü']);
  });
});

test('the reader is told before the memory is full, then the kernel ends', async () => {
  client = await Client.start({ env: { NODE_OPTIONS: '--max-old-space-size=500' }, isQuiet: true });
  let stderr = '';
  client.onOutput = ({ content }) => {
    if (content.name === 'stderr') stderr += content.text;
  };
  const filling = client.execute(`const kept: number[][] = []
for (;;) {
  kept.push(Array.from({ length: 1e5 }, (_, i) => i + 0.5))
  for (const end = Date.now() + 4; Date.now() < end; ) {}
}`);
  await expect(filling).rejects.toThrow('The kernel ended');
  expect(stderr).toMatch(/memory is nearly used up: 0\.\d+ GB of 0\.5\d* GB/);
}, 60_000);

/** SOAK_CELLS=10000 in the environment makes the run long. */
const soakCells = Number(process.env.SOAK_CELLS ?? 1500);

test('a long session does not grow without bound', async () => {
  client = await Client.start();
  const pid = Number(client.process?.pid);
  const cells = [
    '1 + 1',
    'let again = [1, 2, 3]; again.length',
    'console.log("x")',
    'await null; again = [4]',
  ];
  const run = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const { status } = await (client as Client).execute(cells[i % cells.length]);
      if (status !== 'ok') throw new Error(`cell ${i} failed`);
    }
  };
  await run(soakCells);
  // The heaps of the three threads grow to what suits them, and then no more.
  expect(residentMemory(pid)).toBeLessThan(800);
}, 300_000);
