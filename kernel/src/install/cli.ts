import { type Command, type Place, readCommand } from './arguments';
import { explain, InstallError, UsageError } from './errors';
import { install, isInCache } from './install';
import {
  environmentDataFolder,
  prefixDataFolder,
  searchedDataFolders,
  userDataFolder,
} from './jupyter-paths';
import { packageName, packageVersion } from './kernelspec';
import { listed } from './list';
import { type Machine, thisMachine } from './machine';
import { installTemplate, templateFolder } from './template';
import { uninstall } from './uninstall';
import { usage } from './usage';

/** The command `optlab-kernel`. Sets the exit code: 0, 1 for a failure, 2 for wrong usage. */
export function main(args: readonly string[] = process.argv.slice(2)): void {
  try {
    run(readCommand(args), thisMachine());
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nHelp: ${packageName} --help`);
      process.exitCode = 2;
      return;
    }
    const reason = error instanceof InstallError ? error.message : explain(error);
    if (reason === undefined) throw error;
    console.error(reason);
    process.exitCode = 1;
  }
}

function run(command: Command, machine: Machine): void {
  switch (command.command) {
    case 'help':
      console.log(usage);
      return;
    case 'version':
      console.log(packageVersion);
      return;
    case 'list': {
      const all = listed(searchedDataFolders(machine));
      if (all.length === 0) console.log(`${packageName} is not installed where Jupyter looks for kernels.`);
      for (const { kernelName, displayName, folder, remark } of all)
        console.log(`${kernelName}  ${displayName}  ${folder}${remark ? `  (${remark})` : ''}`);
      return;
    }
    case 'install': {
      const { kernelName, displayName } = command;
      const into = dataFolder(command.place, machine);
      const folder = install({ ...command, dataFolder: into });
      const hasTemplate = installTemplate(into);
      console.log(`Jupyter now has the kernel ${kernelName}, shown as "${displayName}", in ${folder}.`);
      for (const warning of warnings(folder, kernelName, machine)) console.error(warning);
      if (!hasTemplate)
        console.error(
          `The template of nbconvert in ${templateFolder(into)} does not belong to ${packageName}, so it stays.`,
        );
      return;
    }
    case 'uninstall': {
      const from = dataFolder(command.place, machine);
      const folder = uninstall(from, command.kernelName, () => searchedDataFolders(machine));
      console.log(`Removed ${folder}.`);
    }
  }
}

function dataFolder(place: Place, machine: Machine): string {
  if (place.kind === 'user') return userDataFolder(machine);
  if (place.kind === 'sys-prefix') return environmentDataFolder(machine);
  return prefixDataFolder(machine, place.prefix);
}

function warnings(folder: string, kernelName: string, machine: Machine): string[] {
  const hidden = listed(searchedDataFolders(machine)).find((other) => other.folder === folder)?.remark;
  return [
    ...(hidden ? [`But ${kernelName} there ${hidden}, which Jupyter finds first.`] : []),
    ...(isInCache()
      ? [
          `It runs from npx's cache, which may be emptied at any time. \`npm install --global ${packageName}\` and \`${packageName} install\` make it last.`,
        ]
      : []),
  ];
}
