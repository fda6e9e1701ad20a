import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';

/** What the place of a kernelspec depends on. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The prefix of the Python that the shell would start, undefined without Python. */
  pythonPrefix(): string | undefined;
}

export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir(), pythonPrefix };
}

function pythonPrefix(): string | undefined {
  for (const python of ['python3', 'python']) {
    const { status, stdout } = spawnSync(python, ['-c', 'import sys; print(sys.prefix)'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const prefix = status === 0 ? stdout.trim() : '';
    if (prefix) return prefix;
  }
  return undefined;
}
