import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTable } from '../support/print';
import { type Cell, Client } from './client';
import { type Kernel, root } from './kernels';
import { withRange } from './report';
import { median } from './results';

const rounds = 9;

/** Where the time from the start of the process to the first result goes, and what it cannot go below. */
export async function startUp(kernel: Kernel): Promise<void> {
  const stages = { start: new Stages(), cell: new Stages() };
  const folder = mkdtempSync(join(tmpdir(), 'kernel-bench-'));
  const cache = join(folder, 'typescript.v8');
  try {
    probe(cache); // makes the cache
    for (let round = 0; round < rounds; round++) {
      await timeline(kernel, stages);
      bounds(cache, stages.start);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  stages.start.print('Where our start-up goes (ms)');
  stages.cell.print('Where a checked trivial cell goes when all is warm (ms)');
}

/** Times by the names of what they were spent on. */
class Stages {
  readonly #times = new Map<string, number[]>();

  keep(stage: string, time: number): void {
    const known = this.#times.get(stage);
    if (known) known.push(time);
    else this.#times.set(stage, [time]);
  }

  print(title: string): void {
    const rows = [...this.#times].map(([stage, times]) => [stage, withRange(times)]);
    printTable(title, ['', 'median (least-most)'], rows);
  }
}

/** The kernel as a client sees it: each stage from the end of the one before. */
async function timeline(kernel: Kernel, { start, cell }: Record<'start' | 'cell', Stages>): Promise<void> {
  const client = await Client.start(kernel);
  try {
    const ready = performance.now() - client.started;
    start.keep('process, modules and sockets, until the kernel answers', ready);
    const first = spans(await client.run('1 + 1'));
    for (const [stage, time] of Object.entries(first)) start.keep(stage, time);
    start.keep('all of it', ready + sum(first));

    for (let i = 0; i < 10; i++) await client.run(`${i} + 2`);
    const warm: Record<string, number>[] = [];
    for (let i = 0; i < 20; i++) warm.push(spans(await client.run(`${i} + 2`)));
    for (const stage of Object.keys(first)) cell.keep(stage, median(warm.map((each) => each[stage])));
    cell.keep('all of it', median(warm.map(sum)));
    const { time } = await client.request('kernel_info_request', {});
    cell.keep('bound: a request that is answered at once (kernel_info)', time);
  } finally {
    await client.stop();
  }
}

function spans({ outputs, time }: Cell): Record<string, number> {
  const at = (type: string) => outputs.find(({ message }) => message.type === type)?.at ?? Number.NaN;
  return {
    'cell sent, until it is accepted (execute_input)': at('execute_input'),
    'then, until it is checked and has run (execute_result)': at('execute_result') - at('execute_input'),
    'reply and idle status': time - at('execute_result'),
  };
}

const sum = (stages: Record<string, number>) => Object.values(stages).reduce((a, b) => a + b, 0);

/** What any kernel on Node with TypeScript has to wait for, measured alone. */
function bounds(cache: string, stages: Stages): void {
  stages.keep('bound: `node -e 0`', wallTime(['-e', '0']));
  stages.keep('bound: the same with zeromq', wallTime(['-e', "require('zeromq')"]));
  const { load, firstCheck } = probe(cache);
  stages.keep("bound: TypeScript loads from V8's code cache", load);
  stages.keep('bound: TypeScript checks `1 + 1` with the libraries of ES2023 and Node', firstCheck);
}

function wallTime(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: join(root, 'kernel'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}

function probe(cache: string): { load: number; firstCheck: number } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(__dirname, 'typescript-probe.cjs'), require.resolve('typescript-5'), cache],
    { cwd: join(root, 'kernel'), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
