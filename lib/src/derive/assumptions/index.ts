export type { Assumption, Assumptions } from './assumption';
export { definedAs } from './definition';
export { type MatrixOptions, matrix, type VectorOptions, vector } from './dense';
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
export { type IntervalOptions, integers, interval, nonnegative, nonzero, positive, reals } from './numbers';
export { orthogonal } from './orthogonal';
export { type SequenceOptions, sequence } from './sequence';
export { type ProbabilitiesOptions, probabilities, unitVector } from './simplex';
export type { Size } from './size';
export { diagonal, psd, spd, symmetric } from './symmetric';
