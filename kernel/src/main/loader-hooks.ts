import { readFileSync, statSync } from 'node:fs';
import type { LoadFnOutput, LoadHookContext, ResolveFnOutput, ResolveHookContext } from 'node:module';
import { dirname, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'amaro';

/**
 * Module hooks for the notebook's own files: TypeScript, no extensions needed, evaluated anew when changed, and with
 * the kernel's modules at hand wherever they lie.
 */

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;
type NextLoad = (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput;

const extensions = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];
const relativeImports = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const foreign = /[\\/]node_modules[\\/]/;

export function resolve(specifier: string, context: ResolveHookContext, next: NextResolve) {
  const own = /^optlab-kernel\/(comm|widgets)$/.exec(specifier)?.[1];
  if (own !== undefined)
    return { url: pathToFileURL(resolvePath(__dirname, '..', own, 'index.js')).href, shortCircuit: true };
  const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : undefined;
  if (parent === undefined || foreign.test(parent) || !/^\.{1,2}\//.test(specifier))
    return next(specifier, context);
  const file = find(resolvePath(dirname(parent), specifier));
  if (file === undefined || file.endsWith('.json')) return next(specifier, context);
  const url = `${pathToFileURL(file).href}?changed=${lastChange(file)}`;
  return { url, shortCircuit: true };
}

export function load(url: string, context: LoadHookContext, next: NextLoad) {
  const path = url.split('?')[0];
  if (!path.startsWith('file:') || !/\.[cm]?ts$/.test(path) || foreign.test(path)) return next(url, context);
  const file = fileURLToPath(path);
  return { format: 'module', source: strip(readFileSync(file, 'utf8'), file), shortCircuit: true };
}

/** Types become spaces; only what has a meaning at run time (enums, namespaces) is rewritten, with a source map. */
function strip(source: string, filename: string): string {
  try {
    return transformSync(source, { mode: 'strip-only', filename }).code;
  } catch {
    const { code, map } = transformSync(source, { mode: 'transform', sourceMap: true, filename });
    const encoded = Buffer.from(map ?? '').toString('base64');
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
  }
}

function find(path: string): string | undefined {
  const candidates = [
    path.replace(/\.([cm]?)js$/, '.$1ts'),
    ...extensions.map((extension) => path + extension),
  ];
  return candidates.find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The newest change of a file or of anything it imports relatively. */
function lastChange(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return 0;
  let newest = Math.floor(stats.mtimeMs);
  if (!/\.[cm]?[jt]s$/.test(file)) return newest;
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(relativeImports)) {
    const imported = find(resolvePath(dirname(file), specifier));
    if (imported !== undefined) newest = Math.max(newest, lastChange(imported, seen));
  }
  return newest;
}
