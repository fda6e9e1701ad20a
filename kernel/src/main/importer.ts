import { readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

type Namespace = Record<string, unknown>;
type NativeImport = (specifier: string, options?: unknown) => Promise<Namespace>;

/** Modules that the kernel itself provides under a package's name. */
export type BuiltIn = Record<string, object>;

/** Imports for cells: relative to the notebook's folder, TypeScript files included; `imported` is called after each. */
export function createImporter(folder: string, builtIn: BuiltIn, imported: () => void): NativeImport {
  const notebook = join(folder, '[notebook].mjs');
  const importModuleDynamically = (vm.constants as { USE_MAIN_CONTEXT_DEFAULT_LOADER?: number } | undefined)
    ?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = new vm.Script('(specifier, options) => import(specifier, options)', {
    filename: notebook,
    importModuleDynamically: importModuleDynamically as never,
  });
  const nativeImport = script.runInThisContext() as NativeImport;
  const require = createRequire(join(folder, 'notebook.js'));
  let hooked = false;

  const hook = () => {
    if (hooked) return;
    hooked = true;
    process.setSourceMapsEnabled(true);
    register(pathToFileURL(join(__dirname, 'loader-hooks.js')));
  };

  return async (specifier, options) => {
    const own = builtIn[specifier];
    if (own) return { ...own, default: own };
    if (specifier.endsWith('.json')) return { default: readJson(specifier, folder, require) };
    if (isLocal(specifier)) hook();
    try {
      const namespace = await nativeImport(specifier, options);
      imported();
      return interoperable(namespace);
    } catch (error) {
      throw explained(error, specifier, notebook);
    }
  };
}

/** `require` for cells, with the kernel's own modules. */
export function createCellRequire(folder: string, builtIn: BuiltIn, required: () => void): NodeJS.Require {
  const require = createRequire(join(folder, 'notebook.js'));
  const cellRequire = (specifier: string) => {
    const exported = builtIn[specifier] ?? require(specifier);
    required();
    return exported;
  };
  return Object.assign(cellRequire, {
    resolve: require.resolve,
    cache: require.cache,
    main: require.main,
    extensions: require.extensions,
  });
}

function isLocal(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier) || specifier.startsWith('file:') || isAbsolute(specifier);
}

function readJson(specifier: string, folder: string, require: NodeJS.Require): unknown {
  const file = isLocal(specifier) ? resolve(folder, specifier) : require.resolve(specifier);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The view of a CommonJS module that TypeScript's esModuleInterop describes: every exported property is a name. */
function interoperable(namespace: Namespace): Namespace {
  const exported = namespace.default as (Namespace & { __esModule?: boolean }) | undefined;
  if (!isCommonJs(namespace, exported)) return namespace;
  const view: Namespace = Object.create(null);
  for (const name of Object.keys(exported)) {
    Object.defineProperty(view, name, { enumerable: true, get: () => exported[name] });
  }
  const value = exported.__esModule && 'default' in exported ? exported.default : exported;
  Object.defineProperty(view, 'default', { enumerable: true, value });
  return view;
}

function isCommonJs(namespace: Namespace, exported: Namespace | undefined): exported is Namespace {
  if (exported === undefined || exported === null) return false;
  if (typeof exported !== 'object' && typeof exported !== 'function') return false;
  if ('module.exports' in namespace || exported.__esModule) return true;
  return Object.keys(namespace).every(
    (name) => name === 'default' || name === '__esModule' || exported[name] === namespace[name],
  );
}

function explained(error: unknown, specifier: string, notebook: string): unknown {
  const failure = error as NodeJS.ErrnoException;
  if (failure?.code !== 'ERR_MODULE_NOT_FOUND' || !failure.message.includes(notebook)) return error;
  if (isLocal(specifier)) return new Error(`There is no file '${specifier}' beside the notebook.`);
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return new Error(`The package '${name}' is not installed. Install it with: npm install ${name}`);
}
