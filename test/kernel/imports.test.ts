import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './support/client';
import { runNotebook, useKernel } from './support/notebook';

// Below the repository, so that its packages resolve from the notebook's folder upward.
mkdirSync(join(repository, 'build'), { recursive: true });
const folder = mkdtempSync(join(repository, 'build', 'kernel-imports-'));
const kernel = useKernel({ cwd: folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};

test('imports modules of Node in every form', async () => {
  await runNotebook(kernel.client, [
    [
      'import fs, { readFileSync as read, type Stats } from "node:fs"\nfs.readFileSync === read',
      { result: 'true' },
    ],
    ['import * as path from "path"\npath.join("a", "b")', { result: "'a/b'" }],
    ['import os = require("node:os")\ntypeof os.cpus', { result: "'function'" }],
    ['const { sep } = require("node:path"); sep', { result: "'/'" }],
    ['(await import("node:util")).format("%d", 1)', { result: "'1'" }],
    ['import "node:events"'],
    ['__dirname === process.cwd() && __filename.startsWith(__dirname)', { result: 'true' }],
    ['let stats: Stats | undefined; stats === undefined', { result: 'true' }],
    [
      'import { dirname } from "node:path"; import.meta.dirname === process.cwd() && typeof dirname',
      { result: "'function'" },
    ],
  ]);
});

test('imports packages, CommonJS and ES modules alike', async () => {
  file(
    'node_modules/cjs-package/index.js',
    'module.exports = function main() { return "cjs" }; module.exports.extra = 1;',
  );
  file(
    'node_modules/cjs-package/index.d.ts',
    'declare function main(): string; declare namespace main { const extra: number } export = main;',
  );
  file('node_modules/cjs-package/package.json', '{"name":"cjs-package","version":"1.0.0"}');
  file(
    'node_modules/esm-package/index.js',
    'export default "esm"; export const named = 2; export let live = 1;',
  );
  file(
    'node_modules/esm-package/package.json',
    '{"name":"esm-package","version":"1.0.0","type":"module","exports":"./index.js"}',
  );
  await runNotebook(kernel.client, [
    ['import main from "cjs-package"\n[main(), main.extra]', { result: "[ 'cjs', 1 ]" }],
    ['import * as all from "cjs-package"\nall.extra', { result: '1' }],
    ['import esm, { named } from "esm-package"\n[esm, named]', { result: "[ 'esm', 2 ]" }],
    ['import nothing from "no-such-package"', { error: /npm install no-such-package/ }],
    ['import deep from "@scope/none/deep"', { error: /npm install @scope\/none$/m }],
    ['await import("no-such-" + "package")', { error: /The package 'no-such-package' is not installed/ }],
    ['import { noSuchName } from "node:path"', { error: /has no exported member 'noSuchName'/ }],
  ]);
});

test('imports JSON', async () => {
  file('data.json', '{"values":[1,2]}');
  await runNotebook(kernel.client, [
    ['import data from "./data.json"\ndata.values[1].toFixed(1)', { result: "'2.0'" }],
    ['import pkg from "cjs-package/package.json"\npkg.version', { result: "'1.0.0'" }],
    ['import missing from "./missing.json"', { error: /TS2307/ }],
  ]);
});

test('imports TypeScript files and sees their changes', async () => {
  file(
    'lib/util.ts',
    'import { base } from "./base";\nexport const value: number = base + 1;\nexport enum Level { Low = 1, High }\n',
  );
  file('lib/base.ts', 'export const base: number = 1;\n');
  await runNotebook(kernel.client, [
    ['import { value, Level } from "./lib/util"\n[value, Level.High]', { result: '[ 2, 2 ]' }],
  ]);
  await new Promise((done) => setTimeout(done, 20));
  file('lib/base.ts', 'export const base: number = 10;\n');
  await runNotebook(kernel.client, [
    ['import { value } from "./lib/util.ts"\nvalue', { result: '11' }],
    ['const again = await import("./lib/util"); again.value', { result: '11' }],
  ]);
}, 15_000);

test('stacks lead into imported files', async () => {
  file(
    'thrower.ts',
    'interface Gone {}\nexport function fail(x: number): never {\n  throw new Error("from file " + x);\n}\n',
  );
  await runNotebook(kernel.client, [
    ['import { fail } from "./thrower"\nfail(1)', { error: /thrower\.ts.*:3:9\)?\n {4}at In\[\d+\]:2:1/ }],
  ]);
});

test('imports the course library with types and TensorFlow.js', async () => {
  await runNotebook(kernel.client, [
    [
      "import * as tf from '@tensorflow/tfjs-core'\nimport '@tensorflow/tfjs-backend-cpu'\ntf.version_core.length > 0",
      { result: 'true' },
    ],
    [
      'const t: tf.Tensor1D = tf.tensor1d([1, 2]); tf.mul(t, 2)',
      { result: /Tensor float32 \[2\]\n {4}\[2, 4\]/, stderr: /^$|node backend/ },
    ],
    ['tf.tensor1d("x")', { error: /TS2345/ }],
    ["import { random } from 'optlab'\nrandom(1).uniform() === random(1).uniform()", { result: 'true' }],
  ]);
}, 30_000);
