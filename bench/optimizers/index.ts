import '@tensorflow/tfjs-backend-wasm';
import { printMachine } from '../support/print';
import { endToEnd } from './end-to-end';
import { sizes } from './sizes';

/** Steps of the optimizers against TensorFlow.js' own, and against what the memory allows. */
export async function run(): Promise<void> {
  const native = loadNative();
  printMachine([
    'optlab',
    '@tensorflow/tfjs',
    'watr',
    ...(native === undefined ? ['@tensorflow/tfjs-node'] : []),
  ]);
  await sizes([1e3, 1e4, 1e5, 1e6, 1e7]);
  if (native === undefined) await endToEnd('tensorflow');
  else console.log(`\nNot measured: the native backend (${native}). npm start builds it.`);
  await endToEnd('wasm');
}

/** Why the native backend does not load, if it does not. */
function loadNative(): string | undefined {
  try {
    require('@tensorflow/tfjs-node');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}
