import { bfgs, contenders, lbfgs } from './contenders';
import { growth } from './growth';
import { largeBfgs } from './large-bfgs';
import { largeLbfgs } from './large-lbfgs';
import { Scipy } from './peer/scipy';
import { problemTable, ratios } from './problem-table';
import { checkSameProblems } from './same-problems';

/** The parts that were asked for, on so many cores; how the time grows with n hardly depends on them. */
export async function run(...parts: string[]): Promise<void> {
  const cores = Number(process.env.OPTLAB_BENCH_CORES);
  console.log(`\n==== On ${cores === 1 ? 'one core' : `${cores} cores`} ====`);
  const scipy = await Scipy.start();
  if (scipy) {
    console.log(scipy.version);
    await checkSameProblems(scipy);
  }
  for (const part of parts) {
    if (part === 'problems') await small(cores, scipy);
    if (part === 'bfgs') await largeBfgs(scipy);
    if (part === 'lbfgs') await largeLbfgs(scipy);
    if (part === 'growth' && cores === 1) await growth(scipy);
  }
  scipy?.stop();
}

/** What is found does not depend on the number of cores; more of them are for SciPy's linear algebra. */
async function small(cores: number, scipy?: Scipy): Promise<void> {
  if (cores === 1) for (const contender of contenders) await problemTable(contender, scipy);
  else if (scipy) for (const contender of [bfgs, lbfgs]) await ratios(contender, scipy);
}
