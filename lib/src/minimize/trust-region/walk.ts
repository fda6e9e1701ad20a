import { along, dot, norm } from '../vector';
import { fallOf, type Segment } from './segment';

/** Where a path ends, or leaves the region. */
export interface Walk {
  readonly step: Float64Array;
  /** By how much the model falls until there. */
  readonly predicted: number;
  readonly isOnBoundary: boolean;
}

/** Follows a path to its end, or to the boundary of the region, whichever is nearer. */
export function walk(path: Iterable<Segment>, radius: number): Walk | undefined {
  let reached: Walk | undefined;
  for (const segment of path) {
    const { origin, direction, end } = segment;
    const fallen = reached?.predicted ?? 0;
    const whole = end === Infinity ? undefined : along(origin, end, direction);
    if (!whole || !(norm(whole) < radius)) {
      const t = Math.min(end, crossing(origin, direction, radius));
      return {
        step: along(origin, t, direction),
        predicted: fallen + fallOf(segment, t),
        isOnBoundary: true,
      };
    }
    reached = { step: whole, predicted: fallen + fallOf(segment, end), isOnBoundary: false };
  }
  return reached;
}

/** The t > 0 for which |origin + t direction| is the radius, from a point inside; lengths are taken in radii. */
function crossing(origin: Float64Array, direction: Float64Array, radius: number): number {
  const length = norm(direction);
  const inside = norm(origin) / radius;
  const along = dot(origin, direction) / length / radius;
  const rest = (1 - inside) * (1 + inside);
  const root = Math.sqrt(along * along + rest);
  // The form without cancellation.
  return ((along > 0 ? rest / (along + root) : root - along) * radius) / length;
}
