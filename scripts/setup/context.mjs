import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLog } from './log.mjs';

/**
 * All that a step needs to know about where it runs.
 * @typedef {object} Context
 * @property {string} root the repository
 * @property {string} work the set-up's own folder in it: markers, the lock, things half done
 * @property {string} cache large downloads, shared by all copies of the repository
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {import('./log.mjs').Log} log
 */

/**
 * @param {Partial<Context>} [given]
 * @returns {Context}
 */
export function makeContext(given = {}) {
  const root = given.root ?? fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
  const env = given.env ?? process.env;
  return {
    root,
    work: join(root, '.cache/setup'),
    cache: cacheFolder(env),
    env,
    platform: process.platform,
    arch: process.arch,
    log: given.log ?? openLog(join(root, '.cache/setup.log')),
    ...given,
  };
}

/** @param {NodeJS.ProcessEnv} env */
function cacheFolder({ OPTLAB_CACHE, XDG_CACHE_HOME, HOME }) {
  if (OPTLAB_CACHE) return resolve(OPTLAB_CACHE);
  return join(XDG_CACHE_HOME || join(HOME || homedir(), '.cache'), 'optlab');
}
