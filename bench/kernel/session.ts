import { busyFor, forever, manyLines, sessionCell, sourceFor, tfjsCells, trivial, unchecked } from './cells';
import { Client } from './client';
import type { Kernel } from './kernels';
import { memoryOf } from './memory';
import { type MeasureName, measures, median, quantile, type Results } from './results';

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Some kernels print what others send as a result. */
const showsResult = new Set(['execute_result', 'display_data', 'stream']);

/** From the start of the process to the first result of a cell. */
export async function firstResult(kernel: Kernel, results: Results): Promise<void> {
  const client = await Client.start(kernel);
  try {
    const asked = performance.now() - client.started;
    const { outputs } = await client.run('1 + 1');
    const result = outputs.find(({ message }) => showsResult.has(message.type));
    if (!result) throw new Error(`${kernel.name} shows no result`);
    results.add('start', kernel.name, asked + result.at);
  } finally {
    await client.stop();
  }
}

type Part = (client: Client, results: Results) => Promise<void>;

/** What a session does, and the measure that has no number where it fails. */
const parts: [Part, MeasureName][] = [
  [trivialCells, 'checked'],
  [tensorCells, 'tfjs'],
  [completion, 'complete'],
  [output, 'lines'],
  [heartbeat, 'heartbeat'],
  [interrupt, 'interrupt'],
];

/** A session, from trivial cells to a loop that has to be interrupted. After a failure it goes on in a new kernel. */
export async function session(kernel: Kernel, results: Results): Promise<void> {
  let client = await Client.start(kernel);
  try {
    await client.run('1 + 1');
    await pause(500);
    remember(client, results, 'memory');
    for (const [part, measure] of parts) {
      if (results.of(measure, kernel.name).reason) continue; // known from a session before
      try {
        await part(client, results);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        console.log(`Not measured: ${measures[measure].title}: ${reason}`);
        results.explain(measure, kernel.name, /ended/.test(reason) ? 'the kernel ends' : 'fails');
        await client.stop();
        client = await Client.start(kernel);
      }
    }
  } finally {
    await client.stop();
  }
}

function remember({ kernel, process }: Client, results: Results, measure: 'memory' | 'memoryTfjs'): void {
  const megabytes = memoryOf(process.pid as number);
  if (megabytes === undefined) results.explain(measure, kernel.name, 'Linux only');
  else results.add(measure, kernel.name, megabytes);
}

async function trivialCells(client: Client, results: Results): Promise<void> {
  const { kernel } = client;
  const times = async (source: typeof trivial, rounds = 60, warmUp = 10) => {
    const seen: number[] = [];
    for (let i = 0; i < rounds + warmUp; i++) {
      const { time } = await client.run(sourceFor(kernel, source(i)));
      if (i >= warmUp) seen.push(time);
    }
    return seen;
  };
  if (kernel.checks) {
    const checked = await times(trivial);
    results.add('checked', kernel.name, median(checked));
    results.add('checkedP95', kernel.name, quantile(checked, 0.95));
  } else results.explain('checked', kernel.name, 'checks no types');
  const free = await times(unchecked);
  results.add('unchecked', kernel.name, median(free));
  results.add('uncheckedP95', kernel.name, quantile(free, 0.95));
}

async function tensorCells(client: Client, results: Results): Promise<void> {
  const { kernel } = client;
  if (kernel.language !== 'typescript') {
    results.explain('tfjs', kernel.name, 'not TypeScript');
    return;
  }
  const times: number[] = [];
  for (const code of tfjsCells) times.push((await client.run(code)).time);
  const [first, ...others] = times;
  results.add('tfjsImport', kernel.name, first);
  results.add('tfjs', kernel.name, median(others));
  remember(client, results, 'memoryTfjs');
}

async function completion(client: Client, results: Results): Promise<void> {
  const { kernel } = client;
  if (kernel.language !== 'typescript') return;
  const times: number[] = [];
  for (let i = 0; i < 10; i++) {
    const { time, reply } = await client.request('complete_request', { code: 'tf.', cursor_pos: 3 });
    times.push(time);
    if (i === 0)
      results.add('completions', kernel.name, (reply.matches as unknown[] | undefined)?.length ?? 0);
  }
  results.add('completeFirst', kernel.name, times[0]);
  results.add('complete', kernel.name, median(times.slice(1)));
}

async function output(client: Client, results: Results): Promise<void> {
  const count = 10_000;
  const { kernel } = client;
  const cell = await client.run(sourceFor(kernel, manyLines(count)));
  await pause(1000); // for lines that come after the end
  results.add('lines', kernel.name, cell.time);
  results.add('linesLost', kernel.name, count - cell.text('stdout').split('\n').length + 1);
}

async function heartbeat(client: Client, results: Results): Promise<void> {
  const { kernel } = client;
  let isOver = false;
  const cell = client.run(sourceFor(kernel, busyFor(1500))).then(() => {
    isOver = true;
  });
  await pause(200);
  const times: number[] = [];
  while (!isOver) {
    times.push(await client.heartbeat());
    await pause(10);
  }
  await cell;
  results.add('heartbeat', kernel.name, median(times));
}

/** A kernel that has not stopped by then does not stop. */
const patience = 3000;

async function interrupt(client: Client, results: Results): Promise<void> {
  const { kernel } = client;
  for (let round = 0; round < 3; round++) {
    await client.run(sourceFor(kernel, trivial(round)));
    let isOver = false;
    const cell = client.execute(sourceFor(kernel, forever)).finally(() => {
      isOver = true;
    });
    await pause(300);
    if (isOver) throw new Error(`${kernel.name} does not compute at all`);
    const asked = performance.now();
    await client.interrupt();
    const ended = await Promise.race([cell.then(() => true), pause(patience).then(() => false)]);
    if (!ended) {
      cell.catch(() => {}); // it ends with the kernel
      throw new Error(`${kernel.name} computes on after ${patience / 1000} s`);
    }
    results.add('interrupt', kernel.name, performance.now() - asked);
    await pause(300); // tslab drops the requests that come soon after an error
  }
}

/** Five hundred cells that each add names, and what they cost at the end. */
export async function longSession(kernel: Kernel, results: Results): Promise<void> {
  const client = await Client.start(kernel);
  try {
    const times: number[] = [];
    let before: number | undefined;
    let lost = 0;
    for (let i = 0; i < 500; i++) {
      const { time, lacksIdle } = await client.run(sourceFor(kernel, sessionCell(i)));
      times.push(time);
      if (lacksIdle) lost++;
      if (i === 49) before = memoryOf(client.process.pid as number);
    }
    const after = memoryOf(client.process.pid as number);
    const last = median(times.slice(450));
    results.add('session', kernel.name, last);
    results.add('sessionLost', kernel.name, lost);
    results.add('sessionRatio', kernel.name, last / median(times.slice(0, 50)));
    if (before !== undefined && after !== undefined)
      results.add('sessionMemory', kernel.name, after - before);
  } finally {
    await client.stop();
  }
}
