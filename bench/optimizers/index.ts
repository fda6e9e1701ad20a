import { BackendUnavailable, backend } from 'optlab';
import { printMachine } from '../support/print';
import { endToEnd } from './end-to-end';
import { sizes } from './sizes';

/** Steps of the optimizers against TensorFlow.js' own, and against what the memory allows. */
export async function run(): Promise<void> {
  printMachine(['optlab', '@tensorflow/tfjs', '@tensorflow/tfjs-node', 'watr']);
  await backend({ prefer: 'wasm' });
  await sizes([1e3, 1e4, 1e5, 1e6, 1e7]);
  await endToEnd('wasm');
  try {
    await backend({ prefer: 'native', threads: 1 });
    await endToEnd('native, one thread');
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    console.log(`\nNot measured: ${error.message}`);
  }
}
