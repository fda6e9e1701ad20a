import { rmSync } from 'node:fs';
import { InstallError } from './errors';
import { examine, kernelFolder, packageName } from './kernelspec';
import { type Listed, listed } from './list';
import { uninstallTemplate } from './template';

/** Removes a kernelspec of this package, and with the last one its template; gives the folder that was removed. */
export function uninstall(dataFolder: string, kernelName: string, searched: () => readonly string[]): string {
  const folder = kernelFolder(dataFolder, kernelName);
  const { kind } = examine(folder);
  if (kind === 'own') {
    rmSync(folder, { recursive: true });
    if (listed([dataFolder]).length === 0) uninstallTemplate(dataFolder);
    return folder;
  }
  if (kind === 'foreign')
    throw new InstallError(
      `${folder} does not belong to ${packageName}, so it stays. \`jupyter kernelspec remove ${kernelName}\` removes any kernel.`,
    );
  throw new InstallError(
    `There is no kernel ${kernelName} in ${dataFolder}.${elsewhere(listed(searched()))}`,
  );
}

function elsewhere(others: readonly Listed[]): string {
  if (others.length === 0) return '';
  const places = others.map(({ kernelName, folder }) => `${kernelName} in ${folder}`).join(', ');
  return ` ${packageName} is installed as ${places}: name the place by --user, --sys-prefix or --prefix, and the kernel by --name.`;
}
