import { problems } from '../../test/support/problems';
import { measureTogether, repeated, type Timing } from '../support/measure';
import { milliseconds, printTable, times } from '../support/print';
import type { Minimized } from './bounded-problems';
import { type Contender, converged, runOurs } from './contenders';
import type { Run, Scipy } from './peer/scipy';

/** Up to here whole runs are timed again and again, by turns; beyond it once. */
const SMALL = 100;
const BUDGET = 15;
/** How many times as fast as SciPy a small problem shall be. */
const GOAL = 3;

interface Row {
  problem: Minimized;
  ours: Run;
  theirs?: Run;
  timings: { ours?: Timing; theirs?: Timing };
}

/** One method on all problems beside SciPy's: what it finds, by how many evaluations, in what time. */
export async function problemTable(contender: Contender, scipy?: Scipy): Promise<void> {
  const rows = await rowsOf(contender, scipy);
  printTable(
    contender.title,
    ['problem', 'n', 'f', 'SciPy', 'evaluations', 'SciPy', 'status', 'SciPy', 'ms', 'SciPy takes'],
    rows.map(({ problem, ours, theirs, timings }) => [
      problem.name,
      String(problem.n),
      ...both(ours, theirs, ({ fun }) => fun.toExponential(6)),
      ...both(ours, theirs, ({ nfev, njev }) => `${nfev}/${njev}`),
      ...both(ours, theirs, (run) => `${run.status}${converged(contender, run) ? '' : ' *'}`),
      milliseconds(timings.ours),
      times(timings.theirs, timings.ours),
    ]),
  );
  printTotals(contender, rows);
  printRatios(contender, rows);
}

/** The times of small problems alone. */
export async function ratios(contender: Contender, scipy: Scipy): Promise<void> {
  const rows = await rowsOf(contender, scipy, SMALL);
  console.log(`\n${contender.title}`);
  printRatios(contender, rows);
}

const both = (ours: Run, theirs: Run | undefined, text: (run: Run) => string): [string, string] => [
  text(ours),
  theirs ? text(theirs) : '',
];

async function rowsOf(
  contender: Contender,
  scipy?: Scipy,
  most = contender.most ?? Infinity,
): Promise<Row[]> {
  const rows: Row[] = [];
  const all: readonly Minimized[] = contender.problems ?? problems;
  for (const problem of all.filter(({ n }) => n <= most)) {
    const { name, formula = name, bounds, x0 } = problem;
    const task = { problem: formula, ...contender.scipy, ...(bounds && { bounds, x0 }) };
    const ours = runOurs(contender, problem);
    const waits = problem.n <= (contender.mostForScipy ?? Infinity);
    const theirs = waits ? await scipy?.run(task) : undefined;
    const timings =
      problem.n > SMALL
        ? { ours: once(runOurs(contender, problem)), theirs: theirs && once(theirs) }
        : await measureTogether(
            {
              ours: repeated(() => void contender.ours(problem)),
              theirs: theirs && scipy?.subject(task),
            },
            BUDGET,
          );
    rows.push({ problem, ours, theirs, timings });
  }
  return rows;
}

const once = ({ time }: Run): Timing => ({ median: time, low: time, high: time });

function printTotals(contender: Contender, rows: readonly Row[]): void {
  const reached = rows.filter(({ ours }) => converged(contender, ours)).length;
  const compared = rows.filter((row): row is Row & { theirs: Run } => row.theirs !== undefined);
  if (compared.length === 0) {
    console.log(`Converged: ${reached} of ${rows.length}`);
    return;
  }
  const theirs = compared.filter((row) => converged(contender, row.theirs)).length;
  console.log(`Converged: ${reached} of ${rows.length}; SciPy ${theirs} of ${compared.length}`);
  const common = compared.filter((row) => converged(contender, row.ours) && converged(contender, row.theirs));
  const same = common.filter((row) => comeTogether(row.ours, row.theirs));
  for (const [what, some] of [
    ['where both converge', common],
    ['where both come to the same value', same],
  ] as const) {
    const total = (run: (row: (typeof some)[0]) => Run, count: 'nfev' | 'njev') =>
      some.reduce((sum, row) => sum + run(row)[count], 0);
    const counts = ([(row) => row.ours, (row) => row.theirs] as ((row: (typeof some)[0]) => Run)[]).map(
      (run) => `${total(run, 'nfev')}/${total(run, 'njev')}`,
    );
    console.log(`Evaluations on the ${some.length} problems ${what}: ${counts[0]}; SciPy ${counts[1]}`);
  }
}

/** Whether two runs come to the same value. */
const comeTogether = ({ fun: a }: Run, { fun: b }: Run): boolean =>
  Math.abs(a - b) <= 1e-8 * (1 + Math.min(Math.abs(a), Math.abs(b)));

/** How many times as long SciPy takes on small problems where both come to the same value, in the mean and at the least. */
function printRatios(contender: Contender, rows: readonly Row[]): void {
  const ratios = rows.flatMap(({ problem, ours: run, theirs: theirRun, timings: { ours, theirs } }) => {
    if (problem.n > SMALL || !ours || !theirs || !theirRun) return [];
    const bothDone = converged(contender, run) && converged(contender, theirRun);
    const both = bothDone && comeTogether(run, theirRun);
    return both ? [{ name: problem.name, by: theirs.median / ours.median }] : [];
  });
  if (ratios.length === 0) return;
  const mean = Math.exp(ratios.reduce((sum, { by }) => sum + Math.log(by), 0) / ratios.length);
  const least = ratios.reduce((a, b) => (b.by < a.by ? b : a));
  const met = ratios.filter(({ by }) => by >= GOAL).length;
  console.log(
    `Up to n = ${SMALL}, where both come to the same value, SciPy takes ${mean.toFixed(1)} times as long (geometric mean), at the least ` +
      `${least.by.toFixed(1)} times (${least.name}); ${GOAL} times or more on ${met} of ${ratios.length}.`,
  );
}
