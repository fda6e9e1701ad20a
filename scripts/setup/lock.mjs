import { linkSync, mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readIfThere } from './files.mjs';

const TAKEOVER_SECONDS = 10;

/**
 * One set-up at a time works in a folder. The lock is a file that names its holder; one whose holder is gone
 * (killed, or the machine was restarted) is taken over.
 * @param {string} path
 * @param {{ onWait?: (holder: string) => void, interval?: number }} [options]
 * @returns {Promise<() => void>} releases the lock
 */
export async function acquireLock(path, { onWait = () => {}, interval = 300 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify(identity(process.pid));
  let told = false;
  while (!create(path, mine)) {
    const holder = readIfThere(path);
    if (holder !== undefined && !isAlive(holder)) {
      takeOver(path, mine);
      if (readIfThere(path) === mine) break;
    } else if (holder !== undefined && !told) {
      onWait(holder);
      told = true;
    }
    await pause(interval);
  }
  return () => {
    if (readIfThere(path) === mine) rmSync(path, { force: true });
  };
}

/**
 * Creates the file with its content in one step; false where there is one already.
 * @param {string} path
 * @param {string} text
 */
function create(path, text) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, text);
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(own);
  }
}

/**
 * Replaces a dead holder's lock. Two processes that find it dead at once must not remove each other's new lock,
 * so this is done under a second lock, held for a moment.
 * @param {string} path
 * @param {string} mine
 */
function takeOver(path, mine) {
  const guard = `${path}.takeover`;
  const age = (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())) / 1000;
  if (age > TAKEOVER_SECONDS) rmSync(guard, { force: true });
  if (!create(guard, mine)) return;
  try {
    const holder = readIfThere(path);
    if (holder !== undefined && isAlive(holder)) return;
    rmSync(path, { force: true });
    create(path, mine);
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * A process number is used again some time; with the time at which it started it is unique.
 * @param {number} pid
 */
const identity = (pid) => ({ pid, host: hostname(), started: startOf(pid) });

/** @param {string} holder */
function isAlive(holder) {
  let known;
  try {
    known = JSON.parse(holder);
  } catch {
    return false;
  }
  if (known.host !== hostname()) return true;
  try {
    process.kill(known.pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
  return known.started === startOf(known.pid);
}

/**
 * Field 22 of Linux's /proc/PID/stat; elsewhere the process number has to do.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return null;
  }
}
