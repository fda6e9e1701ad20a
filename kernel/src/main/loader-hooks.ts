import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { LoadFnOutput, LoadHookContext, ResolveFnOutput, ResolveHookContext } from 'node:module';
import { dirname, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'amaro';
import { runtimeName } from '../shared/names';

/**
 * Module hooks for files outside of packages: TypeScript, no extensions needed, evaluated anew when they or what
 * they import have changed, and with the kernel's modules at hand wherever they lie.
 */

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => Promise<ResolveFnOutput>;
type NextLoad = (url: string, context?: Partial<LoadHookContext>) => Promise<LoadFnOutput>;

const extensions = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];
const relativeImports = /(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const foreign = /[\\/]node_modules[\\/]/;
const kernelFolder = dirname(__dirname);
/** The same module that cells import, for files beside the notebook. */
const tslabUrl = `data:text/javascript,${encodeURIComponent(
  `const tslab = globalThis[${JSON.stringify(runtimeName)}].tslab;
export const { display, newDisplay, versions } = tslab;
export default tslab;`,
)}`;
const json = { importAttributes: { type: 'json' }, format: 'json' };

/** What has been part of an import before. */
const resolved = new Set<string>();

/** Counts the imports of cells that have ended well and those that have failed. */
let outcomes = new Int32Array(new SharedArrayBuffer(8));
let known: [number, number] = [0, 0];
/** Files that imports have come upon since one last ended. */
const pending = new Set<string>();
/** How often files were part of an import that failed: Node keeps what has thrown, so they need another URL. */
const failures = new Map<string, number>();

export function initialize(data: SharedArrayBuffer): void {
  outcomes = new Int32Array(data);
}

function noteOutcomes(): void {
  const [before, failedBefore] = known;
  known = [Atomics.load(outcomes, 0), Atomics.load(outcomes, 1)];
  if (known[0] === before && known[1] === failedBefore) return;
  if (known[1] !== failedBefore) {
    for (const file of pending) failures.set(file, (failures.get(file) ?? 0) + 1);
  }
  pending.clear();
}

export async function resolve(specifier: string, context: ResolveHookContext, next: NextResolve) {
  if (specifier === 'tslab') return { url: tslabUrl, shortCircuit: true };
  const own = /^optlab-kernel\/(comm|widgets)$/.exec(specifier)?.[1];
  if (own !== undefined)
    return { url: pathToFileURL(resolvePath(kernelFolder, own, 'index.js')).href, shortCircuit: true };
  const { parentURL } = context;
  const parent = parentURL?.startsWith('file:') ? fileURLToPath(parentURL) : undefined;
  if (parent === undefined || foreign.test(parent)) return next(specifier, context);
  const isRelative = /^\.{1,2}(\/|$)/.test(specifier);
  const found = isRelative ? find(resolvePath(dirname(parent), specifier)) : undefined;
  const file = found ?? linkedFile(await next(specifier, context));
  if (typeof file !== 'string') return file;
  noteOutcomes();
  const url = `${pathToFileURL(file).href}?changed=${version(file)}`;
  if (!resolved.has(url)) pending.add(file);
  resolved.add(url);
  return { url, shortCircuit: true, ...(file.endsWith('.json') && json) };
}

/** A file outside of packages that Node has found; otherwise what it has found, as it is. */
function linkedFile(found: ResolveFnOutput): string | ResolveFnOutput {
  if (!found.url.startsWith('file:')) return found;
  const file = fileURLToPath(found.url);
  return foreign.test(file) || file.startsWith(kernelFolder) ? found : file;
}

export async function load(url: string, context: LoadHookContext, next: NextLoad) {
  const path = url.split('?')[0];
  if (!path.startsWith('file:') || foreign.test(path)) return next(url, context);
  const file = fileURLToPath(path);
  if (file.endsWith('.json')) {
    return { format: 'json', source: readFileSync(file, 'utf8'), shortCircuit: true };
  }
  if (!/\.[cm]?ts$/.test(path)) {
    const loaded = await next(url, context);
    const { format, source } = loaded;
    return format === 'module' && source ? { ...loaded, source: withOwnUrl(String(source), path) } : loaded;
  }
  const source = strip(readFileSync(file, 'utf8'), file);
  const isCommonJs = file.endsWith('.cts') && !/^\s*(import|export)\b/m.test(source);
  if (isCommonJs) return { format: 'commonjs', source, shortCircuit: true };
  return { format: 'module', source: withOwnUrl(source, path), shortCircuit: true };
}

/** A module that asks for its URL finds the file's, without what tells its versions apart. */
function withOwnUrl(source: string, url: string): string {
  const asks = /\bimport\s*\.\s*meta\b/.test(source) && !source.startsWith('#!');
  return asks ? `import.meta.url=${JSON.stringify(url)};${source}` : source;
}

/** Types become spaces; only what has a meaning at run time (enums, namespaces) is rewritten, with a source map. */
function strip(source: string, filename: string): string {
  try {
    return transformSync(source, { mode: 'strip-only', filename }).code;
  } catch {
    try {
      const { code, map } = transformSync(source, { mode: 'transform', sourceMap: true, filename });
      const encoded = Buffer.from(map ?? '').toString('base64');
      return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
    } catch (error) {
      throw new SyntaxError(syntaxMessage(String((error as Error)?.message ?? error), filename));
    }
  }
}

/** What the parser says, with the file's name; its first line is the message and the next ones show the place. */
function syntaxMessage(report: string, filename: string): string {
  const [, message = report] = /^\s*x (.*)$/m.exec(report) ?? [];
  const [, line] = /^\s*(\d+) \|.*\n\s*:\s*\^/m.exec(report) ?? [];
  return `${message} in ${filename}${line === undefined ? '' : `:${line}`}`;
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

/** Differs when the text of a file, or of anything that it imports relatively, does. */
function version(file: string): string {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const text = isFile(path) ? readFileSync(path, 'utf8') : '';
    texts.set(path, text);
    if (!/\.[cm]?[jt]s$/.test(path)) return;
    for (const [, specifier] of text.matchAll(relativeImports)) {
      const imported = find(resolvePath(dirname(path), specifier));
      if (imported !== undefined) visit(imported);
    }
  };
  visit(file);
  const hash = createHash('sha1');
  for (const [path, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\n${failures.get(path) ?? 0}\n${text}\n`);
  return hash.digest('hex').slice(0, 16);
}
