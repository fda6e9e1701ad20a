import {
  adafactor,
  adam,
  type Descent,
  descend,
  gradientDescent,
  lookahead,
  muon,
  sam,
  shampoo,
} from 'optlab';
import oracle from '../../../oracles/matrix_rules.json';

/** A trajectory that another program computed. */
export interface MatrixRun {
  rule: 'adafactor' | 'muon' | 'shampoo' | 'sam' | 'lookahead';
  options: Record<string, unknown>;
  problem: keyof typeof oracle.problems;
  witness: string;
  trajectory: number[][];
  /** The optimizer inside a wrapper. */
  base?: { rule: 'adam' | 'gradientDescent'; options: Record<string, number> };
}

export const matrixRuns = oracle.runs as unknown as MatrixRun[];

/** What an optimizer is followed by, apart from its type. */
type AnyOptimizer = Parameters<typeof descend>[2];

const product = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, each, k) => sum + each * b[k][j], 0)));
const turned = (a: readonly (readonly number[])[]): number[][] => a[0].map((_, j) => a.map((row) => row[j]));

/** f(W) = ||A W B - C||^2 / 2 and its gradient, A' (A W B - C) B'. */
export function problemOf(name: MatrixRun['problem']) {
  const { A, B, C, W0, shape } = oracle.problems[name];
  const residual = (w: ArrayLike<number>): number[][] => {
    const rows = W0.map((row, i) => row.map((_, j) => w[i * row.length + j]));
    return product(product(A, rows), B).map((row, i) => row.map((each, j) => each - C[i][j]));
  };
  return {
    shape,
    start: W0.flat(),
    f: (w: ArrayLike<number>) =>
      residual(w)
        .flat()
        .reduce((sum, each) => sum + (each * each) / 2, 0),
    grad: (w: ArrayLike<number>) => product(product(turned(A), residual(w)), turned(B)).flat(),
  };
}

export const follow = (optimizer: AnyOptimizer, name: MatrixRun['problem'], steps = 25): Descent => {
  const { f, grad, start, shape } = problemOf(name);
  return descend(f, start, optimizer, { steps, grad, shape });
};

/** The largest distance from a run's kept points, relative to the element where that exceeds 1. */
export function deviationOf(optimizer: AnyOptimizer, { problem, trajectory }: MatrixRun): number {
  const { path } = follow(optimizer, problem, oracle.kept[oracle.kept.length - 1]);
  let worst = 0;
  for (const [k, step] of oracle.kept.entries()) {
    for (const [i, expected] of trajectory[k].entries()) {
      const distance = Math.abs(path[step][i] - expected) / Math.max(1, Math.abs(expected));
      worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
    }
  }
  return worst;
}

/** The optimizer that a run was made with. */
export function optimizerOf({ rule, options, base }: MatrixRun): AnyOptimizer {
  const inside = base && { adam, gradientDescent }[base.rule](base.options);
  const makers = {
    adafactor,
    muon,
    shampoo,
    sam: (given: object) => sam(inside as NonNullable<typeof inside>, given),
    lookahead: (given: object) => lookahead(inside as NonNullable<typeof inside>, given),
  };
  return makers[rule](options);
}
