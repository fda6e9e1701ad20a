import type { ToMain } from '../shared/messages';
import { forgiveTermination } from './async-hooks';
import { followPromises } from './current';
import { endProcess } from './end';
import { installGlobals } from './globals';
import { installOutput } from './output';
import { guardProcess } from './process-guard';
import { Runner } from './runner';
import { installTimers } from './timers';
import { startThreads } from './wire';

const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  console.error(
    'usage: node --no-force-async-hooks-checks optlab-kernel CONNECTION_FILE (Jupyter does this)',
  );
  process.exit(2);
}

const wire = startThreads(connectionFile);
const forgetTerminated = forgiveTermination();
const keepGuard = guardProcess(wire);
installOutput(wire);
installTimers();
followPromises();
installGlobals(wire);

const runner = new Runner(wire, forgetTerminated);
wire.listen((message: ToMain) => {
  switch (message.type) {
    case 'run':
      keepGuard();
      return runner.run(message);
    case 'interrupt':
      return runner.interrupt(message);
    case 'exit':
      return endProcess(wire);
  }
});
