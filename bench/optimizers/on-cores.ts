import { endToEnd } from './end-to-end';
import { startRivals } from './rivals';
import { contenders } from './rules';
import { small } from './small';
import { steps } from './steps';

/** Rules that stand for the others where only the number of threads changes. */
const THREADED = ['Adam', 'AdamW', 'Momentum', 'Gradient descent'];

/** All that is measured on so many cores, of all rules or of those asked for. */
export async function run(...asked: string[]): Promise<void> {
  const cores = Number(process.env.OPTLAB_BENCH_CORES);
  console.log(`\n==== On ${cores === 1 ? 'one core' : `${cores} cores`} ====`);
  const rivals = await startRivals(cores);
  const rules = cores === 1 ? Object.keys(contenders) : THREADED;
  for (const rule of asked.length > 0 ? asked : rules) await steps(rule, rivals);
  await small(rivals);
  for (const { name } of rivals.backends) await endToEnd(name);
  for (const { peer } of rivals.peers) peer.stop();
}
