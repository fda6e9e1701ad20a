import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { current } from './current';
import { print } from './output';
import type { Wire } from './wire';

let opened = 0;

/**
 * A file for what a child prints while this thread waits for it. The wire thread shows what is written and
 * removes the file; output that something in the notebook captures is shown from here, at the end.
 */
export function openFollowed(wire: Wire, name: 'stdout' | 'stderr', isCaptured: boolean) {
  const path = join(tmpdir(), `optlab-kernel-${process.pid}-${++opened}-${name}`);
  // Exclusively, and for its owner alone: others may write into the folder.
  const descriptor = openSync(path, 'wx', 0o600);
  const { cell: id } = current;
  if (!isCaptured) wire.post({ type: 'follow', id, name, path });
  return {
    descriptor,
    finish() {
      closeSync(descriptor);
      if (!isCaptured) {
        wire.post({ type: 'followed', path });
        return;
      }
      print(wire, name, readFileSync(path, 'utf8'));
      rmSync(path, { force: true });
    },
  };
}
