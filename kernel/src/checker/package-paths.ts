import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an import of the package can name behind `typed`, which ends with a slash: its exports, or else its files. */
export function packagePaths(folder: string, typed: string): string[] {
  const [, name] = /^((?:@[^/]+\/)?[^@/][^/]*)\//.exec(typed) ?? [];
  const root = name === undefined ? undefined : packageFolder(folder, name);
  if (root === undefined) return [];
  const exported = exportsOf(root);
  const inner = typed.slice(name.length + 1);
  if (exported === undefined) return files(join(root, inner), isLoadable).map((file) => typed + file);
  return Object.entries(exported)
    .flatMap(([path, target]) => (path.includes('*') ? expand(root, path, target) : [path]))
    .filter((path) => path.startsWith(`./${inner}`) && path !== './package.json')
    .map((path) => name + path.slice(1));
}

function packageFolder(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (statSync(found, { throwIfNoEntry: false })?.isDirectory()) return found;
    if (dirname(at) === at) return undefined;
  }
}

function exportsOf(root: string): Record<string, unknown> | undefined {
  try {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports?: unknown };
    if (exports === undefined || exports === null) return undefined;
    const isMap = typeof exports === 'object' && Object.keys(exports).some((key) => key.startsWith('.'));
    return isMap ? (exports as Record<string, unknown>) : {};
  } catch {
    return undefined;
  }
}

/** The paths that an entry such as `"./features/*.js": "./src/features/*.js"` stands for, one folder deep. */
function expand(root: string, path: string, target: unknown): string[] {
  const file = firstTarget(target);
  if (!file?.includes('*')) return [];
  const [before, after] = file.split('*');
  const slash = before.lastIndexOf('/') + 1;
  const start = before.slice(slash);
  return files(join(root, before.slice(0, slash)), () => true)
    .filter((name) => name.startsWith(start) && name.endsWith(after) && !name.endsWith('/'))
    .map((name) => path.replace('*', () => name.slice(start.length, name.length - after.length)));
}

/** The first file that the conditions of an export lead to. */
function firstTarget(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  for (const each of typeof target === 'object' && target !== null ? Object.values(target) : []) {
    const found = firstTarget(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isLoadable(name: string): boolean {
  return name.endsWith('/') || /\.([cm]?js|json)$/.test(name);
}

/** The files and, with a slash, the folders of a folder. */
function files(folder: string, isWanted: (name: string) => boolean): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .filter((name) => !name.startsWith('.') && name !== 'node_modules/' && isWanted(name));
  } catch {
    return []; // the path goes on behind a folder that is not there
  }
}
