import { euclideanNorm } from '../../linalg/norm';
import { type PivotedQr, qrFactorizer } from '../../linalg/pivoted-qr';
import { vectors } from '../../linalg/vectors';
import { levenbergParameter, roomForSteps } from './levenberg-parameter';
import type { CountedResiduals } from './residuals';
import type { LeastSquaresStatus } from './result';
import { scaledNorm } from './scaled-norm';

/** What ends the iteration, and how the variables are scaled. */
export interface LevenbergMarquardtSettings {
  ftol: number;
  xtol: number;
  gtol: number;
  maxfun: number;
  /** The diagonal of D; undefined: the largest norm that each column of the Jacobian had so far. */
  scale: Float64Array | undefined;
  /** The first radius is this multiple of |D x0|. */
  factor: number;
  /** Told of each step taken; true ends the iteration. */
  tell(x: Float64Array, f: Float64Array, nit: number): boolean;
  /** Told of each iterate, when its Jacobian is known. */
  record(x: Float64Array, f: Float64Array, columns: readonly Float64Array[]): void;
  /** Asked before each trial step; a status ends the iteration. */
  interrupted(): LeastSquaresStatus | undefined;
}

/** Where the iteration ended. */
export interface LevenbergMarquardtEnd {
  x: Float64Array;
  f: Float64Array;
  /** The Jacobian there, column after column. */
  columns: readonly Float64Array[];
  nit: number;
  status: LeastSquaresStatus;
}

/** A step is taken if the sum of squares falls by this share of what the linear model promised. */
const ACCEPTED = 1e-4;
const { EPSILON } = Number;

/**
 * The Levenberg-Marquardt iteration as a trust region method: p minimizes |J p + f| within |D p| <= radius, and the radius
 * follows how well the linear model foretold the fall of |f|.
 *
 * @see Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978, Algorithm 7.1
 * @see Moré, Garbow & Hillstrom, "User guide for MINPACK-1", ANL-80-74, 1980: lmder
 */
export function levenbergMarquardt(
  problem: CountedResiduals,
  x0: Float64Array,
  f0: Float64Array,
  settings: LevenbergMarquardtSettings,
): LevenbergMarquardtEnd {
  const { ftol, xtol, gtol, maxfun } = settings;
  const n = x0.length;
  let x = x0;
  let f = f0;
  let fnorm = euclideanNorm(f);
  const columnsHere = (): readonly Float64Array[] => {
    const found = problem.columns(x, f);
    settings.record(x, f, found);
    return found;
  };
  let columns = columnsHere();
  let nit = 0;
  let lambda = 0;
  let radius = 0;
  // Made once: in few variables, arrays for each step would take longer than the step.
  const factored = qrFactorizer(f.length, n);
  const room = roomForSteps(n);
  const [scratch, permuted, p, largest] = vectors(4, n);
  const scale = settings.scale ?? largest;
  const end = (status: LeastSquaresStatus): LevenbergMarquardtEnd => ({ x, f, columns, nit, status });

  for (;;) {
    const qr = factored(columns);
    if (!qr.norms.every(Number.isFinite)) return end(-1);
    const q = qr.transposeTimes(f);
    const orthogonality = largestCosine(qr, q, fnorm);
    if (orthogonality <= gtol) return end(1);
    if (!settings.scale) raise(scale, qr.norms);
    for (let k = 0; k < n; k++) permuted[k] = scale[qr.order[k]];
    if (nit === 0) radius = settings.factor * (scaledNorm(scale, x, scratch) || 1);

    for (let accepted = false; !accepted; ) {
      const found = levenbergParameter({ r: qr.r, q, scale: permuted, radius }, lambda, room);
      lambda = found.lambda;
      const to = new Float64Array(n);
      for (let k = 0; k < n; k++) {
        const j = qr.order[k];
        p[j] = -found.step[k];
        to[j] = x[j] + p[j];
      }
      const length = scaledNorm(scale, p, scratch);
      if (nit === 0) radius = Math.min(radius, length);

      const interruption = settings.interrupted();
      if (interruption !== undefined) return end(interruption);
      const reached = problem.at(to);
      const norm = euclideanNorm(reached);
      const actual = 0.1 * norm < fnorm ? 1 - (norm / fnorm) ** 2 : -1;
      const linear = (euclideanNorm(upperTimes(qr.r, found.step, scratch)) / fnorm) ** 2;
      const damping = ((Math.sqrt(lambda) * length) / fnorm) ** 2;
      const predicted = linear + 2 * damping;
      const slope = -(linear + damping);
      const ratio = predicted === 0 ? 0 : actual / predicted;

      if (ratio <= 0.25) {
        // The minimizer of the parabola through both values and the slope, between a tenth and a half.
        const least = actual >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * actual);
        const share = 0.1 * norm < fnorm ? Math.max(0.1, least) : 0.1;
        radius = share * Math.min(radius, length / 0.1);
        lambda /= share;
      } else if (lambda === 0 || ratio >= 0.75) {
        radius = 2 * length;
        lambda *= 0.5;
      }

      accepted = ratio >= ACCEPTED;
      if (accepted) {
        x = to;
        f = reached;
        fnorm = norm;
        nit++;
      }
      const status = stopped({
        actual,
        predicted,
        ratio,
        radius,
        size: scaledNorm(scale, x, scratch),
        orthogonality,
      });
      const interrupted = accepted && settings.tell(x, f, nit);
      if (accepted) columns = columnsHere();
      if (status !== undefined) return end(status);
      if (interrupted) return end(-2);
    }
  }

  function stopped(step: Step): LeastSquaresStatus | undefined {
    const falls = (tolerance: number) =>
      Math.abs(step.actual) <= tolerance && step.predicted <= tolerance && step.ratio <= 2;
    const [byValue, byPoint] = [falls(ftol), step.radius <= xtol * step.size];
    if (byValue) return byPoint ? 4 : 2;
    if (byPoint) return 3;
    if (problem.nfev >= maxfun) return 0;
    // Tolerances below the precision of float64 could not be met.
    if (falls(EPSILON)) return 2;
    if (step.radius <= EPSILON * step.size) return 3;
    if (step.orthogonality <= EPSILON) return 1;
    return undefined;
  }
}

interface Step {
  actual: number;
  predicted: number;
  ratio: number;
  radius: number;
  size: number;
  orthogonality: number;
}

/** The largest cosine of an angle between the residuals and a column of the Jacobian. */
function largestCosine({ r, norms, order }: PivotedQr, q: Float64Array, fnorm: number): number {
  if (fnorm === 0) return 0;
  const n = q.length;
  let largest = 0;
  for (let j = 0; j < n; j++) {
    const norm = norms[order[j]];
    if (norm === 0) continue;
    let product = 0;
    for (let i = 0; i <= j; i++) product += r[i * n + j] * (q[i] / fnorm);
    largest = Math.max(largest, Math.abs(product / norm));
  }
  return largest;
}

/** The scale of each variable never falls; a column of zeros counts as of norm 1 at first. */
function raise(scale: Float64Array, norms: Float64Array): void {
  for (let j = 0; j < scale.length; j++) scale[j] = Math.max(scale[j], norms[j]) || 1;
}

/** R z, into `product`. */
function upperTimes(r: Float64Array, z: Float64Array, product: Float64Array): Float64Array {
  const n = z.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = i; j < n; j++) sum += r[i * n + j] * z[j];
    product[i] = sum;
  }
  return product;
}
