import {
  type DirectionFactory,
  type Iterate,
  keepsNothing,
  lbfgs,
  lineSearchMethod,
  minimize,
  strongWolfe,
} from 'optlab';
import { extendedRosenbrock } from '../../test/support/problems/rosenbrock';

/** Milliseconds of one iteration. */
export interface Watched {
  /** Of the two loops, and of learning the new pair. */
  vectors: number;
  /** Of all but the function and its gradient. */
  own: number;
}

/**
 * A run of L-BFGS whose iterations are timed one by one.
 *
 * @param frugal whether f and its gradient say that they keep no array, so that none are copied for them
 * @returns the iterations that have a full memory and one evaluation
 */
export function watchedIterations(n: number, memory: number, frugal: boolean): Watched[] {
  const { f, grad, x0 } = extendedRosenbrock(n);
  let [began, inFunctions, inVectors, evaluations, iteration] = [0, 0, 0, 0, 0];
  const watched: Watched[] = [];
  const timed = <T>(work: () => T, add: (time: number) => void): T => {
    const start = performance.now();
    const result = work();
    add(performance.now() - start);
    return result;
  };
  const vectors = (time: number) => {
    inVectors += time;
  };
  const functions = (time: number) => {
    inFunctions += time;
  };
  const direction: DirectionFactory = (problem) => {
    const inner = lbfgs({ memory })(problem);
    return keepsNothing({
      ...inner,
      at(from: Iterate) {
        const now = performance.now();
        if (iteration > memory && evaluations === 1) {
          watched.push({ vectors: inVectors, own: now - began - inFunctions });
        }
        [began, inFunctions, inVectors, evaluations] = [now, 0, 0, 0];
        iteration++;
        return timed(() => inner.at(from), vectors);
      },
      learn: (from: Iterate, to: Iterate) => timed(() => inner.learn?.(from, to), vectors),
    });
  };
  const value = (x: Float64Array) => {
    evaluations++;
    return timed(() => f(x), functions);
  };
  const slopes = (x: Float64Array, into?: Float64Array) => timed(() => grad(x, into), functions);
  const marked = <F extends object>(given: F): F => (frugal ? keepsNothing(given) : given);
  minimize(marked(value), x0, {
    method: lineSearchMethod(direction, strongWolfe()),
    grad: marked(frugal ? slopes : (x: Float64Array) => slopes(x)),
  });
  return watched;
}
