import { describeError, KeyboardInterrupt } from './errors';
import { print } from './output';
import type { Wire } from './wire';

/** Thrown by `process.exit` in a cell. */
class ProcessExit extends Error {
  override readonly name = 'ProcessExit';
}

/** Keeps a cell from ending the kernel by accident, and shows errors that no cell caught. */
export function guardProcess(wire: Wire): void {
  const refuseExit = (code: unknown = 0): never => {
    throw new ProcessExit(
      `process.exit(${String(code)}) does not end a notebook; use "Restart Kernel" in the Kernel menu.`,
    );
  };
  Object.assign(process, { exit: refuseExit, reallyExit: refuseExit });

  const show = (title: string, error: unknown) => {
    if (error instanceof KeyboardInterrupt) return;
    print(wire, 'stderr', `${title} ${describeError(error).traceback.join('\n')}\n`);
  };
  process.on('uncaughtException', (error) => show('Uncaught in the background:', error));
  process.on('unhandledRejection', (reason) => show('Unhandled promise rejection:', reason));
  process.on('SIGINT', () => {
    // Interrupts come as messages; Ctrl-C in the server's terminal is not meant for the kernel.
  });
  // Node's own warnings are for the terminal: in a notebook they would count as the cell's stderr.
  process.removeAllListeners('warning');
  process.on('warning', () => {});
}
