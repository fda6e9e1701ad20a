import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** The numbers of the cores that this process may use, or undefined where there is no way to tell, and to keep to some. */
function usable(): number[] | undefined {
  if (process.platform !== 'linux' || spawnSync('taskset', ['--version']).status !== 0) return undefined;
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return allowed?.[1].split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** How many cores a benchmark can have. */
export const coreCount = (): number => usable()?.length ?? cpus().length;

/**
 * Runs the `run(...)` of a module in a process of its own, on so many cores: that process and all that it starts stay on
 * them, and libraries that choose their number of threads themselves are told it.
 *
 * @returns whether it ended well
 */
export function runOnCores(cores: number, module: string, words: readonly string[] = []): boolean {
  const program = [process.execPath, join(__dirname, 'typescript.cjs'), module, ...words];
  const held = usable();
  if (!held)
    console.log(
      'There is no taskset on this machine: libraries are told the number of cores, not held to it.',
    );
  const [command, ...args] = held ? ['taskset', '-c', held.slice(0, cores).join(','), ...program] : program;
  const threads = String(cores);
  const env = {
    ...process.env,
    OPTLAB_BENCH_CORES: threads,
    OMP_NUM_THREADS: threads,
    TF_NUM_INTRAOP_THREADS: threads,
    TF_NUM_INTEROP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}
