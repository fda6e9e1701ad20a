import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { protocolVersion } from '../wire/message';

/** What `kernel.json` holds: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: 'message' | 'signal';
  kernel_protocol_version: string;
  metadata: Record<string, unknown>;
}

const packageFolder = resolve(__dirname, '../..');
const { name, version, main, engines } = JSON.parse(
  readFileSync(join(packageFolder, 'package.json'), 'utf8'),
) as {
  name: string;
  version: string;
  main: string;
  engines: { node: string };
};

export const packageName = name;
export const packageVersion = version;

/** The oldest Node that the kernel runs on. */
export const oldestNode = engines.node.replace('>=', '');

/** The program that Jupyter starts. */
export const kernelProgram = join(packageFolder, main);

export function kernelspec(displayName: string): Kernelspec {
  return {
    // Without the flag, ending a timer's callback on an interrupt would abort Node.
    argv: [process.execPath, '--no-force-async-hooks-checks', kernelProgram, '{connection_file}'],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    kernel_protocol_version: protocolVersion,
    // By the package's name a later install or uninstall knows the kernelspec as its own.
    metadata: { debugger: false, [packageName]: { version: packageVersion } },
  };
}

/** What lies at the place of a kernelspec. */
export type Found =
  | { kind: 'nothing' }
  | { kind: 'own'; spec: Kernelspec }
  /** A kernelspec of something else, a broken one, or anything that is no kernelspec at all. */
  | { kind: 'foreign' };

export function examine(folder: string): Found {
  let text: string;
  try {
    text = readFileSync(join(folder, 'kernel.json'), 'utf8');
  } catch {
    return { kind: isFree(folder) ? 'nothing' : 'foreign' };
  }
  try {
    const spec = JSON.parse(text) as Kernelspec;
    return spec.metadata[packageName] !== undefined && Array.isArray(spec.argv)
      ? { kind: 'own', spec }
      : { kind: 'foreign' };
  } catch {
    return { kind: 'foreign' };
  }
}

/** Nothing is there, or an empty folder. */
function isFree(folder: string): boolean {
  try {
    return lstatSync(folder).isDirectory() && readdirSync(folder).length === 0;
  } catch {
    return true; // or nothing can be: writing will tell
  }
}

/** The pictures that Jupyter's clients show, by their names in a kernelspec's folder. */
export function logos(): { name: string; content: Buffer }[] {
  const assets = join(packageFolder, 'assets');
  return readdirSync(assets)
    .filter((file) => file.startsWith('logo-'))
    .map((file) => ({ name: file, content: readFileSync(join(assets, file)) }));
}

/** Jupyter compares names in lower case; a folder may be spelt otherwise. */
export function kernelFolder(dataFolder: string, kernelName: string): string {
  const kernels = join(dataFolder, 'kernels');
  let there: string[] = [];
  try {
    there = readdirSync(kernels);
  } catch {
    // No kernel is installed there yet, or what is there cannot be read: writing will tell.
  }
  return join(kernels, there.find((entry) => entry.toLowerCase() === kernelName) ?? kernelName);
}
