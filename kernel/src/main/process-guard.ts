import { backToRunning } from './current';
import { describeError, KeyboardInterrupt } from './errors';
import { print } from './output';
import type { Wire } from './wire';

/** Thrown by `process.exit` in a cell. */
class ProcessExit extends Error {
  override readonly name = 'ProcessExit';
}

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
  Object.assign(process, { exit: refuseExit, reallyExit: refuseExit });

  const show = (title: string, error: unknown) => {
    if (!(error instanceof KeyboardInterrupt)) report(title, error);
    backToRunning();
  };
  const report = (title: string, error: unknown) => {
    print(wire, 'stderr', `${title} ${describeError(error).traceback.join('\n')}\n`);
  };
  const handlers: [event: string, handler: (value: unknown) => void][] = [
    ['uncaughtException', (error) => show('Uncaught in the background:', error)],
    ['unhandledRejection', (reason) => show('Unhandled promise rejection:', reason)],
    // Interrupts come as messages; Ctrl-C in the server's terminal is not meant for the kernel.
    ['SIGINT', () => {}],
  ];
  const on = process.on.bind(process);
  const listeners = process.listeners.bind(process);
  const keep = () => {
    for (const [event, handler] of handlers) {
      if (!listeners(event as NodeJS.Signals).includes(handler)) on(event, handler);
    }
  };
  keep();
  const removeAll = process.removeAllListeners.bind(process);
  const internal = new Set<string | symbol>(['newListener', 'removeListener']);
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
