import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';

/** `@scope/name` of `@scope/name/deep/path`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A specifier that means a file and no package. */
export function isLocal(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier) || specifier.startsWith('file:') || isAbsolute(specifier);
}

/** The real folder of an installed package, looked for from `folder` upward. */
export function packageFolder(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (dirname(at) === at) return undefined;
  }
}

/** The fields of a package.json that say what can be imported from a package. */
export interface Manifest {
  type?: string;
  main?: string;
  types?: string;
  typings?: string;
  exports?: unknown;
}

export function manifestOf(packageFolder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
}

const listed = 8;

/** One sentence on a module that was not found, with what to do. */
export function missingModule(specifier: string, folder: string): string {
  if (isLocal(specifier)) return `There is no file '${specifier}' beside the notebook.`;
  const name = packageName(specifier);
  if (/^https?:/.test(specifier))
    return 'Cells do not import from the web. Install the package and import it by its name.';
  const other = /^(npm|jsr):\/?((?:@[^/]+\/)?[^@/]+)/.exec(specifier);
  if (other) return `Imports name the package alone: '${other[2]}'. Install it with: npm install ${other[2]}`;
  if (specifier.startsWith('node:') || builtinModules.includes(name))
    return `Node has no module '${specifier}'.`;
  if (/^(@\/|~|#|\$)/.test(specifier))
    return 'Aliases of a tsconfig.json are not followed. Import the file by its relative path.';
  const installed = packageFolder(name, folder);
  if (installed === undefined) {
    return `The package '${name}' is not installed. Install it with: npm install ${name}`;
  }
  return missingPart(specifier, name, installed);
}

function missingPart(specifier: string, name: string, installed: string): string {
  const { main, types, typings, exports } = manifestOf(installed);
  const hasCode = main !== undefined || exports !== undefined || existsSync(join(installed, 'index.js'));
  if (specifier === name && !hasCode && (types ?? typings) !== undefined)
    return `The package '${name}' has types and no code. Import from it with: import type`;
  const paths = Object.keys(exports && typeof exports === 'object' ? exports : {})
    .filter((path) => path.startsWith('./') && !path.endsWith('/package.json'))
    .map((path) => `'${name}${path.slice(1)}'`);
  const more = paths.length > listed ? ', …' : '';
  const has = paths.length > 0 ? ` It has ${paths.slice(0, listed).join(', ')}${more}.` : '';
  return specifier === name
    ? `The package '${name}' is installed, but its main file is missing. Has it been built?${has}`
    : `The package '${name}' is installed, but has no '${specifier}'.${has}`;
}
