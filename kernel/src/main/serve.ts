import type { ToMain } from '../shared/messages';
import { forgiveTermination } from './async-hooks';
import { installChildren } from './children';
import { Comms } from './comms';
import { followPromises } from './current';
import { endProcess } from './end';
import { installGlobals } from './globals';
import { watchMail } from './mail';
import { installOutput } from './output';
import { guardProcess } from './process-guard';
import { installStdin } from './readline';
import { Runner } from './runner';
import { Stdin } from './stdin';
import { installTimers } from './timers';
import type { Wire } from './wire';

/** Runs cells on this thread, as the wire asks for it. */
export function serve(wire: Wire): void {
  const forgetTerminated = forgiveTermination();
  const keepGuard = guardProcess(wire);
  installOutput(wire);
  installChildren(wire);
  installTimers();
  followPromises();
  const comms = new Comms(wire);
  watchMail(wire.control);
  installGlobals(wire, comms);
  const stdin = new Stdin(wire);
  installStdin(stdin);

  const runner = new Runner(wire, stdin, () => {
    forgetTerminated();
    comms.interrupted();
  });
  const handle = (message: ToMain) => {
    switch (message.type) {
      case 'run':
        keepGuard();
        return runner.run(message);
      case 'interrupt':
        return runner.interrupt(message);
      case 'comm':
        keepGuard();
        return comms.receive(message);
      case 'answer':
        return stdin.answer(message.value);
      case 'exit':
        return endProcess(wire);
    }
  };
  wire.listen((message) => {
    try {
      handle(message);
    } catch (error) {
      // A cell may have replaced what the kernel itself needs: its next cell ends with that error.
      if (message.type === 'run') runner.fail(message, error);
    }
  });
}
