import { isAscii } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import vm from 'node:vm';

/**
 * Loads TypeScript with V8's code cache, which saves most of the compile time of its nine megabytes. The cache
 * lies in the temporary folder, one file a user and version; without it everything works, only later.
 */

interface LoadedModule {
  exports: unknown;
}

const file = require.resolve('typescript-5');
const cacheFolder = join(tmpdir(), `optlab-kernel-${userInfo().uid}`);
const { version } = require('typescript-5/package.json') as { version: string };
const cacheFile = join(cacheFolder, `typescript-${version}-${process.version}-${process.arch}.v8`);

let saveCache: (() => void) | undefined;

function load(): void {
  const cachedData = existsSync(cacheFile) ? readFileSync(cacheFile) : undefined;
  const script = new vm.Script(Module.wrap(readText(file)), { filename: file, cachedData });
  const loaded: LoadedModule = { exports: {} };
  const wrapper = script.runInThisContext() as (...parameters: unknown[]) => void;
  wrapper(loaded.exports, createRequire(file), loaded, file, dirname(file));
  const entry = Object.assign(new Module(file), { filename: file, loaded: true, exports: loaded.exports });
  require.cache[file] = entry;
  if (cachedData && !script.cachedDataRejected) return;
  saveCache = () => {
    mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
    const partial = `${cacheFile}.${process.pid}`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, cacheFile); // kernels that start together never see half a file
  };
}

/** Nine megabytes of ASCII are read three times as fast if nobody looks for anything else in them. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString();
}

/** Keeps the code that has been compiled so far for the next start. */
export function keepCodeCache(): void {
  try {
    saveCache?.();
  } catch {
    // A read-only or full disk costs the next start its speed, nothing else.
  }
  saveCache = undefined;
}

try {
  load();
} catch {
  // The plain require that follows loads TypeScript without the cache, or says what is wrong with it.
}
