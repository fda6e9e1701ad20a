export type { Assumption, Assumptions } from './assumption';
export { definedAs } from './definition';
export { type MatrixOptions, matrix, type Size, spd, symmetric, type VectorOptions, vector } from './dense';
export {
  among,
  bernoulli,
  type Distribution,
  exponentialDistribution,
  independent,
  normal,
  type Parameter,
  type RandomName,
  rademacher,
  uniform,
  withoutReplacement,
} from './distributions';
export { type IntervalOptions, integers, interval, nonzero, positive, reals } from './numbers';
export { type SequenceOptions, sequence } from './sequence';
