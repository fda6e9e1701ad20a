import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './client';

/** Compiles the kernel if its sources are newer than what was compiled; `npm test` has done it before. */
export function ensureBuilt(): void {
  const built =
    statSync(join(repository, 'kernel/dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = join(repository, 'kernel/src');
  const isStale = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs > built);
  if (isStale)
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'kernel'], { cwd: repository });
}
