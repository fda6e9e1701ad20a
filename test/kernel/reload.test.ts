import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runNotebook, useKernel } from './support/notebook';

const folder = mkdtempSync(join(tmpdir(), 'kernel-reload-'));
const kernel = useKernel({ cwd: folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

test('sees every change of a file, whatever its time says', async () => {
  const { client } = kernel;
  const value = 'import { v } from "./a"; v';
  for (const n of [1, 2, 3, 4]) {
    file('a.ts', `export const v = ${n};`);
    utimesSync(join(folder, 'a.ts'), new Date(5e11), new Date(5e11));
    await runNotebook(client, [[value, { result: String(n) }]]);
  }
  file('a.ts', 'export const v = "text";');
  await runNotebook(client, [
    ['import { v } from "./a"; const text: string = v; text', { result: "'text'" }],
  ]);
  unlinkSync(join(folder, 'a.ts'));
  await runNotebook(client, [
    [value, { error: /TS2307: Cannot find module '\.\/a'/ }],
    ['await import("./a" as string)', { error: /^Error: There is no file '\.\/a' beside the notebook\./ }],
  ]);
  file('a.ts', 'export const v = 5;');
  await runNotebook(client, [[value, { result: '5' }]]);
  renameSync(join(folder, 'a.ts'), join(folder, 'b.ts'));
  await runNotebook(client, [['import { v } from "./b"; v', { result: '5' }]]);
});

test('keeps the module, and its state, while nothing changes', async () => {
  file('state.ts', 'export const state = { count: 0 };');
  await runNotebook(kernel.client, [
    ['import { state } from "./state"; state.count++', { result: '0' }],
    ['import { state } from "./state"; state.count++', { result: '1' }],
  ]);
});

test('loads files that import each other, and loads them again', async () => {
  file(
    'one.ts',
    'import { two } from "./two";\nexport const one = (n: number): number => (n > 0 ? two(n - 1) : n);',
  );
  file('two.ts', 'import { one } from "./one";\nexport const two = (n: number): number => 1 + one(n);');
  await runNotebook(kernel.client, [['import { one } from "./one"; one(5)', { result: '5' }]]);
  file('two.ts', 'import { one } from "./one";\nexport const two = (n: number): number => 10 + one(n);');
  await runNotebook(kernel.client, [['import { one } from "./one"; one(5)', { result: '50' }]]);
});

test('names the file and the line of a syntax error, checked or not', async () => {
  file('broken.ts', 'export const a = 1;\nexport const v = ;\n');
  await runNotebook(kernel.client, [
    ['import { v } from "./broken"', { error: /^\.\/broken\.ts:2:18 - error TS1109/ }],
    ['%%unchecked\nimport { v } from "./broken"', { error: /^SyntaxError: .* in .*broken\.ts:2\b/ }],
  ]);
});

test('loads the other kinds of modules beside the notebook', async () => {
  file('module.mts', 'export const m: number = 1;\nexport const here = import.meta.dirname;');
  file('common.cts', 'import path = require("node:path");\nexport = { sep: path.sep as string };');
  file('plain.js', 'export const j = 3;');
  file('jsx.tsx', 'export const t = <div/>;');
  file('with-json.ts', 'import data from "./data.json";\nexport const a: number = data.a;');
  file('data.json', '{"a":1}');
  await runNotebook(kernel.client, [
    ['import { m, here } from "./module.mjs"; [m, here === __dirname]', { result: '[ 1, true ]' }],
    ['import common from "./common.cts"; common.sep', { result: "'/'" }],
    ['import { j } from "./plain.js"; j', { result: '3' }],
    ['import { t } from "./jsx"', { error: /TS6142.*\nJSX does not run in notebooks/ }],
    ['import { a } from "./with-json"; a', { result: '1' }],
    ['require("./module.mts")', { error: /require\(\) does not load TypeScript/ }],
    ['require("./with-json")', { error: /require\(\) does not load TypeScript/ }],
  ]);
  file('data.json', '{"a":2}');
  await runNotebook(kernel.client, [
    ['import { a } from "./with-json"; a', { result: '2' }],
    ['import data from "./data.json"; data.a', { result: '2' }],
  ]);
  file('data.json', '{"a":2,}');
  await runNotebook(kernel.client, [
    ['await import("./data.json" as string)', { error: /'\.\/data\.json' is not JSON/ }],
  ]);
});

test('loads changed CommonJS files again, with those that require them', async () => {
  file('leaf.cjs', 'exports.leaf = 1;');
  file('top.cjs', 'exports.top = require("./leaf.cjs").leaf;');
  const cells = (n: number): Parameters<typeof runNotebook>[1] => [
    ['require("./top.cjs").top', { result: String(n) }],
    ['import top from "./top.cjs"; top.top', { result: String(n) }],
  ];
  await runNotebook(kernel.client, cells(1));
  file('leaf.cjs', 'exports.leaf = 22;');
  await runNotebook(kernel.client, cells(22));
});

test('finds packages that are installed while it runs', async () => {
  const cell = 'import late from "late-package"; late.v';
  await runNotebook(kernel.client, [
    [
      cell,
      { error: /The package 'late-package' is not installed\. Install it with: npm install late-package\n/ },
    ],
    ['require("late-package")', { error: /Install it with: npm install late-package\n/ }],
  ]);
  file('node_modules/late-package/package.json', '{"name":"late-package","version":"1.0.0"}');
  file('node_modules/late-package/index.js', 'exports.v = 1;');
  await runNotebook(kernel.client, [
    [cell, { result: '1' }],
    ['require("late-package").v', { result: '1' }],
    ['import { deep } from "late-package/deep"', { error: /is installed, but has no 'late-package\/deep'/ }],
    [
      'await import("late-package/deep" as string)',
      { error: /is installed, but has no 'late-package\/deep'/ },
    ],
  ]);
});

test('takes the conditions of a package that has two forms', async () => {
  const exports = {
    '.': { import: { types: './index.d.mts', default: './index.mjs' }, require: './index.cjs' },
    './part': './part.js',
  };
  file('node_modules/dual/package.json', JSON.stringify({ name: 'dual', version: '1.0.0', exports }));
  file('node_modules/dual/index.mjs', 'export const kind = "module"; export default "d";');
  file(
    'node_modules/dual/index.d.mts',
    'export const kind: string; declare const d: string; export default d;',
  );
  file('node_modules/dual/index.cjs', 'exports.kind = "commonjs";');
  file('node_modules/dual/part.js', 'exports.part = 1;');
  file(
    'node_modules/types-only/package.json',
    '{"name":"types-only","version":"1.0.0","types":"index.d.ts"}',
  );
  file('node_modules/types-only/index.d.ts', 'export interface T { a: number }');
  await runNotebook(kernel.client, [
    [
      'import d, { kind } from "dual"; [d, kind, require("dual").kind]',
      { result: "[ 'd', 'module', 'commonjs' ]" },
    ],
    ['import { part } from "dual/part"; part', { result: '1' }],
    ['import { x } from "dual/other"', { error: /has no 'dual\/other'\. It has 'dual\/part'\./ }],
    ['import { T } from "types-only"; const t: T = { a: 1 }; t', { result: '{ a: 1 }' }],
    ['import "types-only"', { error: /has types and no code.*import type/ }],
  ]);
});

test('loads a linked package again when it has been built again', async () => {
  const manifest = { name: 'linked', version: '1.0.0', main: 'dist/index.js', types: 'dist/index.d.ts' };
  file('packages/linked/package.json', JSON.stringify(manifest));
  file('packages/linked/dist/index.js', 'exports.v = require("./part").part;');
  file('packages/linked/dist/part.js', 'exports.part = 1;');
  file('packages/linked/dist/index.d.ts', 'export declare const v: number;');
  symlinkSync('../packages/linked', join(folder, 'node_modules/linked'));
  file(
    'packages/modern/package.json',
    '{"name":"modern","version":"1.0.0","type":"module","exports":"./index.js"}',
  );
  file('packages/modern/index.js', 'export const m = 1;');
  symlinkSync('../packages/modern', join(folder, 'node_modules/modern'));
  await runNotebook(kernel.client, [
    ['import { v } from "linked"; v.toFixed(1)', { result: "'1.0'" }],
    ['import { m } from "modern"; m', { result: '1' }],
  ]);
  file('packages/linked/dist/part.js', 'exports.part = "text";');
  file('packages/linked/dist/index.d.ts', 'export declare const v: string;');
  file('packages/modern/index.js', 'export const m = 2;');
  await runNotebook(kernel.client, [
    ['import { v } from "linked"; v.toUpperCase()', { result: "'TEXT'" }],
    ['import { m } from "modern"; m', { result: '2' }],
  ]);
});

test('says what import.meta means in a notebook', async () => {
  await runNotebook(kernel.client, [
    ['import.meta.url === "file://" + import.meta.filename', { result: 'true' }],
    ['import.meta.dirname === process.cwd()', { result: 'true' }],
    ['import.meta.resolve("./x.ts") === "file://" + __dirname + "/x.ts"', { result: 'true' }],
    ['[import.meta.resolve("fs"), import.meta.resolve("node:fs")]', { result: "[ 'node:fs', 'node:fs' ]" }],
    ['import.meta.resolve("late-package").endsWith("late-package/index.js")', { result: 'true' }],
    ['import.meta.resolve("nowhere-to-be-found")', { error: /npm install nowhere-to-be-found/ }],
  ]);
});

test.each([
  ['import x from "https://example.org/x.js"', /do not import from the web/],
  ['await import("https://example.org/x.js" as string)', /do not import from the web/],
  ['import x from "npm:@scope/chalk@5"', /'@scope\/chalk'\. Install it with: npm install @scope\/chalk/],
  ['import x from "@/lib/x"', /Aliases of a tsconfig\.json are not followed/],
  ['import x from "node:nothing"', /Node has no module 'node:nothing'/],
  ['await import("node:nothing" as string)', /Node has no module 'node:nothing'/],
])('%s is refused with what to do', async (code, message) => {
  expect((await kernel.client.execute(code)).error).toMatch(message);
});

test('tries a file again that has thrown, and keeps the state of those that have not', async () => {
  file('calm.ts', 'export const calm = { count: 0 };');
  file(
    'moody.ts',
    'import { calm } from "./calm";\ncalm.count++;\nif (!("ready" in globalThis)) throw new Error("not yet");\nexport const mood = calm;',
  );
  file('around.ts', 'export { mood } from "./moody";');
  await runNotebook(kernel.client, [
    ['import { calm } from "./calm"; calm.count = 10; undefined'],
    ['import { mood } from "./around"', { error: /^Error: not yet\n {4}at .*moody\.ts:3:/ }],
    ['await import("./around")', { error: /^Error: not yet/ }],
    ['Object.assign(globalThis, { ready: true }); undefined'],
    ['import { mood } from "./around"; [mood.count, mood === calm]', { result: '[ 13, true ]' }],
    [
      'import { mood } from "./around"; import { calm } from "./calm"; [mood.count, mood === calm]',
      { result: '[ 13, true ]' },
    ],
  ]);
});

test('tells a file its own address, whatever its version', async () => {
  file(
    'address.ts',
    'export const told: string = import.meta.url; export const where = import.meta.dirname;',
  );
  file('plain.mjs', 'export const told = [import.meta.url, import.meta.resolve("./address.ts")].join();');
  await runNotebook(kernel.client, [
    [
      'import { told, where } from "./address"; [told === new URL("address.ts", import.meta.url).href, where === __dirname]',
      { result: '[ true, true ]' },
    ],
    [
      'import { told as other } from "./plain.mjs"; other.split(",")[0] === new URL("plain.mjs", import.meta.url).href',
      { result: 'true' },
    ],
  ]);
});
