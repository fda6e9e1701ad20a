import { PairMemory } from '../directions/pair-memory';
import type { CompactHessian } from './compact-hessian';

/** The inverse of B as an operator: the two loops over its pairs, from I / theta. */
export const inverseOf = ({ k, theta, s, y, sy }: CompactHessian, n: number): PairMemory =>
  PairMemory.of(
    n,
    s.map((step, j) => ({ s: step, y: y[j], sy: sy[j * k + j] })),
    1 / theta,
  );
