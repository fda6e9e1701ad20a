import type { Bounds } from 'optlab';
import recorded from '../../test/oracles/bounded.json';
import oracle from '../../test/oracles/minimize.json';
import { problemNamed, type TestProblem } from '../../test/support/problems';

/** A problem, perhaps within bounds; then it is called after them too, and its own name is `formula`. */
export interface Minimized extends TestProblem {
  readonly formula?: string;
  readonly bounds?: Bounds;
}

/** The problems within the bounds of test/oracles: around the start, on one side of it, with fixed coordinates, and across valleys. */
export const boundedProblems: readonly Minimized[] = [
  ...recorded.results,
  ...oracle.bounded.map((run) => ({ ...run, kind: 'across' })),
].map((run) => {
  const problem = problemNamed(run.problem);
  const x0 = 'x0' in run ? run.x0 : problem.x0;
  const bounds = run.bounds as unknown as Bounds;
  return { ...problem, name: `${run.problem}, ${run.kind}`, formula: run.problem, x0, bounds };
});
