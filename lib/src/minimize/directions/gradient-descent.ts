import type { Direction, DirectionFactory } from '../method';

/** Steepest descent: d = -g. */
export const steepestDescent =
  (): DirectionFactory =>
  ({ n }): Direction => {
    const d = new Float64Array(n);
    return {
      at({ jac }) {
        for (let i = 0; i < n; i++) d[i] = -jac[i];
        return d;
      },
    };
  };
