import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin, register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { isLocal, manifestOf, missingModule, packageFolder, packageName } from '../shared/packages';
import { forgetChanged, rememberLoaded } from './changed-files';
import { interoperable, type Namespace } from './interop';
import { native } from './native';

type Importer = (specifier: string, options?: unknown) => Promise<Namespace>;

/** Modules that the kernel itself provides under a package's name. */
export type BuiltIn = Record<string, object>;

export interface CellModules {
  import: Importer;
  require: NodeJS.Require;
  /** What `import.meta.resolve` says. */
  resolve(specifier: string): string;
}

/**
 * Imports for cells: relative to the notebook's folder, TypeScript files included, and anew when a file outside
 * of packages has changed. `loaded` is called after each.
 */
export function createModules(folder: string, builtIn: BuiltIn, loaded: () => void): CellModules {
  const notebook = join(folder, '[notebook].mjs');
  const nativeImport = createNativeImport(notebook);
  const nativeRequire = createRequire(join(folder, 'notebook.js'));
  const { cache } = nativeRequire;
  let hooked = false;
  /** For the loader's hooks: how many imports have ended well, and how many have failed. */
  const shared = new SharedArrayBuffer(8);
  const outcomes = new Int32Array(shared);

  const hook = () => {
    if (hooked) return;
    hooked = true;
    process.setSourceMapsEnabled(true);
    register(pathToFileURL(join(__dirname, 'loader-hooks.js')), { data: shared });
  };

  const load = async (specifier: string, options: unknown): Promise<Namespace> => {
    const linked = linkedPackage(specifier, folder);
    if (linked === 'commonjs') {
      const exported = nativeRequire(specifier) as unknown;
      return interoperable({ default: exported, 'module.exports': exported });
    }
    if (linked || isLocal(specifier)) hook();
    return interoperable(await nativeImport(specifier, options));
  };

  const importModule: Importer = async (specifier, options) => {
    const own = Object.hasOwn(builtIn, specifier) ? builtIn[specifier] : undefined;
    if (own) return { ...own, default: own };
    forgetChanged(cache);
    try {
      if (specifier.endsWith('.json')) return { default: readJson(specifier, folder, nativeRequire) };
      const namespace = await load(String(specifier), options);
      Atomics.add(outcomes, 0, 1);
      return namespace;
    } catch (error) {
      Atomics.add(outcomes, 1, 1);
      throw explained(error, specifier, folder, notebook);
    } finally {
      rememberLoaded(cache);
      loaded();
    }
  };

  const cellRequire = (specifier: string): unknown => {
    if (Object.hasOwn(builtIn, specifier)) return builtIn[specifier];
    forgetChanged(cache);
    if (isTypeScript(specifier, folder)) {
      throw new Error(`require() does not load TypeScript. Write: import { … } from '${specifier}'`);
    }
    try {
      return nativeRequire(specifier);
    } catch (error) {
      throw explained(error, specifier, folder, join(folder, 'notebook.js'));
    } finally {
      rememberLoaded(cache);
      loaded();
    }
  };
  const { resolve, main, extensions } = nativeRequire;
  return {
    import: importModule,
    require: Object.assign(cellRequire, { resolve, cache, main, extensions }),
    resolve(specifier) {
      if (isLocal(specifier)) return new URL(specifier, pathToFileURL(notebook)).href;
      if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
      if (URL.canParse(specifier)) return specifier;
      try {
        return pathToFileURL(resolve(specifier)).href;
      } catch (error) {
        throw explained(error, specifier, folder, join(folder, 'notebook.js'));
      }
    },
  };
}

function createNativeImport(notebook: string): Importer {
  const { USE_MAIN_CONTEXT_DEFAULT_LOADER: loader } = (vm.constants ?? {}) as {
    USE_MAIN_CONTEXT_DEFAULT_LOADER?: number;
  };
  const script = new vm.Script('(specifier, options) => import(specifier, options)', {
    filename: notebook,
    importModuleDynamically: loader as never,
  });
  return script.runInThisContext() as Importer;
}

/** The format of a package whose folder is linked to from `node_modules`: it may be built again at any time. */
function linkedPackage(specifier: string, folder: string): 'commonjs' | 'module' | undefined {
  if (isLocal(specifier) || isBuiltin(specifier) || specifier.includes(':')) return undefined;
  const found = packageFolder(packageName(specifier), folder);
  if (found === undefined || /[\\/]node_modules[\\/]/.test(found)) return undefined;
  const { type, exports } = manifestOf(found);
  return type === 'module' || JSON.stringify(exports ?? '').includes('"import"') ? 'module' : 'commonjs';
}

function isTypeScript(specifier: string, folder: string): boolean {
  if (!isLocal(specifier) || specifier.startsWith('file:')) return false;
  const path = resolve(folder, specifier);
  return (
    /\.[cm]?tsx?$/.test(path) || (!existsSync(path) && !existsSync(`${path}.js`) && existsSync(`${path}.ts`))
  );
}

function readJson(specifier: string, folder: string, require: NodeJS.Require): unknown {
  const file = isLocal(specifier) ? resolve(folder, specifier) : require.resolve(specifier);
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SyntaxError(`'${specifier}' is not JSON: ${(error as Error).message}`);
  }
}

const notFound = new native.Set([
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ENOENT',
]);
const unsupported = new native.Set(['ERR_UNSUPPORTED_ESM_URL_SCHEME', 'ERR_UNKNOWN_BUILTIN_MODULE']);

/** Node's own errors about what the cell itself imports, in a sentence that says what to do. */
function explained(error: unknown, specifier: string, folder: string, parent: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isOwn = message.includes(parent) || message.includes(`'${specifier}'`) || code === 'ENOENT';
  if (unsupported.has(code) || (notFound.has(code) && isOwn)) {
    return Object.assign(new Error(missingModule(specifier, folder)), { code });
  }
  return error;
}
