import { random } from '../../../random';
import { curvatureAt } from '../one-line';
import { short } from '../report';
import { moved, sizeOf } from './derivatives';
import type { Findings } from './findings';

const near = 1e-2;
const reaches = [1e-2, 1e-3, 1e-4];
const probes = 40;

/** The eigenvectors of the free coordinates as directions of all coordinates. */
const directionsOf = ({ eigen, sides, x }: Findings) =>
  eigen.vectors.map((vector) => {
    const direction = new Float64Array(x.length);
    sides.free.forEach((i, a) => {
      direction[i] = vector[a];
    });
    return direction;
  });

const scaleOf = ({ x }: Findings) => x.reduce((size, each) => Math.max(size, sizeOf(each)), 1);

const clamped = (y: Float64Array, { limits }: Findings) =>
  y.map((each, i) => Math.min(limits.upper[i], Math.max(limits.lower[i], each)));

/** How much f bends in a percent of the way, as a second derivative: what one that should be zero is small beside. */
export function variation(findings: Findings): number {
  const { value, here } = findings;
  const reach = near * scaleOf(findings);
  const bends = directionsOf(findings).flatMap((direction) =>
    [reach, -reach].map((by) => Math.abs(value(clamped(moved(findings.x, direction, by), findings)) - here)),
  );
  const largest = Math.max(0, ...bends.filter(Number.isFinite));
  return (2 * largest) / reach ** 2;
}

/** In words, where second differences of f along an eigenvector are not its eigenvalue: the derivatives are not those of f. */
export function curvatureAstray(findings: Findings, error: number): string | undefined {
  const { value, x, eigen, limits, isGiven, isHessianGiven } = findings;
  if (!isGiven && !isHessianGiven) return undefined;
  for (const [k, direction] of directionsOf(findings).entries()) {
    const room = direction.reduce((least, each, i) => {
      const way = Math.min(x[i] - limits.lower[i], limits.upper[i] - x[i]);
      return each === 0 ? least : Math.min(least, way / Math.abs(each));
    }, Infinity);
    const seen = curvatureAt((by) => value(moved(x, direction, by)), scaleOf(findings), room);
    const apart = Math.abs(seen.value - eigen.values[k]);
    if (!(apart > 30 * seen.error + error + 1e-5 * Math.abs(eigen.values[k]))) continue;
    const what = isHessianGiven ? 'hess is not the Hessian of f' : 'grad is not the gradient of f';
    return `${what}: along an eigenvector f has the curvature ${short(seen.value)}, not ${short(eigen.values[k])}`;
  }
  return undefined;
}

/**
 * Points nearby at which f is clearly lower or higher, of a degenerate point: along null directions, straight and along
 * the valleys that branch off there, and at random.
 */
export function probed(findings: Findings, error: number): { lower?: Float64Array; higher?: Float64Array } {
  const { value, x, here, eigen, sides } = findings;
  const found: { lower?: Float64Array; higher?: Float64Array } = {};
  const isFlat = (k: number) => Math.abs(eigen.values[k]) <= error;
  const all = directionsOf(findings);
  const flat = all.filter((_, k) => isFlat(k));
  if (flat.length === 0 && sides.weak.length === 0) return found;
  const source = random(1);
  const size = scaleOf(findings);
  const inPlane = Array.from({ length: flat.length > 1 ? probes : 0 }, () => {
    const weights = flat.map(() => source.normal());
    return x.map((_, i) => flat.reduce((sum, direction, k) => sum + weights[k] * direction[i], 0));
  });
  const wandering = Array.from({ length: probes }, () => x.map(() => source.normal()));
  const look = (y: Float64Array) => {
    const inside = clamped(y, findings);
    const change = value(inside) - here;
    const noise = 2 ** -48 * Math.max(Math.abs(here), Math.abs(here + change));
    if (change < -noise) found.lower ??= inside;
    if (change > noise) found.higher ??= inside;
  };
  /** The bottom of the valley, or the top of the ridge, across the directions with curvature. */
  const settled = (y: Float64Array, reach: number) =>
    all.reduce((point, direction, k) => {
      if (isFlat(k)) return point;
      const h = near * reach;
      const slope = (value(moved(point, direction, h)) - value(moved(point, direction, -h))) / (2 * h);
      return moved(point, direction, -slope / eigen.values[k]);
    }, y);
  for (const direction of [...all, ...inPlane, ...wandering]) {
    const norm = Math.hypot(...direction) || 1;
    for (const share of reaches) {
      for (const side of [1, -1]) {
        const reach = share * size;
        const y = moved(x, direction, (side * reach) / norm);
        look(y);
        if (flat.length > 0) look(settled(y, reach));
      }
    }
  }
  return found;
}
