import { types } from 'node:util';
import { isThenable } from './bundle';
import { KeyboardInterrupt } from './errors';
import { native } from './native';

/** Rejects the awaits that wait now; an interrupt calls all of them. */
const waiting = new Set<(reason: unknown) => void>();

/**
 * What a cell awaits, made interruptible. A value, and a promise that is settled already, pass unchanged, so
 * the order of microtasks is Node's; a pending promise costs one more microtask when it settles.
 */
export function guard(awaited: unknown): unknown {
  if (!isThenable(awaited)) return awaited;
  const isPromise = types.isPromise(awaited);
  if (isPromise && isSettled(awaited)) return awaited;
  let interrupt: ((reason: unknown) => void) | undefined;
  const guarded = new native.Promise((resolve, reject) => {
    interrupt = reject;
    // V8 follows a promise's own resolving functions when it writes the async frames of a stack trace.
    if (isPromise) native.settle(awaited as Promise<unknown>, resolve, reject);
    else native.settle(native.Promise.resolve(), () => call(awaited, resolve, reject), reject);
  });
  if (interrupt) {
    const forget = interrupt;
    waiting.add(forget);
    native.settle(
      guarded,
      () => waiting.delete(forget),
      () => waiting.delete(forget),
    );
  }
  return guarded;
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

const shallow = { depth: 0, customInspect: false, maxStringLength: 0, maxArrayLength: 0, colors: false };

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

/** Rejects every pending await with KeyboardInterrupt. */
export function interruptAwaits(): void {
  const rejecting = [...waiting];
  waiting.clear();
  for (const reject of rejecting) reject(new KeyboardInterrupt());
}
