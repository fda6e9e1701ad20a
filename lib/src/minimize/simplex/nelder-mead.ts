import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Box, project } from '../bounded/box';
import type { Iterate, Method, MethodFactory, Outcome } from '../method';
import type { Problem } from '../problem';
import { adapted, advanced, extent, initialPoints, type Simplex, sorted, standard } from './simplex';

/** Options of the method `nelder-mead`. */
export interface NelderMeadOptions {
  /** Coefficients that go with the number of variables, of Gao & Han. Default: false, those of Nelder & Mead. */
  adaptive?: boolean;
  /** Converged when no coordinate of a point is further from the best point, and the values as `fatol` says. Default: 1e-4. */
  xatol?: number;
  /** Converged when no value is higher above the least, and the points as `xatol` says. Default: 1e-4. */
  fatol?: number;
  /** n + 1 points to begin from instead of x0 and its neighbors. */
  initialSimplex?: ArrayLike<ArrayLike<number>>;
}

/**
 * The simplex method of Nelder and Mead: n + 1 points crawl downhill by values alone, the worst reflected at the center of
 * the others again and again. It needs no gradient and bears noise and kinks, but has no theory worth the name in more
 * than two dimensions and takes hundreds of evaluations where BFGS takes tens. Where f is not a number counts as high.
 *
 * Bounds are kept by moving each new point to the nearest inside. The result's `jac` is empty.
 *
 * @throws InvalidInput for an unknown option, tolerances that are no numbers from 0 on, and an initial simplex of another size
 * @example
 * ```ts
 * const kink = ([a, b]) => Math.abs(a - 1) + Math.abs(a + b);
 * const { x } = minimize(kink, [3, 3], { method: 'nelder-mead' });
 * Math.abs(x[0] - 1) < 1e-3 && Math.abs(x[1] + 1) < 1e-3 // true
 * ```
 * @see Nelder & Mead, "A simplex method for function minimization", Computer Journal 7, 1965
 * @see Gao & Han, "Implementing the Nelder-Mead simplex algorithm with adaptive parameters", Comput. Optim. Appl. 51,
 *   2012
 */
export function nelderMead(options: NelderMeadOptions = {}): MethodFactory {
  onlyOptions<NelderMeadOptions>('nelder-mead', options, ['adaptive', 'xatol', 'fatol', 'initialSimplex']);
  const { adaptive = false, xatol = 1e-4, fatol = 1e-4, initialSimplex } = options;
  for (const [name, value] of Object.entries({ xatol, fatol })) {
    if (typeof value === 'number' && value >= 0) continue;
    throw new InvalidInput({ subject: `nelder-mead: ${name}`, given: value, allowed: 'a number, 0 or more' });
  }
  if (typeof adaptive !== 'boolean') {
    throw new InvalidInput({ subject: 'nelder-mead: adaptive', given: adaptive, allowed: 'true or false' });
  }
  return (problem) => {
    const given = initialSimplex === undefined ? undefined : simplexOf(initialSimplex, problem.n);
    const coefficients = adaptive ? adapted(problem.n) : standard;
    return crawling(problem, given, { coefficients, xatol, fatol });
  };
}

interface Settings {
  coefficients: ReturnType<typeof adapted>;
  xatol: number;
  fatol: number;
}

function crawling(
  problem: Problem,
  given: Float64Array[] | undefined,
  { coefficients, xatol, fatol }: Settings,
): Method {
  const { box } = problem;
  const feasible = (x: Float64Array) => (box ? project(x, box) : x);
  const value = (x: Float64Array) => {
    const fun = problem.value(x);
    return Number.isNaN(fun) ? Infinity : fun;
  };
  let simplex: Simplex | undefined;

  const begin = (from: Iterate): Simplex => {
    const [, ...others] = (given ?? initialPoints(from.x)).map((x) => (box ? folded(x, box) : x));
    return sorted({ points: [from.x, ...others], values: [from.fun, ...others.map(value)] });
  };
  return {
    derivativeFree: true,
    start: (x0) => feasible((given?.[0] ?? x0).slice()),
    iterate(from): Outcome {
      simplex ??= begin(from);
      const { ofPoints, ofValues } = extent(simplex);
      if (ofPoints <= xatol && ofValues <= fatol) {
        return {
          stop: 'converged',
          message: 'The points differ by xatol at most, and their values by fatol.',
        };
      }
      simplex = advanced(simplex, coefficients, value, feasible);
      const [x] = simplex.points;
      return { to: { x, fun: simplex.values[0], jac: from.jac }, step: extent(simplex).ofPoints };
    },
  };
}

/** A point beyond an upper bound is mirrored there: moved onto the bound, it might fall together with its neighbors. */
function folded(x: Float64Array, box: Box): Float64Array {
  return project(
    x.map((coordinate, i) => (coordinate > box.upper[i] ? 2 * box.upper[i] - coordinate : coordinate)),
    box,
  );
}

function simplexOf(given: unknown, n: number): Float64Array[] {
  const points = given as ArrayLike<ArrayLike<unknown>> | null;
  const isPoint = (point: ArrayLike<unknown> | undefined) =>
    typeof point === 'object' && point?.length === n && Array.from(point).every(Number.isFinite);
  if (typeof points === 'object' && points?.length === n + 1 && Array.from(points).every(isPoint)) {
    return Array.from(points, (point) => Float64Array.from(point as ArrayLike<number>));
  }
  const allowed = `${n + 1} points of ${n} finite number${n === 1 ? '' : 's'}`;
  throw new InvalidInput({ subject: 'nelder-mead: initialSimplex', given, allowed });
}
