import { types } from 'node:util';
import { isThenable } from './bundle';
import { current } from './current';
import { KeyboardInterrupt } from './errors';
import { hasMail } from './mail';
import { native } from './native';

/** The promises that cells wait for, with the way to reject each; settled ones are swept out now and then. */
const waiting = new native.Map<Promise<unknown>, (reason: unknown) => void>();
const smallest = 32;
let sweepAt = smallest;

/** Cells that went on after an interrupt: each stops for good at its next await. */
const abandoned = new native.Set<number>();
const never = new native.Promise<never>(() => {});

/**
 * What a cell awaits, made interruptible. A value, and a promise that is settled already, pass unchanged, so
 * the order of microtasks is Node's; a pending promise costs one more microtask when it settles. While a comm
 * message waits, the cell gives it its turn.
 */
export function guard(awaited: unknown): unknown {
  if (abandoned.size > 0 && abandoned.has(current.cell)) return never;
  if (hasMail()) return afterMail(awaited);
  if (!isThenable(awaited)) return awaited;
  const isPromise = types.isPromise(awaited);
  if (isPromise && isSettled(awaited)) return awaited;
  let rejectGuarded: (reason: unknown) => void = () => {};
  // V8 writes async frames through a promise's own resolving functions, while it has a single reaction: nothing
  // else may be chained to either promise.
  const guarded = new native.Promise((resolve, reject) => {
    rejectGuarded = reject;
    if (isPromise) native.settle(awaited as Promise<unknown>, resolve, reject);
    else native.settle(native.Promise.resolve(), () => call(awaited, resolve, reject), reject);
  });
  remember(guarded, rejectGuarded);
  return guarded;
}

/** Like `guard`, after the comm messages that wait: the event loop takes them between two of its turns. */
function afterMail(awaited: unknown): Promise<unknown> {
  let rejectGuarded: (reason: unknown) => void = () => {};
  const guarded = new native.Promise((resolve, reject) => {
    rejectGuarded = reject;
    const later =
      <V>(settle: (value: V) => void) =>
      (value: V) =>
        native.setImmediate(() => native.setImmediate(() => settle(value)));
    const [fulfil, fail] = [later(resolve), later(reject)];
    if (types.isPromise(awaited)) native.settle(awaited, fulfil, fail);
    else if (isThenable(awaited))
      native.settle(native.Promise.resolve(), () => call(awaited, fulfil, fail), fail);
    else fulfil(awaited);
  });
  remember(guarded, rejectGuarded);
  return guarded;
}

function remember(guarded: Promise<unknown>, reject: (reason: unknown) => void): void {
  if (waiting.size >= sweepAt) sweep();
  waiting.set(guarded, reject);
}

function sweep(): void {
  for (const promise of waiting.keys()) if (isSettled(promise)) waiting.delete(promise);
  sweepAt = Math.max(smallest, 2 * waiting.size);
}

function call(
  thenable: PromiseLike<unknown>,
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
): void {
  try {
    thenable.then(resolve, reject);
  } catch (error) {
    reject(error);
  }
}

/** On one line, also with the symbols that AsyncLocalStorage puts on promises. */
const shallow = {
  depth: 0,
  customInspect: false,
  maxStringLength: 0,
  maxArrayLength: 0,
  colors: false,
  breakLength: Number.POSITIVE_INFINITY,
};

/** Node tells a promise's state to nobody but its inspector. */
function isSettled(promise: object): boolean {
  return !native.inspect(promise, shallow).includes('{ <pending>');
}

/** The iterable of a `for await`, with each step made interruptible. */
export function guardIterable(iterable: AsyncIterable<unknown>): AsyncIterable<unknown> {
  const open = iterable?.[Symbol.asyncIterator];
  if (typeof open !== 'function') return iterable;
  return {
    [Symbol.asyncIterator]() {
      const iterator = open.call(iterable);
      return {
        next: (value) => guard(iterator.next(value)) as Promise<IteratorResult<unknown>>,
        return: (value) =>
          (iterator.return?.(value) ?? { done: true, value: undefined }) as Promise<IteratorResult<unknown>>,
      };
    },
  };
}

/** Stops cell `id` for good where it next awaits. */
export function abandonAwaits(id: number): void {
  abandoned.add(id);
}

/** Rejects every pending await with KeyboardInterrupt. */
export function interruptAwaits(): void {
  const rejecting = [...waiting.values()];
  waiting.clear();
  for (const reject of rejecting) reject(new KeyboardInterrupt());
}
