import { inspect } from 'node:util';
import { receiveMessageOnPort } from 'node:worker_threads';

const NativePromise = globalThis.Promise;
const { then } = NativePromise.prototype;
const { apply } = Reflect;
const { add, load, notify, store, sub, wait } = Atomics;

type Collections = MapConstructor | SetConstructor | WeakMapConstructor | WeakSetConstructor;

/** A class that keeps its methods, whatever a cell does to those of its parent. */
function keeping<C extends Collections>(Class: C): C {
  const Kept = class extends (Class as MapConstructor) {};
  for (const key of Reflect.ownKeys(Class.prototype)) {
    const method = Object.getOwnPropertyDescriptor(Class.prototype, key);
    if (method && key !== 'constructor') Object.defineProperty(Kept.prototype, key, method);
  }
  return Kept as unknown as C;
}

/** What the kernel needs of Node and JavaScript, as it was before any cell could change or shadow it. */
export const native = {
  Promise: NativePromise,
  Map: keeping(globalThis.Map),
  Set: keeping(globalThis.Set),
  WeakMap: keeping(globalThis.WeakMap),
  WeakSet: keeping(globalThis.WeakSet),
  atomics: { add, load, notify, store, sub, wait },
  setImmediate: globalThis.setImmediate,
  setTimeout: globalThis.setTimeout,
  inspect,
  /** Parts of Node that it does not promise to keep: absent in versions that lack them. */
  binding(name: string): unknown {
    try {
      const { binding } = process as unknown as { binding?(name: string): unknown };
      return binding?.call(process, name);
    } catch {
      return undefined;
    }
  },
  receive: receiveMessageOnPort,
  log: (process as unknown as { _rawDebug(...parts: unknown[]): void })._rawDebug,
  kill: process.kill.bind(process),
  nextTick: process.nextTick.bind(process),
  apply,
  /** `promise.then`, whatever a cell has done to it. */
  settle<T>(
    promise: Promise<T>,
    fulfilled: (value: T) => unknown,
    rejected: (reason: unknown) => unknown,
  ): void {
    apply(then, promise, [fulfilled, rejected]);
  },
};
