import type { MinimizeMethod, MinimizeResult } from 'optlab';
import { minimize } from 'optlab';
import published from '../../oracles/minimize.json';
import recorded from '../../oracles/problems.json';
import { problems, type TestProblem } from '.';

/** What SciPy's method of that name found from the standard start, with exact gradients and gtol 1e-5. */
export interface ScipyRun {
  fun: number;
  nit: number;
  nfev: number;
  njev: number;
  gradInf: number;
}

export type ScipyMethod = 'BFGS' | 'L-BFGS-B' | 'CG' | 'Newton-CG';

interface Row {
  problem: string;
  methods?: Record<ScipyMethod, ScipyRun>;
}

/** SciPy's run on a problem: of minimize.json if it is there, else of problems.json. */
export function scipyRun(name: string, method: ScipyMethod): ScipyRun {
  const rows: readonly Row[] = [...published.results, ...recorded.results];
  const row = rows.find(({ problem, methods }) => problem === name && methods);
  if (!row?.methods) throw new Error(`SciPy was not run on ${name}`);
  return row.methods[method];
}

/** SciPy says success after other endings too; what counts is the slope. */
export const convergedInScipy = ({ gradInf }: ScipyRun): boolean => gradInf <= 1e-5;

/** The problems that minimize.json has. */
export const publishedNames: readonly string[] = published.results.map(({ problem }) => problem);

/** One problem, minimized by both. */
export interface Comparison {
  problem: TestProblem;
  ours: MinimizeResult;
  scipy: ScipyRun;
  /** How much f may be: the best known value or SciPy's, whichever is larger, and 1e-8 (1 + |f*|). */
  allowed: number;
}

/** The least value known of a problem: the published one, or SciPy's where that is lower, six digits being published. */
export function leastKnown(problem: TestProblem): number {
  const methods: ScipyMethod[] = ['BFGS', 'L-BFGS-B', 'CG', 'Newton-CG'];
  return Math.min(problem.minima[0], ...methods.map((method) => scipyRun(problem.name, method).fun));
}

/** Runs a method on all problems, beside SciPy's. */
export function compareWithScipy(method: MinimizeMethod, scipyMethod: ScipyMethod): Comparison[] {
  return problems.map((problem) => {
    const { f, grad, x0, name } = problem;
    const scipy = scipyRun(name, scipyMethod);
    const least = leastKnown(problem);
    const ours = minimize(f, x0, { method, grad } as never);
    return { problem, ours, scipy, allowed: Math.max(scipy.fun, least) + 1e-8 * (1 + Math.abs(least)) };
  });
}
