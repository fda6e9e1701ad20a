import { minimize } from 'optlab';
import { problemNamed } from '../../test/support/problems';
import { measureTogether, repeated, type Timing } from '../support/measure';
import { milliseconds, printTable, times } from '../support/print';
import { bfgs, runOurs } from './contenders';
import type { Scipy } from './peer/scipy';

const NAME = 'extended_rosenbrock1000';
/** Fewer than both need to converge; SciPy's whole run would take minutes. */
const ITERATIONS = 20;
const BUDGET = 300;

/** BFGS with a thousand variables, whose H has a million entries: an iteration, and a whole run. */
export async function largeBfgs(scipy?: Scipy): Promise<void> {
  const problem = problemNamed(NAME);
  const { f, grad, x0 } = problem;
  const task = { problem: NAME, method: 'BFGS' };
  const limited = await measureTogether(
    {
      ours: repeated(() => void minimize(f, x0, { method: 'bfgs', grad, maxiter: ITERATIONS })),
      theirs: scipy?.subject({ ...task, options: { maxiter: ITERATIONS } }),
    },
    BUDGET,
  );
  const whole = await measureTogether({ ours: repeated(() => void bfgs.ours(problem)) }, BUDGET);
  const { nit } = runOurs(bfgs, problem);
  printTable(
    `BFGS, ${NAME}, in ms`,
    ['', 'ours', 'SciPy', 'SciPy takes'],
    [
      ['an iteration', ...compared(each(limited.ours), each(limited.theirs))],
      [`a run of ours: ${nit} iterations`, ...compared(whole.ours)],
    ],
  );
}

const each = (run?: Timing): Timing | undefined =>
  run && { median: run.median / ITERATIONS, low: run.low / ITERATIONS, high: run.high / ITERATIONS };

const compared = (ours?: Timing, theirs?: Timing): [string, string, string] => [
  milliseconds(ours),
  milliseconds(theirs),
  times(theirs, ours),
];
