import { basename, dirname, resolve, sep } from 'node:path';
import ts from 'typescript-5';

const reference = /^\/\/\/ <reference path="([^"]+)" \/>$/gm;
const declaredModule = /^declare module ["']([^"']+)["']/gm;
/** A file that has this, or declares no module, changes what every cell sees. */
const declaresGlobals = /global\s*\{/;
/** What needs no other module, of the two globals whose types reach into many. */
const near = {
  process:
    'abort|arch|argv|argv0|chdir|config|cpuUsage|cwd|emitWarning|env|execArgv|execPath|exit|exitCode|features|' +
    'hrtime|kill|memoryUsage|nextTick|pid|platform|ppid|release|resourceUsage|title|umask|uptime|version|versions',
  NodeJS:
    'Architecture|ArrayBufferView|CpuUsage|Dict|ErrnoException|HRTime|Immediate|MemoryUsage|Platform|ProcessEnv|' +
    'ReadableStream|ReadOnlyDict|ReadWriteStream|RefCounted|Signals|Timeout|Timer|TypedArray|WritableStream',
};
const beyond = (members: string) => String.raw`\b(?!\s*\??\.\s*(?:${members})\b)`;
const farReaching = new RegExp(`\\bprocess${beyond(near.process)}|\\bNodeJS${beyond(near.NodeJS)}`);
/** Packages speak of processes in prose; what they declare names these types. */
const farReachingPackage = new RegExp(
  String.raw`\b(typeof\s+process\b|NodeJS\s*\.(?!\s*(?:${near.NodeJS})\b))`,
);

/** Whether a text may need more of Node's types than its imports tell. */
export function needsAllNodeTypes(text: string, isPackage: boolean): boolean {
  return (isPackage ? farReachingPackage : farReaching).test(text);
}

/**
 * Node's types, of which a program first holds what declares globals and what that imports; the file of any
 * other module of Node joins when something imports it. Together they are two megabytes, and parsing them is
 * most of the time until the first result.
 */
export class NodeTypes {
  readonly #index: string | undefined;
  readonly #folder: string | undefined;
  readonly #modules = new Map<string, string>();
  readonly #needed = new Set<string>();
  #isWhole = false;

  constructor(options: ts.CompilerOptions) {
    const { resolvedTypeReferenceDirective: found } = ts.resolveTypeReferenceDirective(
      'node',
      undefined,
      options,
      ts.sys,
    );
    this.#index = found?.resolvedFileName;
    if (this.#index === undefined) return;
    this.#folder = dirname(this.#index) + sep;
    for (const file of referencedFiles(this.#index)) this.#add(file);
  }

  isShortened(file: string): boolean {
    return file === this.#index && !this.#isWhole;
  }

  /** What a program gets in place of the package's index on disk. */
  indexText(file: string): string | undefined {
    if (!this.isShortened(file)) return undefined;
    return ts.sys
      .readFile(file)
      ?.replace(reference, (line, path) => (this.#needed.has(resolve(dirname(file), path)) ? line : ''));
  }

  /** The file that declares one of Node's modules. */
  moduleFile(specifier: string, from: string): string | undefined {
    const isListOfAll = this.#folder !== undefined && from === `${this.#folder}process.d.ts`;
    return isListOfAll ? undefined : this.#modules.get(specifier);
  }

  /** If `text` needs all modules at once, the program gets the index on disk from now on: its name. */
  widen(text: string, isPackage = false): string | undefined {
    if (this.#isWhole || !needsAllNodeTypes(text, isPackage)) return undefined;
    this.#isWhole = true;
    return this.#index;
  }

  /** Whether the file belongs to these types. */
  has(file: string): boolean {
    return this.#folder !== undefined && file.startsWith(this.#folder);
  }

  #add(file: string): void {
    const text = ts.sys.readFile(file) ?? '';
    const modules = [...text.matchAll(declaredModule)].map(([, name]) => name);
    const others = modules.flatMap((name) => this.#modules.get(name) ?? []);
    const isNeeded = modules.length === 0 || others.length > 0 || declaresGlobals.test(text);
    for (const each of isNeeded ? [file, ...others] : []) this.#needed.add(each);
    for (const name of modules) if (!this.#modules.has(name)) this.#modules.set(name, file);
  }
}

function referencedFiles(index: string, seen = new Set<string>()): string[] {
  if (seen.has(index)) return [];
  seen.add(index);
  if (basename(index) !== 'index.d.ts') return [];
  const paths = [...(ts.sys.readFile(index) ?? '').matchAll(reference)].map(([, path]) => path);
  return paths.flatMap((path) => {
    const file = resolve(dirname(index), path);
    const inner = referencedFiles(file, seen);
    return inner.length > 0 ? [file, ...inner] : [file];
  });
}
