export { type Claim, ClaimError, type ClaimResult, claim, type Prediction } from './claim';
export { type ConfidenceInterval, confidenceInterval } from './confidence-interval';
export { differences } from './differences';
export {
  type CompiledModel,
  type FunctionRangeOptions,
  learningRateRange,
  type ModelRangeOptions,
} from './learning-rate-range';
export type { RangeResult, SweepOptions } from './range-sweep';
export { repeat } from './repeat';
