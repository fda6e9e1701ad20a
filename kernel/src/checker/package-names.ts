import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';

/** Every name under which Node's modules can be imported. */
const nodeModules = [
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
  'node:test',
  'node:test/reporters',
].filter((name) => !/^(node:)?_/.test(name));

/** What can be imported by its name in a folder: Node's modules and the packages that are installed there. */
export function importableNames(folder: string): string[] {
  const names = new Set(nodeModules);
  for (let at = folder; ; at = dirname(at)) {
    for (const name of installed(join(at, 'node_modules'))) names.add(name);
    if (dirname(at) === at) return [...names];
  }
}

function installed(folder: string): string[] {
  return list(folder).flatMap((name) => {
    if (name === '@types' || name.startsWith('.')) return [];
    return name.startsWith('@') ? list(join(folder, name)).map((inner) => `${name}/${inner}`) : [name];
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // most folders have no packages
  }
}
