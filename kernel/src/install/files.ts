import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file so that nobody ever reads half of it. */
export function writeWhole(path: string, content: string | Buffer): void {
  const partial = `${path}.${process.pid}`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
