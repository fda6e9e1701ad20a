import { backToRunning, cellOf, current } from './current';
import { describeError, KeyboardInterrupt } from './errors';
import { native } from './native';
import { print } from './output';
import type { Wire } from './wire';

function has(list: readonly unknown[], searched: unknown): boolean {
  for (let i = 0; i < list.length; i++) if (list[i] === searched) return true;
  return false;
}

/** Thrown by `process.exit` in a cell. */
class ProcessExit extends Error {
  override readonly name = 'ProcessExit';
}

/** Signals to the kernel itself that do not end it. */
const harmless = new native.Set<unknown>([0, 'SIGINT', 2, 'SIGWINCH', 'SIGCONT', 'SIGCHLD', 'SIGURG']);

/**
 * Keeps a cell from ending the kernel by accident, and shows errors that no cell caught. The function returned
 * puts back what a cell has removed.
 */
export function guardProcess(wire: Wire): () => void {
  const refuseExit = (code: unknown = 0): never => {
    throw new ProcessExit(
      `process.exit(${String(code)}) does not end a notebook; use "Restart Kernel" in the Kernel menu.`,
    );
  };
  const refuseAbort = (): never => {
    throw new ProcessExit('process.abort() would end the kernel without a word; use "Restart Kernel".');
  };
  const kill = process.kill.bind(process);
  const killOther = (pid: number, signal?: string | number): true => {
    if (pid === process.pid && !harmless.has(signal)) {
      throw new ProcessExit(
        `process.kill(process.pid, ${JSON.stringify(signal ?? 'SIGTERM')}) would end the kernel; use "Restart Kernel".`,
      );
    }
    return kill(pid, signal);
  };
  Object.assign(process, {
    exit: refuseExit,
    reallyExit: refuseExit,
    abort: refuseAbort,
    kill: killOther,
  });

  const show = (title: string, error: unknown) => {
    try {
      if (!(error instanceof KeyboardInterrupt)) report(title, error);
    } catch {
      // What throws here, because a cell has replaced what printing needs, would end the process.
    }
    backToRunning();
  };
  const report = (title: string, error: unknown) => {
    print(wire, 'stderr', `${title} ${describeError(error).traceback.join('\n')}\n`);
  };
  const handlers: [event: string, handler: (value: unknown, promise?: unknown) => void][] = [
    ['uncaughtException', (error) => show('Uncaught in the background:', error)],
    [
      'unhandledRejection',
      (reason, promise) => {
        current.cell = cellOf(promise as object);
        show('Unhandled promise rejection:', reason);
      },
    ],
    // Interrupts come as messages; Ctrl-C in the server's terminal is not meant for the kernel.
    ['SIGINT', () => {}],
  ];
  const on = process.on.bind(process);
  const listeners = process.listeners.bind(process);
  const keep = () => {
    // By indices: a cell may have replaced the methods and the iterator of arrays.
    for (let i = 0; i < handlers.length; i++) {
      const { 0: event, 1: handler } = handlers[i];
      if (!has(listeners(event as NodeJS.Signals), handler)) on(event, handler);
    }
  };
  keep();
  const removeAll = process.removeAllListeners.bind(process);
  const internal = new native.Set<string | symbol>(['newListener', 'removeListener']);
  process.removeAllListeners = (event?: string | symbol) => {
    // Node starts and stops listening to signals by listeners of its own.
    for (const name of event === undefined ? process.eventNames() : [event]) {
      if (event !== undefined || !internal.has(name)) removeAll(name);
    }
    keep();
    return process;
  };
  // Node's own warnings are for the terminal: in a notebook they would count as the cell's stderr.
  process.removeAllListeners('warning');
  process.on('warning', () => {});
  return keep;
}
