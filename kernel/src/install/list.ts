import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examine } from './kernelspec';

export interface Listed {
  kernelName: string;
  displayName: string;
  folder: string;
  /** Why Jupyter does not start it, where it does not. */
  remark?: string;
}

/** The kernelspecs of this package in Jupyter's data folders, the one that wins first. */
export function listed(dataFolders: readonly string[]): Listed[] {
  const taken = new Map<string, string>();
  const found: Listed[] = [];
  for (const dataFolder of dataFolders) {
    for (const entry of entries(join(dataFolder, 'kernels'))) {
      const folder = join(dataFolder, 'kernels', entry);
      if (!existsSync(join(folder, 'kernel.json'))) continue;
      const kernelName = entry.toLowerCase();
      const hiddenBy = taken.get(kernelName);
      if (hiddenBy === undefined) taken.set(kernelName, folder);
      const there = examine(folder);
      if (there.kind !== 'own') continue;
      const { argv, display_name } = there.spec;
      const missing = [argv[0], argv.at(-2)].find((path) => path !== undefined && !existsSync(path));
      const remark = missing
        ? `does not start, since ${missing} is gone: install it again`
        : hiddenBy && `is hidden by ${hiddenBy}`;
      found.push({ kernelName, displayName: display_name, folder, remark });
    }
  }
  return found;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
