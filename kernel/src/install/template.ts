import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from './files';
import { packageName } from './kernelspec';

/** The name by which `jupyter nbconvert --template` finds the template that draws figures. */
export const templateName = 'optlab';

const assets = resolve(__dirname, '../../assets/nbconvert');

export const templateFolder = (dataFolder: string) => join(dataFolder, 'nbconvert/templates', templateName);

/** Writes the template beside the kernels of a data folder; false if another template has its name, and stays. */
export function installTemplate(dataFolder: string): boolean {
  const folder = templateFolder(dataFolder);
  if (existsSync(folder) && !isOwn(folder)) return false;
  mkdirSync(folder, { recursive: true });
  // The file that tells whose the template is comes first, so that an unfinished one can be replaced.
  for (const file of readdirSync(assets).sort())
    writeWhole(join(folder, file), readFileSync(join(assets, file)));
  return true;
}

export function uninstallTemplate(dataFolder: string): void {
  const folder = templateFolder(dataFolder);
  if (isOwn(folder)) rmSync(folder, { recursive: true });
}

function isOwn(folder: string): boolean {
  try {
    const { package: owner } = JSON.parse(readFileSync(join(folder, 'conf.json'), 'utf8')) as {
      package?: unknown;
    };
    return owner === packageName;
  } catch {
    return false;
  }
}
