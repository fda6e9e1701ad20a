import { inspect } from 'node:util';
import { receiveMessageOnPort } from 'node:worker_threads';

const NativePromise = globalThis.Promise;
const { then } = NativePromise.prototype;
const { apply } = Reflect;

/** What the kernel needs of Node and JavaScript, as it was before any cell could change or shadow it. */
export const native = {
  Promise: NativePromise,
  setImmediate: globalThis.setImmediate,
  setTimeout: globalThis.setTimeout,
  inspect,
  receive: receiveMessageOnPort,
  log: (process as unknown as { _rawDebug(...parts: unknown[]): void })._rawDebug,
  kill: process.kill.bind(process),
  nextTick: process.nextTick.bind(process),
  /** `promise.then`, whatever a cell has done to it. */
  settle<T>(
    promise: Promise<T>,
    fulfilled: (value: T) => unknown,
    rejected: (reason: unknown) => unknown,
  ): void {
    apply(then, promise, [fulfilled, rejected]);
  },
};
