import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deno } from './deno';

export const root = resolve(__dirname, '../..');

/** A kernel and what the benchmark has to know about it. */
export interface Kernel {
  name: string;
  version: string;
  argv: readonly string[];
  env?: Record<string, string>;
  /** Where it starts: the notebook's folder. */
  folder: string;
  language: 'typescript' | 'python';
  /** Whether it checks types before it runs a cell. */
  checks: boolean;
  interrupt: 'signal' | 'message';
}

/** Deno resolves packages by the package.json of the folder, and the library's names those of the cells. */
const folder = join(root, 'lib');

/** The kernels that can run here; of each other one, the reason why it is left out. */
export async function kernels(): Promise<{ kernels: Kernel[]; missing: string[] }> {
  const missing: string[] = [];
  const found: Kernel[] = [ours()];
  for (const find of [tslab, denoKernel, ipykernel]) {
    const kernel = await find();
    if (typeof kernel === 'string') missing.push(kernel);
    else found.push(kernel);
  }
  return { kernels: found, missing };
}

function ours(): Kernel {
  const { main, version } = readPackage(join(root, 'kernel/package.json'));
  const typescript = readPackage(require.resolve('typescript-5/package.json')).version;
  return {
    name: 'optlab',
    version: `${version} (TypeScript ${typescript})`,
    argv: [
      process.execPath,
      '--no-force-async-hooks-checks',
      join(root, 'kernel', main),
      '{connection_file}',
    ],
    folder,
    language: 'typescript',
    checks: true,
    interrupt: 'message',
  };
}

function tslab(): Kernel | string {
  let manifest: string;
  try {
    manifest = require.resolve('tslab/package.json');
  } catch {
    return 'tslab is not installed: `npm install` in this repository brings it.';
  }
  const program = join(dirname(manifest), 'bin/tslab');
  return {
    name: 'tslab',
    version: readPackage(manifest).version,
    argv: [process.execPath, program, 'kernel', '--config-path', '{connection_file}'],
    folder,
    language: 'typescript',
    checks: true,
    interrupt: 'signal',
  };
}

function denoKernel(): Kernel | string {
  const found = deno();
  if ('missing' in found) return found.missing;
  return {
    name: 'Deno',
    version: found.version,
    argv: [found.program, 'jupyter', '--kernel', '--conn', '{connection_file}'],
    env: { DENO_NO_UPDATE_CHECK: '1' },
    folder,
    language: 'typescript',
    checks: false,
    interrupt: 'signal',
  };
}

function ipykernel(): Kernel | string {
  const python = join(root, '.venv/bin/python');
  const { status, stdout } = spawnSync(python, ['-c', 'import ipykernel; print(ipykernel.__version__)'], {
    encoding: 'utf8',
  });
  if (status !== 0) return 'ipykernel is not installed: `npm run setup` brings it.';
  return {
    name: 'ipykernel',
    version: stdout.trim(),
    argv: [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    folder,
    language: 'python',
    checks: false,
    interrupt: 'signal',
  };
}

const readPackage = (path: string): { version: string; main: string } =>
  JSON.parse(readFileSync(path, 'utf8'));
