import { join } from 'node:path';
import { coreCount, runOnCores } from '../support/cores';
import { printMachine } from '../support/print';
import { installScipy } from './peer/scipy';

const PARTS = ['problems', 'bfgs', 'lbfgs', 'growth'];

/** The minimizers against SciPy's, and against what the memory allows. */
export async function run(...parts: string[]): Promise<void> {
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    console.error(`There is no part ${unknown} here; there are: ${PARTS.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  printMachine(['optlab']);
  const reason = installScipy();
  if (reason) console.log(`Without SciPy, which cannot be installed from PyPI: ${reason}`);
  for (const cores of [1, 2].filter((count) => count <= coreCount())) {
    if (!runOnCores(cores, join(__dirname, 'on-cores.ts'), parts.length > 0 ? parts : PARTS)) {
      process.exitCode = 1;
    }
  }
}
