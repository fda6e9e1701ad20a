/**
 * A piece of a path through a quadratic model m(p) = g'p + p'Hp / 2, from the point `origin`: origin + t direction, for
 * t from 0 to `end`. Along a path the model falls and the distance from its start grows.
 */
export interface Segment {
  readonly origin: Float64Array;
  readonly direction: Float64Array;
  /** The derivative of m at the origin along the direction, negative. */
  readonly slope: number;
  /** direction' H direction. */
  readonly curvature: number;
  /** Infinity where the path never ends. */
  readonly end: number;
}

/** By how much the model falls up to t. */
export const fallOf = ({ slope, curvature }: Segment, t: number): number =>
  -t * (slope + (t * curvature) / 2);
