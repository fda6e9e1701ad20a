import { dot } from '../vector';

/** -v, as a new vector. */
export const negated = (v: Float64Array): Float64Array => v.map((part) => -part);

/** Whether f falls along a direction, by a slope that is a number. */
export function isDescent(direction: Float64Array, jac: Float64Array): boolean {
  const slope = dot(direction, jac);
  return slope < 0 && slope > -Infinity && direction.every(Number.isFinite);
}
