import { promisify } from 'node:util';
import { backToRunning, current } from './current';
import { native } from './native';

type Callback = (...parameters: unknown[]) => void;
type Starter = (callback: Callback, ...parameters: unknown[]) => unknown;

const pairs = [
  ['setTimeout', 'clearTimeout'],
  ['setInterval', 'clearInterval'],
  ['setImmediate', 'clearImmediate'],
] as const;

/** Timers that have not fired, with the cell that started each and the way to clear it. */
const active = new native.Map<unknown, { cell: number; isImmediate: boolean; clear(): void }>();

/**
 * Makes the global timers known to the kernel, so that an interrupt can clear them and that what a callback
 * prints belongs to the cell that started the timer. (A callback that throws is still that cell's while the error
 * is shown.)
 */
export function installTimers(): void {
  for (const [start, stop] of pairs) {
    const startNative = globalThis[start] as unknown as Starter;
    const stopNative = globalThis[stop] as (handle: unknown) => void;
    const repeats = start === 'setInterval';
    const isImmediate = start === 'setImmediate';
    const wrapped = function (this: unknown, callback: Callback, ...parameters: unknown[]) {
      if (typeof callback !== 'function') return startNative(callback, ...parameters);
      const { cell } = current;
      const handle = startNative(
        function (this: unknown, ...received: unknown[]) {
          if (!repeats) active.delete(handle);
          current.cell = cell;
          callback.apply(this, received);
          backToRunning();
        },
        ...parameters,
      );
      active.set(handle, { cell, isImmediate, clear: () => stopNative(handle) });
      return handle;
    };
    Object.defineProperty(wrapped, promisify.custom, {
      value: (startNative as unknown as Record<symbol, unknown>)[promisify.custom],
    });
    Object.defineProperty(wrapped, 'name', { value: start });
    Reflect.set(globalThis, start, wrapped);
    const clear = (handle: unknown) => {
      active.delete(handle);
      stopNative(handle);
    };
    Object.defineProperty(clear, 'name', { value: stop });
    Reflect.set(globalThis, stop, clear);
  }
}

/** Clears the timers of one cell, or of all; the callbacks of `setImmediate` are kept on demand. */
export function clearTimers(cell: number | undefined, keepImmediates: boolean): void {
  for (const [handle, timer] of active) {
    if (keepImmediates && timer.isImmediate) continue;
    if (cell !== undefined && timer.cell !== cell) continue;
    timer.clear();
    active.delete(handle);
  }
}
