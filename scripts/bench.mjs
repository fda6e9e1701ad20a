// npm run bench -- NAME ...: builds the library and the kernel, and runs the benchmark in bench/NAME/index.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bench = join(root, 'bench');
const names = readdirSync(bench).filter((name) => existsSync(join(bench, name, 'index.ts')));
const [name, ...words] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Which benchmark? npm run bench -- NAME, with NAME one of: ${names.join(', ')}`);
  process.exit(2);
}

const build = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'lib', 'kernel'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
if (build.status !== 0) process.exit(1);

const require = createRequire(import.meta.url);
require(join(bench, 'support/typescript.cjs'));
await require(join(bench, name, 'index.ts')).run(...words);
