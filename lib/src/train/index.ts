export { type Claim, ClaimError, type ClaimResult, claim, type Prediction } from './claim';
export { type ConfidenceInterval, confidenceInterval } from './confidence-interval';
export { differences } from './differences';
export { repeat } from './repeat';
