import { startThreads } from './wire';

const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  console.error(
    'usage: node --no-force-async-hooks-checks optlab-kernel CONNECTION_FILE (Jupyter does this)',
  );
  process.exit(2);
}

const wire = startThreads(connectionFile);
// Loaded only now, so that the other threads start meanwhile.
const { serve } = require('./serve') as typeof import('./serve');
serve(wire);
