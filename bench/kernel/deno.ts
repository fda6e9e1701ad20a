import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonEnvironment } from '../support/python-environment';

const version = '2.9.8';

/** Deno from PyPI, in a Python environment of the benchmark's own. */
export function deno(): { program: string; version: string } | { missing: string } {
  const environment = pythonEnvironment(`bench-deno-${version}`, [`deno==${version}`]);
  if ('reason' in environment) {
    return { missing: `Deno ${version} cannot be installed from PyPI: ${environment.reason}` };
  }
  const program = join(environment.folder, 'bin/deno');
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
    ? { program, version }
    : { missing: `Deno ${version} does not start on this machine.` };
}
