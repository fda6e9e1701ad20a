import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTable } from '../support/print';
import { Client } from './client';
import { type Kernel, root } from './kernels';
import { withRange } from './report';

const rounds = 9;

/** Where the time from the start of the process to the first result goes, and what it cannot go below. */
export async function startUp(kernel: Kernel): Promise<void> {
  const stages: Record<string, number[]> = {};
  const keep = (stage: string, time: number) => {
    stages[stage] ??= [];
    stages[stage].push(time);
  };
  const folder = mkdtempSync(join(tmpdir(), 'kernel-bench-'));
  const cache = join(folder, 'typescript.v8');
  try {
    probe(cache); // makes the cache
    for (let round = 0; round < rounds; round++) {
      await timeline(kernel, keep);
      bounds(cache, keep);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(
    'Where our start-up goes (ms)',
    ['', 'median (least-most)'],
    Object.entries(stages).map(([stage, times]) => [stage, withRange(times)]),
  );
}

type Keep = (stage: string, time: number) => void;

/** The kernel as a client sees it: each stage from the end of the one before. */
async function timeline(kernel: Kernel, keep: Keep): Promise<void> {
  const client = await Client.start(kernel);
  try {
    const ready = performance.now() - client.started;
    keep('process, modules and sockets, until the kernel answers', ready);
    const { outputs, time } = await client.run('1 + 1');
    const at = (type: string) => outputs.find(({ message }) => message.type === type)?.at ?? Number.NaN;
    keep('cell sent, until it is accepted (execute_input)', at('execute_input'));
    keep(
      'TypeScript ready, cell checked and run (execute_result)',
      at('execute_result') - at('execute_input'),
    );
    keep('reply and idle status', time - at('execute_result'));
    keep('all of it', ready + time);
    const warm: number[] = [];
    for (let i = 0; i < 20; i++) warm.push((await client.run(`${i} + 2`)).time);
    keep('for comparison: the same cell when all is warm', warm.sort((a, b) => a - b)[10]);
  } finally {
    await client.stop();
  }
}

/** What any kernel on Node with TypeScript has to wait for, measured alone. */
function bounds(cache: string, keep: Keep): void {
  keep('bound: `node -e 0`', wallTime(['-e', '0']));
  keep('bound: the same with zeromq', wallTime(['-e', "require('zeromq')"]));
  const { load, firstCheck } = probe(cache);
  keep("bound: TypeScript loads from V8's code cache", load);
  keep('bound: TypeScript checks `1 + 1` with the libraries of ES2023 and Node', firstCheck);
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
