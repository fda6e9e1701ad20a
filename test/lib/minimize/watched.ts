import {
  type DirectionFactory,
  type Found,
  type Iterate,
  type Line,
  type LineSearch,
  lineSearchMethod,
  type MethodFactory,
} from 'optlab';
import type { Matrix } from './matrices';

/** One iteration of a line-search method, as its parts saw it. */
export interface Seen {
  from: Iterate;
  to: Iterate;
  direction: Float64Array;
  line: Line;
  found: Found;
  /** True at first and after a reset: what the direction had learnt before was nothing. */
  isFresh: boolean;
  /** The estimate of the inverse Hessian after the step, for those that ask: a method may put off its update until then. */
  inverse(): Matrix;
}

/** A direction and a line search as a method that shows every iteration. */
export function watched(
  factory: DirectionFactory,
  lineSearch: LineSearch,
  see: (seen: Seen) => void,
): MethodFactory {
  let last: { line: Line; found: Found; direction: Float64Array } | undefined;
  let isFresh = true;
  const search: LineSearch = (line) => {
    const direction = line.direction.slice();
    const found = lineSearch(line);
    if (found) last = { line, found, direction };
    return found;
  };
  const direction: DirectionFactory = (problem) => {
    const inner = factory(problem);
    return {
      at: (from) => inner.at(from),
      learn(from, to) {
        inner.learn?.(from, to);
        if (!last) throw new Error('A step was learnt that no line search took.');
        see({ ...last, from, to, isFresh, inverse: () => inner.hessInv?.().toDense() as Matrix });
        isFresh = false;
      },
      ...(inner.trial ? { trial: (from, previous) => inner.trial?.(from, previous) as number } : {}),
      reset() {
        isFresh = true;
        return inner.reset?.() ?? false;
      },
      ...(inner.hessInv ? { hessInv: () => inner.hessInv?.() as never } : {}),
    };
  };
  return lineSearchMethod(direction, search);
}
