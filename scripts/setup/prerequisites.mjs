import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { isThere, readIfThere } from './files.mjs';
import { execute } from './run.mjs';

/** @typedef {Pick<import('./context.mjs').Context, 'env' | 'platform'>} Machine */

/** @type {Record<string, Record<'debian' | 'fedora' | 'darwin', string>>} */
const INSTALL = {
  npm: { debian: 'sudo apt install npm', fedora: 'sudo dnf install nodejs-npm', darwin: 'brew install node' },
  python: {
    debian: 'sudo apt install python3 python3-venv',
    fedora: 'sudo dnf install python3',
    darwin: 'brew install python',
  },
  venv: {
    debian: 'sudo apt install python3-venv',
    fedora: 'sudo dnf install python3',
    darwin: 'brew install python',
  },
  compiler: {
    debian: 'sudo apt install g++',
    fedora: 'sudo dnf install gcc-c++',
    darwin: 'xcode-select --install',
  },
};

/**
 * How to get a tool here; for an unknown system, how on each of the known ones.
 * @param {keyof typeof INSTALL} tool
 * @param {Machine} machine
 */
export function howToGet(tool, { platform }, osRelease = readIfThere('/etc/os-release') ?? '') {
  const { debian, fedora, darwin } = INSTALL[tool];
  const family = /^(?:ID|ID_LIKE)=.*?(debian|ubuntu|fedora|rhel)/m.exec(osRelease)?.[1];
  if (platform === 'darwin') return `\`${darwin}\``;
  if (platform === 'linux' && family) return `\`${/debian|ubuntu/.test(family) ? debian : fedora}\``;
  return `Debian, Ubuntu: \`${debian}\`; Fedora: \`${fedora}\`; macOS: \`${darwin}\``;
}

/**
 * The path of the first of these programs that PATH leads to.
 * @param {string[]} names
 * @param {Machine} machine
 */
export function findProgram(names, { env }) {
  return names
    .flatMap((name) =>
      name.includes('/') ? [name] : (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
    )
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {Machine} machine */
export function findCompiler(machine) {
  const { CXX } = machine.env;
  return findProgram(CXX ? [CXX] : ['g++', 'c++', 'clang++'], machine);
}

/** @param {Machine} machine */
export function missingCompiler(machine) {
  if (findCompiler(machine)) return [];
  return [
    `A C++ compiler is missing, which builds the native TensorFlow binding: ${howToGet('compiler', machine)} (or go on without it, slower: \`OPTLAB_TF=none\`).`,
  ];
}

/** @param {Machine} machine */
export function missingNpm(machine) {
  return findProgram(['npm'], machine) ? [] : [`npm is missing: ${howToGet('npm', machine)}.`];
}

const OLDEST_PYTHON = [3, 10];
const ASK_PYTHON = `
import sys
try:
    import venv, ensurepip
    whole = 1
except ImportError:
    whole = 0
print(sys.version_info[0], sys.version_info[1], whole)`;

/**
 * The first Python that is new enough and can make an environment with pip; else what is wrong with those there are.
 * @param {Machine} machine
 * @returns {Promise<{ python: string } | { missing: string[] }>}
 */
export async function findPython(machine) {
  const named = machine.env.OPTLAB_PYTHON;
  const names = named
    ? [named]
    : ['python3', ...['14', '13', '12', '11', '10'].map((minor) => `python3.${minor}`)];
  let withoutVenv;
  let tooOld;
  for (const name of names) {
    const python = findProgram([name], machine);
    if (!python) continue;
    const { code, stdout } = await execute(python, ['-c', ASK_PYTHON], { env: machine.env });
    if (code !== 0) continue;
    const [major, minor, whole] = stdout.trim().split(' ').map(Number);
    const version = `${major}.${minor}`;
    if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1]))
      tooOld ??= version;
    else if (!whole) withoutVenv ??= version;
    else return { python };
  }
  if (withoutVenv) {
    return {
      missing: [
        `Python ${withoutVenv} is here without its modules venv and pip (ensurepip): ${howToGet('venv', machine)}.`,
      ],
    };
  }
  const found = tooOld ? `, and ${tooOld} is the newest found` : '';
  return {
    missing: [
      `Python ${OLDEST_PYTHON.join('.')} or newer is needed${found}: ${howToGet('python', machine)}.`,
    ],
  };
}

/**
 * @param {{ folder: string, bytes: number }[]} plans
 * @param {(folder: string) => { device: string, free: number }} [look]
 */
export function missingSpace(plans, look = freeSpace) {
  /** @type {Map<string, { folder: string, bytes: number, free: number }>} */
  const devices = new Map();
  for (const { folder, bytes } of plans) {
    const { device, free } = look(folder);
    const known = devices.get(device);
    devices.set(device, { folder, free, bytes: bytes + (known?.bytes ?? 0) });
  }
  return [...devices.values()]
    .filter(({ bytes, free }) => free < bytes)
    .map(
      ({ folder, bytes, free }) =>
        `The disk is too full: ${gigabytes(bytes)} are needed in ${folder}, and ${gigabytes(free)} are free.`,
    );
}

/** @param {string} folder */
function freeSpace(folder) {
  let there = folder;
  while (!isThere(there)) there = dirname(there);
  const { bsize, bavail } = statfsSync(there);
  return { device: String(statSync(there).dev), free: bavail * bsize };
}

/** @param {number} bytes */
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
