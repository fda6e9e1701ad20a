import { extendedRosenbrock } from '../../test/support/problems/rosenbrock';
import { measureTogether, repeated } from '../support/measure';
import { milliseconds, printTable, times } from '../support/print';
import { lbfgs, runOurs } from './contenders';
import { countOf, mover, otherPasses, vectorPasses } from './lbfgs-passes';
import type { Scipy } from './peer/scipy';
import { watchedIterations } from './watched-lbfgs';

const N = 1e6;
const MEMORY = 10;
const BUDGET = 300;

/** L-BFGS with a million variables: an iteration against the memory's bandwidth, and a run against SciPy's. */
export async function largeLbfgs(scipy?: Scipy): Promise<void> {
  const loops = vectorPasses(MEMORY);
  const all = [...loops, ...otherPasses];
  const move = mover(N, MEMORY);
  const { vectors, own, keeping, bound, wholeBound } = await measureTogether(
    {
      vectors: () => watchedIterations(N, MEMORY, true).map((each) => each.vectors),
      bound: repeated(() => move(loops)),
      own: () => watchedIterations(N, MEMORY, true).map((each) => each.own),
      keeping: () => watchedIterations(N, MEMORY, false).map((each) => each.own),
      wholeBound: repeated(() => move(all)),
    },
    BUDGET,
  );
  printTable(
    `L-BFGS, n = ${N.toExponential(0)}, m = ${MEMORY}: an iteration with full memory and one evaluation, in ms`,
    ['', 'vectors read and written', 'ours', 'bandwidth bound', 'ours takes'],
    [
      [
        'two loops and a new pair',
        String(countOf(loops)),
        milliseconds(vectors),
        milliseconds(bound),
        times(vectors, bound),
      ],
      [
        'all but f and its gradient',
        String(countOf(all)),
        milliseconds(own),
        milliseconds(wholeBound),
        times(own, wholeBound),
      ],
      [
        'and copies for functions that may keep them',
        String(countOf(all)),
        milliseconds(keeping),
        milliseconds(wholeBound),
        times(keeping, wholeBound),
      ],
    ],
  );
  await wholeRuns(scipy);
}

async function wholeRuns(scipy?: Scipy): Promise<void> {
  const problem = extendedRosenbrock(N);
  const task = { problem: problem.name, ...lbfgs.scipy };
  const timings = await measureTogether(
    {
      ours: () => [runOurs(lbfgs, problem).time],
      theirs: scipy?.subject(task),
    },
    1,
  );
  const ours = runOurs(lbfgs, problem);
  const theirs = await scipy?.run(task);
  const row = (who: string, run: typeof ours, timing: typeof timings.ours) => [
    who,
    `${run.nit}`,
    `${run.nfev}`,
    run.fun.toExponential(2),
    run.slope.toExponential(1),
    milliseconds(timing),
  ];
  printTable(
    `L-BFGS, ${problem.name}: whole runs`,
    ['', 'iterations', 'evaluations', 'f', 'slope', 'ms'],
    [row('ours', ours, timings.ours), ...(theirs ? [row('SciPy', theirs, timings.theirs)] : [])],
  );
  if (theirs) console.log(`SciPy takes ${times(timings.theirs, timings.ours)} as long.`);
}
