/** Functions and parts of methods of which it is known that they keep no array. */
const frugal = new WeakSet<object>();

/**
 * Says of a function that it keeps no array: once it has returned it holds on to none that it was given, and it changes
 * none but the one that it shall fill. Numbers and copies it may keep. With a million coordinates, where new arrays take
 * longer than the arithmetic, a minimization is then faster; with a few hundred this hardly matters.
 *
 * Of f and its gradient:
 *
 * - They get the minimizer's own point instead of a copy. To record it, keep `x.slice()`: `x` itself will hold another
 *   point later. Whoever writes to it sends the minimization astray, without an error.
 * - A gradient gets a second argument, an array to fill and return if it likes. Any numbers may be in it at first, so set
 *   each entry before you add to it.
 *
 * Of a direction and a line search of your own it holds for all that they get from the problem and the line, beyond the
 * iteration. If both parts of {@link lineSearchMethod} say so, as those of this library do but Newton's, the arrays of
 * points and gradients are written over. What wraps such a part must say so for itself.
 *
 * @returns what it was given
 * @example
 * ```ts
 * const f = keepsNothing((x: Float64Array) => x.reduce((sum, xi) => sum + xi ** 4, 0));
 * const grad = keepsNothing((x: Float64Array, into = new Float64Array(x.length)) => {
 *   for (let i = 0; i < x.length; i++) into[i] = 4 * x[i] ** 3;
 *   return into;
 * });
 * minimize(f, new Float64Array(1e5).fill(1), { method: 'lbfgs', grad }).success // true
 * ```
 */
export function keepsNothing<Part extends object>(part: Part): Part {
  frugal.add(part);
  return part;
}

export const isFrugal = (part: object): boolean => frugal.has(part);

/** A method with its `this`; what it said of itself still holds. */
export function bound<Args extends unknown[], Result>(
  method: (...args: Args) => Result,
  owner: object,
): (...args: Args) => Result {
  const alone = (...args: Args) => method.apply(owner, args);
  return isFrugal(method) ? keepsNothing(alone) : alone;
}

/** More arrays than this are left to the garbage collector: a line search may ask for a hundred. */
const MOST = 16;

/** Arrays of n numbers, to be used again. */
export class Recycled {
  private readonly free: Float64Array[] = [];
  /** Those given out; none are watched until something is to be recycled. */
  private lent: Float64Array[] | undefined;

  constructor(private readonly n: number) {}

  /** One with any numbers in it. */
  readonly take = (): Float64Array => {
    const vector = this.free.pop() ?? new Float64Array(this.n);
    if (this.lent && this.lent.length < MOST) this.lent.push(vector);
    return vector;
  };

  /** Takes back all that were given out since the first call, but those that are still needed. */
  takeBack(isNeeded: (vector: Float64Array) => boolean): void {
    this.lent ??= [];
    const { lent, free } = this;
    let left = 0;
    for (let i = 0; i < lent.length; i++) {
      if (isNeeded(lent[i])) lent[left++] = lent[i];
      else free.push(lent[i]);
    }
    lent.length = left;
  }
}
