import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isThere, readIfThere } from './files.mjs';
import { missingNpm } from './prerequisites.mjs';
import { run } from './run.mjs';

/** npm's own pauses between tries add up to more than a minute before it says that there is no network. */
const IMPATIENT = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];

/**
 * The npm packages of package-lock.json. `npm ci` removes the old ones before it knows whether it can get the new:
 * so it works in a folder of its own, and the result is moved into place.
 * @param {import('./context.mjs').Context} context
 * @returns {import('./steps.mjs').Step}
 */
export function packagesStep(context) {
  const { root, work, env, log } = context;
  return {
    name: 'packages',
    doing: 'npm packages',
    isCurrent: () => areInstalled(root),
    missing: () => missingNpm(context),
    space: [{ folder: root, bytes: 1.0e9 }],
    async run() {
      /** @type {string[]} */
      const workspaces = readJson(join(root, 'package.json')).workspaces ?? [];
      const staging = join(work, 'packages');
      rmSync(staging, { recursive: true, force: true });
      for (const file of [
        'package-lock.json',
        '.npmrc',
        ...['', ...workspaces].map((at) => join(at, 'package.json')),
        // npm links no command whose program is not there.
        ...workspaces.flatMap((at) => programsOf(join(root, at)).map((program) => join(at, program))),
      ]) {
        if (isThere(join(root, file))) copy(join(root, file), join(staging, file));
      }
      await run(
        'npm',
        ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...IMPATIENT],
        {
          cwd: staging,
          env,
          log,
          failure: 'The npm packages could not be installed.',
        },
      );
      for (const place of ['', ...workspaces]) {
        replace(
          join(root, place, 'node_modules'),
          join(staging, place, 'node_modules'),
          join(work, 'replaced'),
        );
      }
      rmSync(staging, { recursive: true, force: true });
    },
  };
}

/**
 * Whether node_modules holds the packages of the lock file: npm writes a lock file of its own into it, last.
 * @param {string} root
 */
export function areInstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json')).packages ?? {};
  const there = readJson(join(root, 'node_modules/.package-lock.json')).packages;
  if (!there) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const installed = there[path];
    if (!installed) return entry.optional === true && !isForThisMachine(entry);
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

/** @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry */
function isForThisMachine({ os, cpu, libc }) {
  return matches(os, process.platform) && matches(cpu, process.arch) && !libc;
}

/**
 * @param {string[] | undefined} allowed names, those with `!` before them excluded
 * @param {string} name
 */
function matches(allowed, name) {
  if (!allowed) return true;
  return (
    allowed.includes(name) ||
    (allowed.every((other) => other.startsWith('!')) && !allowed.includes(`!${name}`))
  );
}

/** @param {string} folder */
function programsOf(folder) {
  return Object.values(readJson(join(folder, 'package.json')).bin ?? {});
}

/**
 * @param {string} target
 * @param {string} source nothing there when nothing has to be at the target
 * @param {string} attic where the old one goes until it is removed
 */
function replace(target, source, attic) {
  rmSync(attic, { recursive: true, force: true });
  if (isThere(target)) renameSync(target, attic);
  if (isThere(source)) renameSync(source, target);
  rmSync(attic, { recursive: true, force: true });
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

/** @param {string} path */
const readJson = (path) => JSON.parse(readIfThere(path) ?? '{}');
