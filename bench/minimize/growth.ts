import { type MinimizeMethod, minimize } from 'optlab';
import { extendedRosenbrock } from '../../test/support/problems/rosenbrock';
import { measureTogether, repeated, type Timing } from '../support/measure';
import { milliseconds, printTable, times } from '../support/print';
import { keepingNothing } from './keeping-nothing';
import type { Scipy } from './peer/scipy';

const ITERATIONS = 20;
const BUDGET = 50;

interface Series {
  title: string;
  method: MinimizeMethod;
  scipy: string;
  sizes: readonly number[];
}

const SERIES: readonly Series[] = [
  { title: 'BFGS', method: 'bfgs', scipy: 'BFGS', sizes: [10, 30, 100, 300, 1000, 3000] },
  {
    title: 'L-BFGS',
    method: 'lbfgs',
    scipy: 'L-BFGS-B',
    sizes: [10, 100, 1000, 1e4, 1e5, 1e6],
  },
  {
    title: 'Conjugate gradients',
    method: 'cg',
    scipy: 'CG',
    sizes: [10, 100, 1000, 1e4, 1e5, 1e6],
  },
];

/** The most variables with which SciPy's BFGS, whose iteration multiplies matrices, is waited for. */
const MOST_FOR_SCIPY = 1000;

/** How the time of an iteration grows with the number of variables. */
export async function growth(scipy?: Scipy): Promise<void> {
  for (const { title, method, scipy: scipyMethod, sizes } of SERIES) {
    const rows: { n: number; nit: number; ours: Timing; theirs?: Timing }[] = [];
    for (const n of sizes) {
      const { f, grad, x0, name } = keepingNothing(extendedRosenbrock(n));
      const start = Float64Array.from(x0);
      const run = (maxiter?: number) => minimize(f, start, { method, grad, maxiter } as never);
      const waits = method === 'bfgs' && n > MOST_FOR_SCIPY ? undefined : scipy;
      const options = { maxiter: ITERATIONS, ...(scipyMethod === 'L-BFGS-B' ? { ftol: 0 } : {}) };
      const timings = await measureTogether(
        {
          ours: repeated(() => void run(ITERATIONS)),
          theirs: waits?.subject({ problem: name, method: scipyMethod, options }),
        },
        BUDGET,
      );
      rows.push({ n, nit: run().nit, ours: timings.ours as Timing, theirs: timings.theirs });
    }
    printTable(
      `${title}, extended Rosenbrock: ${ITERATIONS} iterations in ms, and how they grow`,
      ['n', 'ours', 'exponent', 'SciPy', 'exponent', 'SciPy takes', 'iterations to converge'],
      rows.map(({ n, nit, ours, theirs }, i) => [
        n.toExponential(0).replace('+', ''),
        milliseconds(ours),
        exponent(rows.slice(Math.max(0, i - 1), i + 1), (row) => row.ours),
        milliseconds(theirs),
        exponent(rows.slice(Math.max(0, i - 1), i + 1), (row) => row.theirs),
        times(theirs, ours),
        String(nit),
      ]),
    );
    const largest = rows.slice(-3);
    const theirs = rows.filter((row) => row.theirs).slice(-3);
    console.log(
      `Fitted to the last three sizes: ours n^${exponent(largest, (row) => row.ours)}` +
        (theirs.length === 3 ? `, SciPy n^${exponent(theirs, (row) => row.theirs)}` : ''),
    );
  }
}

/** The p of time = c n^p by least squares on the logarithms. */
function exponent<R extends { n: number }>(rows: readonly R[], of: (row: R) => Timing | undefined): string {
  const points = rows.flatMap((row) => {
    const timing = of(row);
    return timing ? [[Math.log(row.n), Math.log(timing.median)]] : [];
  });
  if (points.length < 2) return '';
  const mean = (k: 0 | 1) => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const product = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return (product / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)).toFixed(2);
}
