export type {
  Assumption,
  Assumptions,
  Distribution,
  IntervalOptions,
  MatrixOptions,
  Parameter,
  ProbabilitiesOptions,
  RandomName,
  SequenceOptions,
  Size,
} from './assumptions';
export {
  among,
  bernoulli,
  definedAs,
  diagonal,
  exponentialDistribution,
  independent,
  integers,
  interval,
  matrix,
  nonnegative,
  nonzero,
  normal,
  orthogonal,
  positive,
  probabilities,
  psd,
  rademacher,
  reals,
  sequence,
  spd,
  symmetric,
  uniform,
  unitVector,
  vector,
  withoutReplacement,
} from './assumptions';
export {
  type BoundCheck,
  type BoundCheckOptions,
  type BoundDomain,
  BoundError,
  type BoundRange,
  type BoundSide,
  checkBound,
  type TightestPoint,
} from './checks/check-bound';
export {
  type CoordinateReport,
  checkGradient,
  type DerivativeEstimate,
  type GivenFunction,
  type GivenObjective,
  type GradientCheck,
  type GradientCheckOptions,
  GradientError,
} from './checks/check-gradient';
export {
  checkInvariant,
  type Invariant,
  type InvariantCheck,
  type InvariantCheckOptions,
  InvariantError,
  type InvariantReport,
  type InvariantSide,
  type InvariantValue,
} from './checks/check-invariant';
export {
  checkHessian,
  checkJacobian,
  type EntryReport,
  type HessianCheckOptions,
  type JacobianCheck,
  type JacobianCheckOptions,
  JacobianError,
  type Rows,
} from './checks/check-jacobian';
export {
  checkRate,
  type RateCheck,
  type RateCheckOptions,
  type RateClaim,
  RateError,
} from './checks/check-rate';
export {
  checkStationary,
  type StationaryCheck,
  type StationaryCheckOptions,
  StationaryError,
  type StationaryKind,
} from './checks/check-stationary';
export {
  BiasError,
  type BiasReport,
  checkUnbiased,
  type UnbiasedCheck,
  type UnbiasedCheckOptions,
} from './checks/check-unbiased';
export {
  Derivation,
  type DerivationOptions,
  type DerivationReport,
  type DerivationStart,
  derivation,
} from './derivation';
export { DerivationError } from './errors';
export type { Mutant } from './mutation/mutants';
export type { Counterexample } from './points/counterexample';
export type { PlainValue } from './points/setting';
export type { StepOptions } from './read-step';
export { type RefuteOptions, refute } from './refute';
export type { Remainder } from './relations/asymptotics';
export type { CheckOptions } from './relations/check-options';
export type { AsymptoticOptions } from './relations/read-claim';
export type { RelationSign } from './relations/read-relation';
export type { StepReport } from './step';
