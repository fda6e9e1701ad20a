import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * A Python environment of a benchmark's own in the cache folder, with packages from PyPI; made at first use.
 *
 * @param name of the folder; another one for other packages, since what is there is trusted
 * @param wanted what pip shall install: its arguments
 * @param options whether to install what is not there
 * @returns the folder, or the reason why it cannot be made
 */
export function pythonEnvironment(
  name: string,
  wanted: readonly string[],
  { install = true } = {},
): { folder: string } | { reason: string } {
  const { OPTLAB_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = OPTLAB_CACHE
    ? resolve(OPTLAB_CACHE)
    : join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'optlab');
  const folder = join(cache, name);
  // Written last: an installation that was interrupted has none.
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return { folder };
  if (!install) return { reason: 'not installed' };
  rmSync(folder, { recursive: true, force: true });
  console.log(`Installing ${wanted.join(' ')} into ${folder} ...`);
  const steps: [string, ...string[]][] = [
    ['python3', '-m', 'venv', folder],
    [join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', ...wanted],
  ];
  for (const [command, ...args] of steps) {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    return { reason: stderr?.trim().split('\n').at(-1) || `there is no ${command}` };
  }
  writeFileSync(stamp, '');
  return { folder };
}

/** An environment of the packages that a file pins; another file's have another folder. */
export function pinnedEnvironment(
  name: string,
  requirements: string,
  options?: { install?: boolean },
): ReturnType<typeof pythonEnvironment> {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return pythonEnvironment(`${name}-${digest}`, ['--requirement', requirements], options);
}
