import { join } from 'node:path';
import { coreCount, runOnCores } from '../support/cores';
import { printMachine } from '../support/print';
import { installPeers } from './peers/peer';
import { contenders } from './rules';

/** Steps of the optimizers against TensorFlow.js' own, optax, PyTorch, and against what the memory allows. */
export async function run(...rules: string[]): Promise<void> {
  const unknown = rules.find((rule) => !Object.hasOwn(contenders, rule));
  if (unknown !== undefined) {
    console.error(`There is no rule ${unknown} here; there are: ${Object.keys(contenders).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  printMachine(['optlab', '@tensorflow/tfjs', '@tensorflow/tfjs-node', 'watr']);
  const reason = installPeers();
  if (reason) console.log(`Without optax and PyTorch, which cannot be installed from PyPI: ${reason}`);
  for (const cores of [1, 2].filter((count) => count <= coreCount())) {
    if (!runOnCores(cores, join(__dirname, 'on-cores.ts'), rules)) process.exitCode = 1;
  }
}
