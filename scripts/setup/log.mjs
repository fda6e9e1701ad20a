import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 2_000_000;

/**
 * What the tools print goes to a file, so that the terminal keeps one line a step.
 * @typedef {{ path: string, write: (text: string) => void }} Log
 */

/**
 * @param {string} path
 * @returns {Log}
 */
export function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
  return {
    path,
    write(text) {
      try {
        appendFileSync(path, text);
      } catch (error) {
        // A full disk fails the step that filled it, with its own message.
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOSPC') throw error;
      }
    },
  };
}
