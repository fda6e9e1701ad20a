import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  environmentDataFolder,
  searchedDataFolders,
  userDataFolder,
} from '../../../kernel/src/install/jupyter-paths';
import type { Machine } from '../../../kernel/src/install/machine';
import { needs, venvPython } from '../../support/prerequisite';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'kernel-home-')));
const prefix = join(home, 'environment');

const machine = (env: Machine['env'], platform: NodeJS.Platform = 'linux', python = prefix): Machine => ({
  platform,
  env,
  home,
  pythonPrefix: () => python,
});

needs('venv')("Jupyter's data folders are those of jupyter_core", () => {
  interface Case {
    env: Record<string, string>;
    platform?: NodeJS.Platform;
    /** Whether the Python environment is active. */
    active?: boolean;
  }
  const cases: [title: string, Case][] = [
    ['by default', { env: {} }],
    ['with JUPYTER_DATA_DIR', { env: { JUPYTER_DATA_DIR: '/data', XDG_DATA_HOME: '/xdg' } }],
    ['with XDG_DATA_HOME', { env: { XDG_DATA_HOME: '/xdg' } }],
    ['with empty variables', { env: { XDG_DATA_HOME: '', JUPYTER_DATA_DIR: '', JUPYTER_PATH: '' } }],
    ['with JUPYTER_PATH', { env: { JUPYTER_PATH: '/first:/second' } }],
    ['with platform folders', { env: { JUPYTER_PLATFORM_DIRS: '1' } }],
    ['with platform folders switched off', { env: { JUPYTER_PLATFORM_DIRS: 'Off' } }],
    ['in an environment', { env: {}, active: true }],
    ['in an environment that is not preferred', { env: { JUPYTER_PREFER_ENV_PATH: 'no' }, active: true }],
    ['outside of an environment that is preferred', { env: { JUPYTER_PREFER_ENV_PATH: '1' } }],
    ['on macOS', { env: { XDG_DATA_HOME: '/xdg' }, platform: 'darwin' }],
    ['on macOS with JUPYTER_DATA_DIR', { env: { JUPYTER_DATA_DIR: '/data' }, platform: 'darwin' }],
  ];
  let witness: { user: string; all: string[] }[];

  beforeAll(() => {
    const input = JSON.stringify(
      cases.map(([, each]) => ({ ...each, prefix, env: { ...each.env, HOME: home } })),
    );
    witness = JSON.parse(
      execFileSync(venvPython(), [join(__dirname, 'jupyter_paths.py')], { input, encoding: 'utf8' }),
    );
  }, 60_000);

  test.each(cases.map(([title], i) => [title, i] as const))('%s', (_, i) => {
    const { env, platform, active } = cases[i][1];
    const ours = machine(env, platform);
    expect(userDataFolder(ours)).toBe(witness[i].user);
    // An active environment says so by VIRTUAL_ENV, which has to be there.
    const searched = searchedDataFolders(
      active ? machine({ ...env, VIRTUAL_ENV: home }, platform) : ours,
    ).map((folder) => (folder === join(home, 'share/jupyter') ? join(prefix, 'share/jupyter') : folder));
    expect(searched).toEqual(witness[i].all);
  });
});

describe('on Windows', () => {
  const windows = (env: Machine['env']) =>
    userDataFolder({ platform: 'win32', env, home: 'C:\\Users\\ada', pythonPrefix: () => undefined });

  // Paths of https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
  test.each([
    [{ APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, 'C:\\Users\\ada\\AppData\\Roaming\\jupyter'],
    [{ JUPYTER_DATA_DIR: 'D:\\data', APPDATA: 'C:\\Roaming' }, 'D:\\data'],
    [{}, 'C:\\Users\\ada\\.jupyter\\data'],
    [
      { JUPYTER_PLATFORM_DIRS: '1', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      'C:\\Users\\ada\\AppData\\Local\\Jupyter',
    ],
  ])('%j means %s', (env, folder) => {
    expect(windows(env)).toBe(folder);
  });
});

describe('the Python environment', () => {
  test('is the active one, be it of venv or of conda', () => {
    for (const name of ['VIRTUAL_ENV', 'CONDA_PREFIX'])
      expect(environmentDataFolder(machine({ [name]: home }))).toBe(join(home, 'share/jupyter'));
  });

  test('is that of the Python in PATH where none is active', () => {
    expect(environmentDataFolder(machine({}))).toBe(join(prefix, 'share/jupyter'));
  });

  test('that is active by name only is an error', () => {
    expect(() => environmentDataFolder(machine({ VIRTUAL_ENV: '/gone' }))).toThrow(
      'VIRTUAL_ENV names the Python environment /gone, which is not there.',
    );
  });

  test('is asked for where there is no Python', () => {
    const bare = { ...machine({}), pythonPrefix: () => undefined };
    expect(() => environmentDataFolder(bare)).toThrow('give its folder: `--prefix DIR`');
    expect(searchedDataFolders(bare)).toEqual([
      join(home, '.local/share/jupyter'),
      '/usr/local/share/jupyter',
      '/usr/share/jupyter',
    ]);
  });
});
