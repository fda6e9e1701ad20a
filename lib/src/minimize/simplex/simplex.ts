/** Points and values there, the best first. */
export interface Simplex {
  points: Float64Array[];
  values: number[];
}

/** How far a simplex reflects, expands, contracts and shrinks. */
export interface Coefficients {
  reflection: number;
  expansion: number;
  contraction: number;
  shrinkage: number;
}

/** Those of Nelder & Mead. */
export const standard: Coefficients = { reflection: 1, expansion: 2, contraction: 0.5, shrinkage: 0.5 };

/**
 * Those that go with the number of variables: in many dimensions the standard ones flatten the simplex until it no longer
 * points downhill.
 *
 * @see Gao & Han, "Implementing the Nelder-Mead simplex algorithm with adaptive parameters", 2012
 */
export const adapted = (n: number): Coefficients => ({
  reflection: 1,
  expansion: 1 + 2 / n,
  contraction: 0.75 - 1 / (2 * n),
  // Of one variable it would be 0, and both points would fall together.
  shrinkage: n > 1 ? 1 - 1 / n : 0.5,
});

/** A coordinate is moved by this share of it, and by this much at least. */
const SHARE = 0.05;
const LEAST = 0.00025;

/**
 * The points x0 and, for each coordinate, x0 with that one moved away from zero: by 5 %, but by 0.00025 at least, since
 * a smaller simplex would pass for a converged one.
 */
export function initialPoints(x0: Float64Array): Float64Array[] {
  const moved = Array.from(x0, (coordinate, k) => {
    const point = x0.slice();
    const isTiny = Math.abs(SHARE * coordinate) < LEAST;
    point[k] = isTiny ? coordinate + (coordinate < 0 ? -LEAST : LEAST) : (1 + SHARE) * coordinate;
    return point;
  });
  return [x0.slice(), ...moved];
}

/** The best first; equal ones stay in their order. */
export function sorted({ points, values }: Simplex): Simplex {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j] || i - j);
  return { points: order.map((i) => points[i]), values: order.map((i) => values[i]) };
}

/**
 * One iteration: the worst point is reflected at the center of the others, further if that was good, less if it was bad;
 * if nothing helps, all points move toward the best.
 *
 * @param value f, with no NaN: infinity where f is not defined
 * @param feasible moves a point, in place, to where f may be asked
 * @see Nelder & Mead, "A simplex method for function minimization", Computer Journal 7, 1965
 * @see Lagarias, Reeds, Wright & Wright, "Convergence properties of the Nelder-Mead simplex method in low dimensions",
 *   SIAM J. Optim. 9(1), 1998
 */
export function advanced(
  { points, values }: Simplex,
  { reflection, expansion, contraction, shrinkage }: Coefficients,
  value: (x: Float64Array) => number,
  feasible: (x: Float64Array) => Float64Array,
): Simplex {
  const n = points.length - 1;
  const worst = points[n];
  const center = centerOf(points, n);
  /** The point at center + multiple (center - worst). */
  const at = (multiple: number) => {
    const x = feasible(center.map((each, i) => (1 + multiple) * each - multiple * worst[i]));
    return { x, fun: value(x) };
  };
  const instead = ({ x, fun }: { x: Float64Array; fun: number }) =>
    sorted({ points: [...points.slice(0, n), x], values: [...values.slice(0, n), fun] });

  const reflected = at(reflection);
  if (reflected.fun < values[0]) {
    const expanded = at(reflection * expansion);
    return instead(expanded.fun < reflected.fun ? expanded : reflected);
  }
  if (reflected.fun < values[n - 1]) return instead(reflected);
  if (reflected.fun < values[n]) {
    const outside = at(contraction * reflection);
    if (outside.fun <= reflected.fun) return instead(outside);
  } else {
    const inside = at(-contraction);
    if (inside.fun < values[n]) return instead(inside);
  }
  const [best] = points;
  const shrunk = points
    .slice(1)
    .map((point) => feasible(best.map((each, i) => each + shrinkage * (point[i] - each))));
  return sorted({ points: [best, ...shrunk], values: [values[0], ...shrunk.map(value)] });
}

/** The mean of the first n points. */
function centerOf(points: readonly Float64Array[], n: number): Float64Array {
  const center = new Float64Array(n);
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) center[i] += points[k][i];
  return center.map((sum) => sum / n);
}

/** The largest distance of a point from the best in one coordinate, and of a value from the least. */
export function extent({ points, values }: Simplex): { ofPoints: number; ofValues: number } {
  const [best, ...others] = points;
  let [ofPoints, ofValues] = [0, 0];
  for (const point of others) {
    for (let i = 0; i < best.length; i++) ofPoints = Math.max(ofPoints, Math.abs(point[i] - best[i]));
  }
  for (const value of values) ofValues = Math.max(ofValues, value - values[0]);
  return { ofPoints, ofValues };
}
