import { type Displayable, displaySymbol } from '../show/displayable';

/** Where tensors are computed, fastest first. */
export const backendNames = ['native', 'webgpu', 'wasm', 'cpu'] as const;

/** `native` is the TensorFlow library through tfjs-node; `cpu` is plain JavaScript. */
export type BackendName = (typeof backendNames)[number];

/** What a backend says of itself once it runs. */
export interface Started {
  /** What computes: `CPU`, or the name of a graphics processor. */
  device: string;
  /** Version of the library that computes. */
  version: string;
  /** Threads that one operation may use; undefined where the device decides. */
  threads?: number;
}

/** Which backend runs, on what, and why no faster one does; shows itself as one line. */
export interface BackendReport extends Started, Displayable {
  readonly name: BackendName;
  /** Why this one: it is the fastest, was asked for, or what the faster ones lack. */
  readonly reason: string;
}

/** Puts the report into words. */
export function report(name: BackendName, started: Started, reason: string): BackendReport {
  const { device, version, threads } = started;
  const library = {
    native: 'TensorFlow',
    webgpu: 'TensorFlow.js',
    wasm: 'TensorFlow.js',
    cpu: 'TensorFlow.js',
  }[name];
  const parallel = threads === undefined ? '' : `, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const line = `Backend: ${name} (${library} ${version}) on ${device}${parallel}. ${reason}`;
  return Object.freeze({ name, ...started, reason, [displaySymbol]: () => ({ 'text/plain': line }) });
}
