import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, runNotebook, useKernel } from './support/notebook';

/** A notebook's folder with a CommonJS package, an ES module package and a file that use globals. */
const folder = mkdtempSync(join(tmpdir(), 'globals-'));
const body = `const f = () => [typeof fetch, typeof setTimeout, new Map([[1, 2]]).size, typeof process.pid, toString.call([])];`;
for (const [name, type, code] of [
  ['common', 'commonjs', `${body} module.exports = f;`],
  ['modern', 'module', `${body} export default f;`],
]) {
  const path = join(folder, 'node_modules', name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, type, main: 'index.js' }));
  writeFileSync(join(path, 'index.js'), code);
}
writeFileSync(
  join(folder, 'seen.ts'),
  'export const seen = (): string => [typeof fetch, new Map().size, typeof process.pid].join();',
);
writeFileSync(join(folder, 'fetcher.cjs'), 'module.exports = (url) => "fetched " + url;');

const kernel = useKernel({ cwd: folder });

const nodes = /^\[ 'function', 'function', 1, 'number', '\[object Array\]' \]$/;

const notebooks: Record<string, Cell[]> = {
  "gives cells their own meaning of a global, and packages and files Node's": [
    ["const fetch = (url: string) => 'mine: ' + url\nfetch('a')", { result: "'mine: a'" }],
    ["function setTimeout() { return 'never' }\nsetTimeout()", { result: "'never'" }],
    ['class Map { size = "many" }\nnew Map().size', { result: "'many'" }],
    ["const process = { pid: 'none' }, toString = 5\nprocess.pid", { result: "'none'" }],
    ['fetch(process.pid) + setTimeout() + new Map().size + toString', { result: "'mine: nonenevermany5'" }],
    ["const common = require('common')\ncommon()", { result: nodes }],
    ["import modern from 'modern'\nmodern()", { result: nodes }],
    ["import { seen } from './seen'\nseen()", { result: "'function,0,number'" }],
    ['[typeof globalThis.fetch, new globalThis.Map([[1, 2]]).size]', { result: "[ 'function', 1 ]" }],
    ["await new Promise((done) => globalThis.setTimeout(done, 1)); 'woken'", { result: "'woken'" }],
  ],
  'declares such a name again in every way, and functions of earlier cells see it': [
    ['const fetch = 1; const read = () => fetch; const type = () => typeof fetch'],
    ['[read(), type()]', { result: "[ 1, 'number' ]" }],
    ['let fetch: number | string = 2\nread()', { result: '2' }],
    ['fetch = 3; fetch++; fetch', { result: '4' }],
    ['[read(), type()]', { result: "[ 4, 'number' ]" }],
    ['class fetch { static x = 1 }\nObject.is(read(), fetch)', { result: 'true' }],
    ['for (var fetch of [5, 6]) {}\n;[read()]', { result: '[ 6 ]' }],
    ['var [fetch = 7] = [] as number[]\nread()', { result: '7' }],
    ['const { a: { fetch } } = { a: { fetch: 8 } }\nread()', { result: '8' }],
    ['enum fetch { A = 9 }\n;[fetch.A, type()]', { result: "[ 9, 'object' ]" }],
    [
      'namespace fetch { export const b = 1; export const self = () => fetch.b }\nfetch.self()',
      { result: '1' },
    ],
    [
      'function fetch(n: number): number { return n === 0 ? 0 : n + fetch(n - 1) }\nfetch(3)',
      { result: '6' },
    ],
    ["import fetch from './fetcher.cjs'\ntype()", { result: "'function'" }],
    ["import * as fetch from './fetcher.cjs'\ntype()", { result: "'object'" }],
    ["import fetch = require('./fetcher.cjs')\ntype()", { result: "'function'" }],
    ['let fetch\nread()'],
  ],
  'lets modules of Node in under the names of their globals': [
    ['import process from "node:process"\nimport { URL, URLSearchParams } from "url"'],
    ['const { performance } = require("perf_hooks"); import { Buffer } from "buffer"'],
    ['import * as console from "node:console"; import { setTimeout } from "timers/promises"'],
    [
      'console.log(typeof process.pid, new URL("a:b").href, typeof performance.now(), Buffer.from("c"))',
      { stdout: 'number a:b number <Buffer 63>\n' },
    ],
    ['await setTimeout(1, "later")', { result: "'later'" }],
  ],
  'renames no local name, property, label or type': [
    ['import * as tslab from "tslab"; import { display, newDisplay as prompt } from "tslab"'],
    [
      'const { display: input, newDisplay } = tslab; let Event: unknown; ({ display: Event } = tslab)\n;[tslab.display === display, tslab.newDisplay === prompt, input === display, Event === display]',
      { result: '[ true, true, true, true ]' },
    ],
    ['const process = 1, Map = 2, URL = 3'],
    [
      'function local(process: number, { Map } = { Map: 5 }) { { let URL = 6; return [process, Map, URL] } }\nlocal(4)',
      { result: '[ 4, 5, 6 ]' },
    ],
    [
      '({ process, Map: { URL }, get URL() { return process } })',
      { result: '{ process: 1, Map: { URL: 3 }, URL: [Getter] }' },
    ],
    ['process: for (const Map of [7]) { for (;;) { console.log(Map); break process } }', { stdout: '7\n' }],
    [
      'class Holder { static URL = URL; process = process; Map() { return [this.process, Map] } }\n;[Holder.URL, new Holder().Map()]',
      { result: '[ 3, [ 1, 2 ] ]' },
    ],
    [
      'type URL = { process: Date }\nconst typed = ({ process: new Date(0) }) as URL\n;[typed.process.getTime(), URL]',
      { result: '[ 0, 3 ]' },
    ],
    [
      'const swap = { a: 1 }; const { a: Date = URL, ...Set } = { ...swap, process }\n;[Date, Set]',
      { result: '[ 1, { process: 1 } ]' },
    ],
    [
      'let Array: number, Object: number[]; ({ process: Array, rest: [...Object] } = { process, rest: [Map] })\n;[Array, Object]',
      { result: '[ 1, [ 2 ] ]' },
    ],
    ['let escape = 1; ({ escape = 2 } = {} as { escape?: number }); escape', { result: '2' }],
    [
      'namespace Inner { export const URL = 8; export const both = () => [URL, process]; export enum E { Map, B = Map + 1 } }\n;[Inner.both(), Inner.E.B]',
      { result: '[ [ 8, 1 ], 1 ]' },
    ],
    [
      '(({ URL }: { URL: number }, f = () => process) => [URL, f(), Map].join())({ URL: 9 })',
      { result: "'9,1,2'" },
    ],
    ['declare const structuredClone: (x: unknown) => unknown\nstructuredClone([1])', { result: '[ 1 ]' }],
  ],
  'shows the names that are written': [
    ['const fetch = () => 1; let Map = (class {}), Set = function () {}, { URL = () => 2 } = {} as any'],
    ['[fetch.name, Map.name, Set.name, URL.name]', { result: "[ 'fetch', 'Map', 'Set', 'URL' ]" }],
    ['let Date: () => number; Date = () => 3\nDate.name', { result: "'Date'" }],
    [
      'function Error() {}\nclass Symbol {}\n;[Error.name, Symbol.name, new Symbol()]',
      { result: "[ 'Error', 'Symbol', Symbol {} ]" },
    ],
    [
      '%%unchecked\nconst Intl: any = 1\nIntl()',
      { error: /^TypeError: Intl is not a function\n {4}at In\[\d+\]:3:1\n/ },
    ],
    [
      'try { Intl() } catch (error) { console.log(error.message.length, error.message) }',
      { stdout: / Intl is not a function\n$/ },
    ],
    [
      'const queueMicrotask = () => { throw new TypeError("told") }\nqueueMicrotask()',
      { error: /^TypeError: told\n {4}at queueMicrotask \(In\[\d+\]:1:38\)\n {4}at In\[\d+\]:2:1\n/ },
    ],
    ['queueMicrotask(1)', { error: /TS2554: Expected 0 arguments, but got 1/ }],
    [
      'queueMicrotask = 1 as never',
      { error: /TS2588: Cannot assign to 'queueMicrotask' because it is a constant/ },
    ],
  ],
};

for (const [title, cells] of Object.entries(notebooks)) {
  test(title, () => runNotebook(kernel.client, cells), 30_000);
}

test('completes, explains and interrupts such a name as any other', async () => {
  const { client } = kernel;
  await client.execute('/** Fetches nothing. */\nfunction fetch(address: string) { return address }');
  const inspection = await client.request('inspect_request', {
    code: 'fetch',
    cursor_pos: 3,
    detail_level: 0,
  });
  expect(inspection.data['text/plain']).toMatch(
    /^function fetch\(address: string\): string\n+Fetches nothing\.$/,
  );
  const { matches } = await client.request('complete_request', { code: 'fet', cursor_pos: 3 });
  expect(matches).toEqual(['fetch']);
  await client.execute('let performance = 0');
  const running = client.execute('for (;;) performance++');
  await new Promise((done) => setTimeout(done, 300));
  await client.interrupt();
  expect((await running).error).toMatch(/KeyboardInterrupt/);
  expect((await client.execute('performance > 0 && fetch("kept")')).result).toBe("'kept'");
});
