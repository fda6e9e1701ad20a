import { cpus, loadavg } from 'node:os';
import { printMachine } from '../support/print';
import { kernels } from './kernels';
import { printResults } from './report';
import { Results } from './results';
import { firstResult, longSession, session } from './session';
import { startUp } from './start-up';

const starts = 10;
const sessions = 3;

/** Our kernel beside others, by turns, all with the same client. */
export async function run(): Promise<void> {
  const { kernels: found, missing } = await kernels();
  printMachine(['zeromq', '@tensorflow/tfjs']);
  console.log(found.map(({ name, version }) => `${name} ${version}`).join(', '));
  for (const reason of missing) console.log(`Left out: ${reason}`);
  console.log(`Load before the run: ${loadavg()[0].toFixed(1)} of ${cpus().length} cores`);

  const results = new Results();
  // The first start of all fills caches on the disk, and counts for nobody.
  for (const kernel of found) await firstResult(kernel, new Results());
  for (let round = 0; round < starts; round++) {
    for (const kernel of found) await firstResult(kernel, results);
  }
  for (let round = 0; round < sessions; round++) {
    for (const kernel of found) await session(kernel, results);
  }
  for (const kernel of found) await longSession(kernel, results);

  printResults(found, results);
  await startUp(found[0]);
  console.log(`\nLoad after the run: ${loadavg()[0].toFixed(1)} of ${cpus().length} cores`);
}
