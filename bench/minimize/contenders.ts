import { leastSquares, type MinimizeMethod, minimize } from 'optlab';
import { boundedProblems, type Minimized } from './bounded-problems';
import type { Run, ScipyTask } from './peer/scipy';

/** A method of ours and SciPy's like it. */
export interface Contender {
  title: string;
  scipy: Omit<ScipyTask, 'problem'>;
  /** What it minimizes. Default: all problems, without bounds. */
  problems?: readonly Minimized[];
  /** Minimizes from the standard start. */
  ours(problem: Minimized): Omit<Run, 'slope' | 'time' | 'fun'> & { x: Float64Array };
  /** The most variables that it is asked to handle. Default: no limit. */
  most?: number;
  /** The most variables with which SciPy's is waited for. Default: no limit. */
  mostForScipy?: number;
  /** Whether its success says that it converged; where it stops by the gradient, that decides. */
  trusted?: boolean;
}

const byGradient = (
  title: string,
  method: MinimizeMethod,
  scipyMethod: string,
  options?: ScipyTask['options'],
): Contender => ({
  title: `${title}: ${method}, and SciPy's ${scipyMethod}`,
  scipy: { method: scipyMethod, options },
  ours: ({ f, grad, x0 }) => minimize(f, x0, { method, grad } as never),
});

/** SciPy's takes minutes with a thousand variables, since an iteration multiplies dense matrices. */
export const bfgs: Contender = { ...byGradient('BFGS', 'bfgs', 'BFGS'), mostForScipy: 100 };
/** SciPy's stops by ftol too unless told otherwise; so all stop by their gradient, at 1e-5. */
export const lbfgs = byGradient('L-BFGS', 'lbfgs', 'L-BFGS-B', { ftol: 0 });

/** Within bounds the slope that is left is judged by what the methods say themselves. */
const withinBounds: Contender = {
  title: "L-BFGS-B within bounds: lbfgsb, and SciPy's L-BFGS-B",
  scipy: { method: 'L-BFGS-B', options: { ftol: 0 } },
  problems: boundedProblems,
  ours: ({ f, grad, x0, bounds }) => minimize(f, x0, { grad, bounds }),
  trusted: true,
};

/** All that are compared, at the defaults of each. */
export const contenders: readonly Contender[] = [
  bfgs,
  lbfgs,
  byGradient('L-BFGS-B', 'lbfgsb', 'L-BFGS-B', { ftol: 0 }),
  withinBounds,
  byGradient('Conjugate gradients', 'cg', 'CG'),
  byGradient('Truncated Newton', 'newton-cg', 'Newton-CG'),
  byGradient('Trust region', 'trust-ncg', 'trust-ncg'),
  {
    title: "Simplex: nelder-mead, and SciPy's Nelder-Mead",
    scipy: { method: 'Nelder-Mead' },
    ours: ({ f, x0 }) => minimize(f, x0, { method: 'nelder-mead' }),
    most: 12,
    trusted: true,
  },
  {
    title: "Levenberg-Marquardt: leastSquares, and SciPy's least_squares(method='lm')",
    scipy: { method: 'lm' },
    ours: ({ residuals, jacobian, x0 }) => leastSquares(residuals, x0, { jac: jacobian }),
    most: 100,
    trusted: true,
  },
];

/** One run of ours, with every call counted. */
export function runOurs({ ours }: Contender, problem: Minimized): Run {
  let nfev = 0;
  let njev = 0;
  const counting = <T>(function_: (x: Float64Array) => T, count: () => void) => {
    return (x: Float64Array): T => {
      count();
      return function_(x);
    };
  };
  const value = () => void nfev++;
  const slope = () => void njev++;
  const counted = {
    ...problem,
    f: counting(problem.f, value),
    residuals: counting(problem.residuals, value),
    grad: counting(problem.grad, slope),
    jacobian: counting(problem.jacobian, slope),
  } as Minimized;
  const start = performance.now();
  const { x, nit, status, success } = ours(counted);
  const time = performance.now() - start;
  const largest = problem.grad(x).reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  return { fun: problem.f(x), slope: largest, nit, nfev, njev, status, success, time };
}

/** Whether a run converged: by the slope that it left, whatever it says itself. */
export const converged = ({ trusted }: Contender, { slope, success }: Run): boolean =>
  trusted ? success : slope <= 1e-5;
