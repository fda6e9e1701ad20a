import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { InstallError } from './errors';
import { writeWhole } from './files';
import {
  examine,
  kernelFolder,
  kernelProgram,
  kernelspec,
  logos,
  oldestNode,
  packageName,
} from './kernelspec';

export interface Installation {
  /** A Jupyter data folder, such as ~/.local/share/jupyter. */
  dataFolder: string;
  kernelName: string;
  displayName: string;
  /** Whether something else of that name goes. */
  force: boolean;
}

/** Writes the kernelspec and gives its folder. */
export function install({ dataFolder, kernelName, displayName, force }: Installation): string {
  checkKernel();
  const folder = kernelFolder(dataFolder, kernelName);
  const { kind } = examine(folder);
  if (kind === 'foreign') {
    if (!force)
      throw new InstallError(
        `${folder} is there already and does not belong to ${packageName}. Choose another name by \`--name\`, or replace it by \`--force\`.`,
      );
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  try {
    for (const { name, content } of logos()) writeWhole(join(folder, name), content);
    // Last, since a folder without it is no kernelspec: Jupyter never sees half of one.
    writeWhole(join(folder, 'kernel.json'), `${JSON.stringify(kernelspec(displayName), null, 2)}\n`);
  } catch (error) {
    if (kind !== 'own') rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** A kernelspec of a program that cannot start would fail later, in Jupyter, and with less to go by. */
function checkKernel(): void {
  if (!isAtLeast(process.versions.node, oldestNode))
    throw new InstallError(
      `The kernel needs Node.js ${oldestNode} or newer, and this is ${process.version}: install a newer one, and with it ${packageName} again.`,
    );
  if (!existsSync(kernelProgram))
    throw new InstallError(`The kernel's program ${kernelProgram} is not there.`);
  try {
    createRequire(kernelProgram)('zeromq');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InstallError(
      `The kernel cannot start here, since its package zeromq does not load: ${reason}. Install ${packageName} again with this Node (${process.version}, ${process.platform} ${process.arch}).`,
    );
  }
}

/** Compares versions by their numbers. */
export function isAtLeast(version: string, least: string): boolean {
  const [numbers, others] = [version, least].map((each) => each.split('.').map(Number));
  const at = others.findIndex((other, i) => numbers[i] !== other);
  return at === -1 || numbers[at] > others[at];
}

/** `npx` of a package that is not installed keeps it in a cache, which may be emptied. */
export const isInCache = () => kernelProgram.split(sep).includes('_npx');
