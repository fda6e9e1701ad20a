import { statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { native } from './native';

const kernelFolder = dirname(__dirname);
const packages = `${sep}node_modules${sep}`;

/** The CommonJS modules outside of packages, as they were on disk when they were loaded. */
const loaded = new native.Map<string, string>();

function state(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}` : 'missing';
}

/** Notes the state of what has been loaded since the last call. */
export function rememberLoaded(cache: NodeJS.Dict<NodeJS.Module>): void {
  for (const file of Object.keys(cache)) {
    if (loaded.has(file) || file.includes(packages) || file.startsWith(kernelFolder)) continue;
    loaded.set(file, state(file));
  }
}

/** Forgets the modules whose files have changed, and those that have loaded them, so that they load again. */
export function forgetChanged(cache: NodeJS.Dict<NodeJS.Module>): void {
  const stale = new native.Set<string>();
  for (const [file, before] of loaded) {
    if (!cache[file]) loaded.delete(file);
    else if (state(file) !== before) stale.add(file);
  }
  for (let size = -1; size !== stale.size; ) {
    size = stale.size;
    for (const [file, module] of Object.entries(cache)) {
      if (module?.children.some((child) => stale.has(child.filename))) stale.add(file);
    }
  }
  for (const file of stale) {
    loaded.delete(file);
    delete cache[file];
  }
}
