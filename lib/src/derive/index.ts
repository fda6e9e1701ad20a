export type {
  Assumption,
  Assumptions,
  IntervalOptions,
  MatrixOptions,
  SequenceOptions,
  Size,
} from './assumptions';
export {
  definedAs,
  integers,
  interval,
  matrix,
  nonzero,
  positive,
  reals,
  sequence,
  spd,
  symmetric,
  vector,
} from './assumptions';
export {
  type CoordinateReport,
  checkGradient,
  type GradientCheck,
  type GradientCheckOptions,
  GradientError,
} from './check-gradient';
export { checkRate, type RateCheck, type RateCheckOptions, RateError } from './check-rate';
export type { CheckOptions } from './check-relation';
export type { Counterexample } from './counterexample';
export {
  Derivation,
  type DerivationOptions,
  type DerivationReport,
  type DerivationStart,
  derivation,
} from './derivation';
export { DerivationError } from './errors';
export type { Mutant } from './mutants';
export type { StepOptions } from './read-step';
export { type RefuteOptions, refute } from './refute';
export type { PlainValue } from './setting';
export type { StepReport } from './step';
