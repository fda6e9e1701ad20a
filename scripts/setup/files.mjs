import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file so that nobody ever reads half of it.
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/**
 * @param {string} path
 * @param {string} text
 */
export function hasText(path, text) {
  return readIfThere(path) === text;
}

/**
 * The text of a file, undefined where there is none.
 * @param {string} path
 */
export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * A stamp says what a folder was made from. It lies inside that folder, and is written last: so it goes when the
 * folder goes, and where it is, the folder is whole.
 * @param {unknown} inputs
 */
export const stampText = (inputs) => `${JSON.stringify(inputs, null, 2)}\n`;

/** @param {string} text */
export const hashOfText = (text) => createHash('sha256').update(text).digest('hex');

/** @param {string} path */
export async function hashOfFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * The files of a folder and the folders in it, sorted; node_modules and dist are left out.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesBelow(path);
    });
}

/** @param {string} path */
export const isThere = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined;
