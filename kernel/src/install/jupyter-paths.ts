import { statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { InstallError } from './errors';
import type { Machine } from './machine';

/**
 * Where Jupyter looks for kernelspecs, as jupyter_core has it:
 * https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */

/** The data folder of the present user. */
export function userDataFolder({ platform, env, home }: Machine): string {
  const path = pathOf(platform);
  const { resolve, join } = path;
  if (env.JUPYTER_DATA_DIR) return resolve(env.JUPYTER_DATA_DIR);
  const usesPlatformFolders = isOn(env.JUPYTER_PLATFORM_DIRS) ?? false;
  if (platform === 'darwin')
    return usesPlatformFolders
      ? join(home, 'Library/Application Support/Jupyter')
      : join(home, 'Library/Jupyter');
  if (platform === 'win32') {
    if (usesPlatformFolders) return join(env.LOCALAPPDATA || join(home, 'AppData/Local'), 'Jupyter');
    if (env.APPDATA) return resolve(env.APPDATA, 'jupyter');
    return join(env.JUPYTER_CONFIG_DIR || join(home, '.jupyter'), 'data');
  }
  return resolve(env.XDG_DATA_HOME || join(home, '.local/share'), 'jupyter');
}

/** The data folder of the Python environment that is active, else of the Python that the shell would start. */
export function environmentDataFolder(machine: Machine): string {
  const { env } = machine;
  for (const name of ['VIRTUAL_ENV', 'CONDA_PREFIX']) {
    const prefix = env[name];
    if (!prefix) continue;
    if (!isFolder(prefix))
      throw new InstallError(
        `${name} names the Python environment ${prefix}, which is not there. Activate another one, or give its folder: \`--prefix DIR\`.`,
      );
    return prefixDataFolder(machine, prefix);
  }
  const prefix = machine.pythonPrefix();
  if (prefix === undefined)
    throw new InstallError(
      'No Python environment is active and no Python is found. Activate one, or give its folder: `--prefix DIR`.',
    );
  return prefixDataFolder(machine, prefix);
}

export function prefixDataFolder({ platform }: Machine, prefix: string): string {
  const { resolve } = pathOf(platform);
  return resolve(prefix, 'share', 'jupyter');
}

/** All data folders that Jupyter searches, the one that wins first. */
export function searchedDataFolders(machine: Machine): string[] {
  const { platform, env } = machine;
  const { delimiter, resolve } = pathOf(platform);
  const named = (env.JUPYTER_PATH ?? '').split(delimiter).filter(Boolean);
  const user = userDataFolder(machine);
  const environment = environmentIfAny(machine);
  const prefersEnvironment =
    isOn(env.JUPYTER_PREFER_ENV_PATH) ??
    Boolean(env.VIRTUAL_ENV || (env.CONDA_PREFIX && (env.CONDA_DEFAULT_ENV ?? 'base') !== 'base'));
  const own = prefersEnvironment ? [...environment, user] : [user, ...environment];
  return [...new Set([...named, ...own, ...systemDataFolders(machine)].map((folder) => resolve(folder)))];
}

function environmentIfAny(machine: Machine): string[] {
  try {
    return [environmentDataFolder(machine)];
  } catch (error) {
    if (error instanceof InstallError) return [];
    throw error;
  }
}

function systemDataFolders({ platform, env }: Machine): string[] {
  if (platform !== 'win32') return ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  return isOn(env.JUPYTER_USE_PROGRAMDATA) && env.PROGRAMDATA ? [win32.join(env.PROGRAMDATA, 'jupyter')] : [];
}

/** Jupyter's reading of a switch; undefined where it is not set. */
function isOn(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return !['no', 'n', 'false', 'off', '0', '0.0'].includes(value.toLowerCase());
}

const pathOf = (platform: NodeJS.Platform) => (platform === 'win32' ? win32 : posix);

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
