import { Control, endHandled } from '../shared/control';
import { describeError } from './errors';
import { native } from './native';
import { print } from './output';
import type { Wire } from './wire';

let isEnding = false;
const emit = process.emit.bind(process) as (event: 'exit', code: number) => boolean;

/**
 * The last thing that this thread does: the cells' own `exit` handlers run, then the thread sleeps until the wire
 * has sent what is still to be sent and ends the process. Node's own way out, which takes down each thread's
 * environment, is not used: native code that is still at work there (sockets, TensorFlow's thread pool) fails on it.
 */
export function endProcess(wire: Wire): void {
  if (isEnding) return;
  isEnding = true;
  native.atomics.store(wire.control, Control.interruptHandled, endHandled);
  try {
    emit('exit', 0);
  } catch (error) {
    print(wire, 'stderr', `Uncaught at exit: ${describeError(error).traceback.join('\n')}\n`);
  }
  wire.post({ type: 'ended' });
  native.atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
