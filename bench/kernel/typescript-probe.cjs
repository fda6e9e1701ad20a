// node typescript-probe.cjs TYPESCRIPT CACHE: the times of loading TypeScript with V8's code cache, which is made
// where it is missing, and of the first check of a file, as JSON.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const [file, cache] = process.argv.slice(2);
const started = performance.now();
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(file), module_, file, dirname(file));
const ts = module_.exports;
const load = performance.now() - started;

const checked = performance.now();
const cell = join(process.cwd(), 'cell.ts');
const options = { target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: ['node'], strict: true };
const host = {
  getCompilationSettings: () => options,
  getScriptFileNames: () => [cell],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => {
    const text = name === cell ? '1 + 1;' : ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === cell || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
};
const errors = ts.createLanguageService(host).getSemanticDiagnostics(cell);
if (errors.length > 0) throw new Error('the probe itself does not check');
const firstCheck = performance.now() - checked;

if (!cachedData) writeFileSync(cache, script.createCachedData());
console.log(JSON.stringify({ load, firstCheck }));
