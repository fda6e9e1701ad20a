import { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import type { Readable } from 'node:stream';
import { sinkOf } from './capture';
import { openFollowed } from './child-files';
import { current } from './current';
import { native } from './native';
import { print } from './output';
import type { Wire } from './wire';

/** What the kernel prints a child's output as, by the file descriptor that the child would have inherited. */
const streams = { 1: 'stdout', 2: 'stderr' } as const;
type Descriptor = keyof typeof streams;

/** One place in a child's `stdio`, as programs write it. */
type Slot = 'inherit' | 'pipe' | 'ignore' | number | { fd?: unknown } | null | undefined;
/** The same as Node hands it to its own code for synchronous children. */
type SyncSlot = { type: string; fd?: number };

/** A stream whose end Node counts before the child's event `close`. */
type Spawn = (this: Child, options: { stdio?: string | Slot[] }) => number;
type Child = Omit<ChildProcess, 'stdio'> & { stdio?: (Readable | null)[]; _closesNeeded?: number };
type SpawnSync = (options: { stdio?: SyncSlot[] }) => unknown;

/** Bytes that are taken at once from a pipe whose writer has ended: more than any system's pipe holds. */
const drained = 1 << 20;
const { readSync } = fs;

/**
 * Children that inherit the standard streams would print to the terminal that started Jupyter. Their output goes
 * to the cell instead, and the program sees what it would see otherwise: no streams of the child, everything
 * printed by the time that it exits. Both changes are below all functions of `child_process`, however imported.
 */
export function installChildren(wire: Wire): void {
  redirect(wire);
  redirectSynchronous(wire);
}

function redirect(wire: Wire): void {
  const prototype = ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const stdio = slotsOf(options?.stdio);
    const inherited = stdio?.map(inheritedBy);
    if (!stdio || !inherited?.some((descriptor) => descriptor !== undefined))
      return spawn.call(this, options);
    const passed = stdio.map((slot, i) => (inherited[i] === undefined ? slot : replacement(inherited[i])));
    const failure = spawn.call(this, { ...options, stdio: passed });
    inherited.forEach((descriptor, i) => {
      if (descriptor === 1 || descriptor === 2) follow(wire, this, i, streams[descriptor]);
    });
    return failure;
  };
}

/** There is no end to read to on the server's standard input, so a child finds its end at once. */
function replacement(descriptor: number): Slot {
  return descriptor === 0 ? 'ignore' : 'pipe';
}

function slotsOf(stdio: string | Slot[] | undefined): Slot[] | undefined {
  if (stdio === 'inherit') return ['inherit', 'inherit', 'inherit'];
  return Array.isArray(stdio) ? stdio : undefined;
}

function inheritedBy(slot: Slot, index: number): number | undefined {
  const descriptor = slot === 'inherit' ? index : typeof slot === 'object' ? slot?.fd : slot;
  return isStandard(descriptor) ? descriptor : undefined;
}

function isStandard(descriptor: unknown): descriptor is 0 | Descriptor {
  return descriptor === 0 || descriptor === 1 || descriptor === 2;
}

/** Prints what comes through the pipe in place `index`, under the cell that started the child. */
function follow(wire: Wire, child: Child, index: number, name: 'stdout' | 'stderr'): void {
  const stream = child.stdio?.[index];
  if (!child.stdio || !stream) return;
  child.stdio[index] = null;
  if (index === 1) child.stdout = null;
  if (index === 2) child.stderr = null;
  // As without a pipe, `close` follows `exit`, also when a grandchild goes on writing.
  if (typeof child._closesNeeded === 'number') {
    stream.removeAllListeners('close');
    child._closesNeeded--;
  }
  const { cell } = current;
  const decoder = new TextDecoder();
  const show = (bytes: Uint8Array) => {
    const before = current.cell;
    current.cell = cell;
    print(wire, name, decoder.decode(bytes, { stream: true }));
    current.cell = before;
  };
  stream.on('data', show);
  stream.on('error', () => {});
  child.prependListener('exit', () => drain(stream, show));
}

/** What the child wrote last is still in the pipe when its end is told. */
function drain(stream: Readable, show: (bytes: Uint8Array) => void): void {
  const { _handle: handle } = stream as { _handle?: { fd?: number } | null };
  if (handle?.fd === undefined || handle.fd < 0) return;
  const buffer = Buffer.alloc(65_536);
  try {
    for (let total = 0; total < drained; ) {
      const length = readSync(handle.fd, buffer);
      if (length === 0) return;
      show(buffer.subarray(0, length));
      total += length;
    }
  } catch {
    // The pipe is empty, and a grandchild holds it open.
  }
}

/**
 * A pipe would keep `spawnSync` waiting for grandchildren that hold it open, and limit the output. So the child
 * writes into files, which the wire thread shows as they grow.
 */
function redirectSynchronous(wire: Wire): void {
  const binding = native.binding('spawn_sync') as { spawn?: SpawnSync } | undefined;
  const spawn = binding?.spawn;
  if (!binding || !spawn) return;
  binding.spawn = (options) => {
    const inherited = options.stdio?.map((slot, i) => (slot.type === 'inherit' ? i : slot.fd));
    if (!options.stdio || !inherited?.some(isStandard)) return spawn(options);
    const isCaptured = sinkOf(current.cell) !== undefined;
    const files = new native.Map<Descriptor, ReturnType<typeof openFollowed>>();
    const stdio = options.stdio.map((slot, i): SyncSlot => {
      const descriptor = inherited[i];
      if (!isStandard(descriptor)) return slot;
      if (descriptor === 0) return { type: 'ignore' };
      const file = files.get(descriptor) ?? openFollowed(wire, streams[descriptor], isCaptured);
      files.set(descriptor, file);
      return { type: 'fd', fd: file.descriptor };
    });
    try {
      return spawn({ ...options, stdio });
    } finally {
      for (const file of files.values()) file.finish();
    }
  };
}
