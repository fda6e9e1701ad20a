export type { Assumption, Assumptions } from './assumption';
export { definedAs } from './definition';
export { type MatrixOptions, matrix, type Size, spd, symmetric, type VectorOptions, vector } from './dense';
export { type IntervalOptions, integers, interval, nonzero, positive, reals } from './numbers';
export { type SequenceOptions, sequence } from './sequence';
