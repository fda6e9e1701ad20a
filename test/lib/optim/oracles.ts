import firstOrder from '../../oracles/first_order.json';
import torch from '../../oracles/torch.json';

/** A trajectory that another library computed. */
export interface OracleRun {
  function: string;
  optimizer: string;
  steps: number;
  kept: number[];
  trajectory: number[][];
  [option: string]: unknown;
}

export const optaxRuns = firstOrder.runs as unknown as OracleRun[];
export const torchRuns = torch.runs as unknown as (OracleRun & { options: Record<string, number> })[];

type Vector = ArrayLike<number>;

const curvatures = [1e-3, 1e-2, 0.1, 1, 10, 50];

/** The functions of the oracles with their gradients, by hand. */
export const problems: Record<string, { f: (x: Vector) => number; grad: (x: Vector) => number[] }> = {
  rosenbrock: {
    f: (x) => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2,
    grad: (x) => [-400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]), 200 * (x[1] - x[0] ** 2)],
  },
  quadratic: {
    f: (x) => 0.5 * (3 * x[0] ** 2 + 2 * x[0] * x[1] + 2 * x[1] ** 2) - x[0] + x[1],
    grad: (x) => [3 * x[0] + x[1] - 1, x[0] + 2 * x[1] + 1],
  },
  illconditioned6: {
    f: (x) => curvatures.reduce((sum, c, i) => sum + 0.5 * c * x[i] ** 2 + 1e-6 * x[i], 0),
    grad: (x) => curvatures.map((c, i) => c * x[i] + 1e-6),
  },
};

/** The largest distance between a path and a run's kept points, relative to the coordinate where that exceeds 1. */
export function deviation(path: readonly Float64Array[], run: OracleRun): number {
  let worst = 0;
  run.kept.forEach((step, k) => {
    run.trajectory[k].forEach((expected, i) => {
      const distance = Math.abs(path[step][i] - expected) / Math.max(1, Math.abs(expected));
      worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
    });
  });
  return worst;
}
