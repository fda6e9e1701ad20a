import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const version = '2.9.8';

/** Deno from PyPI, in a Python environment of the benchmark's own in the cache folder; put there at first use. */
export function deno(): { program: string; version: string } | { missing: string } {
  const { OPTLAB_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = OPTLAB_CACHE
    ? resolve(OPTLAB_CACHE)
    : join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'optlab');
  const environment = join(cache, `bench-deno-${version}`);
  const program = join(environment, 'bin/deno');
  if (!works(program)) {
    rmSync(environment, { recursive: true, force: true });
    console.log(`Installing Deno ${version} into ${environment} ...`);
    const steps: [string, ...string[]][] = [
      ['python3', '-m', 'venv', environment],
      [join(environment, 'bin/python'), '-m', 'pip', 'install', '--quiet', `deno==${version}`],
    ];
    for (const [command, ...args] of steps) {
      const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      if (status === 0) continue;
      rmSync(environment, { recursive: true, force: true });
      const reason = stderr?.trim().split('\n').at(-1);
      return { missing: `Deno ${version} cannot be installed from PyPI: ${reason || `no ${command}`}` };
    }
  }
  return works(program)
    ? { program, version }
    : { missing: `Deno ${version} does not start on this machine.` };
}

const works = (program: string) =>
  existsSync(program) && spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
