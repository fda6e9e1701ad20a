import { type CompactHessian, dropFirst } from './compact-hessian';

/** The coordinates strictly between their bounds, and those at one. */
export interface Coordinates {
  readonly free: Int32Array;
  readonly bound: Int32Array;
}

/** Inner products of the pairs over the free coordinates F and those at a bound, A; k rows of `memory` numbers. */
export interface ReducedProducts {
  /** Y_F'Y_F, the lower triangle. */
  readonly yy: Float64Array;
  /** S_A'S_A, the lower triangle. */
  readonly ss: Float64Array;
  /** S_A'Y_A below the diagonal, -S_F'Y_F elsewhere. */
  readonly e: Float64Array;
  update(coordinates: Coordinates): void;
}

/**
 * The products, each as a sum over F or over A, so that nothing cancels. As long as F stays, as it does from some iteration
 * on, only those of new pairs are computed: 2 k n multiplications instead of k^2 n.
 */
export function reducedProducts({ n, memory, s, y }: CompactHessian): ReducedProducts {
  const [yy, ss, e] = [0, 1, 2].map(() => new Float64Array(memory * memory));
  /** The steps whose products are there, and the free coordinates of these. */
  const known: Float64Array[] = [];
  const before = new Int32Array(n);
  let count = -1;

  const isSame = (free: Int32Array): boolean => {
    if (free.length !== count) return false;
    for (let at = 0; at < count; at++) if (free[at] !== before[at]) return false;
    return true;
  };

  /** Leaves the products of the pairs that there are still. */
  const keep = (free: Int32Array): void => {
    if (!isSame(free)) {
      known.length = 0;
      before.set(free);
      count = free.length;
    }
    while (known.length > 0 && known[0] !== s[0]) {
      known.shift();
      for (const matrix of [yy, ss, e]) dropFirst(matrix, memory);
    }
  };

  const compute = (i: number, j: number, { free, bound }: Coordinates): void => {
    const [si, sj, yi, yj] = [s[i], s[j], y[i], y[j]];
    let [onFree, mixedOnFree, onBound, mixedOnBound] = [0, 0, 0, 0];
    for (let at = 0; at < free.length; at++) {
      const c = free[at];
      onFree += yi[c] * yj[c];
      mixedOnFree += sj[c] * yi[c];
    }
    for (let at = 0; at < bound.length; at++) {
      const c = bound[at];
      onBound += si[c] * sj[c];
      mixedOnBound += si[c] * yj[c];
    }
    yy[i * memory + j] = onFree;
    ss[i * memory + j] = onBound;
    if (j < i) e[i * memory + j] = mixedOnBound;
    e[j * memory + i] = -mixedOnFree;
  };

  return {
    yy,
    ss,
    e,
    update(coordinates) {
      keep(coordinates.free);
      for (let i = known.length; i < s.length; i++) {
        for (let j = 0; j <= i; j++) compute(i, j, coordinates);
        known.push(s[i]);
      }
    },
  };
}
