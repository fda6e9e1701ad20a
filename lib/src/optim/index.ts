export type { Choices, Chosen } from './choices';
export type { Group, Matcher, VariableInfo } from './groups';
export { decayRate, type Limit, nonNegative } from './limits';
export { adafactor } from './matrix/adafactor';
export { MatrixOptimizer } from './matrix/matrix-optimizer';
export {
  type MatrixRule,
  type MatrixRuleDefinition,
  type MatrixSettings,
  type MatrixStep,
  matrixRule,
} from './matrix/matrix-rule';
export { muon } from './matrix/muon';
export { shampoo } from './matrix/shampoo';
export type {
  Hyper,
  OnNaN,
  RuleOptions,
  Schedule,
} from './options';
export {
  checkPathOptimizer,
  type PathOptimizer,
  type PathStep,
  type PathStepper,
  pathStepOf,
} from './path-step';
export { type Rule, type RuleDefinition, rule } from './rule';
export { type NamedGradients, RuleOptimizer } from './rule-optimizer';
export { adabelief } from './rules/adabelief';
export { adadelta } from './rules/adadelta';
export { adagrad } from './rules/adagrad';
export { adam } from './rules/adam';
export { adamax } from './rules/adamax';
export { adamw } from './rules/adamw';
export { amsgrad } from './rules/amsgrad';
export { asgd } from './rules/asgd';
export { gradientDescent } from './rules/gradient-descent';
export { lamb } from './rules/lamb';
export { lion } from './rules/lion';
export { momentum } from './rules/momentum';
export { nadam } from './rules/nadam';
export { nesterov } from './rules/nesterov';
export { radam } from './rules/radam';
export { rmsprop } from './rules/rmsprop';
export { rprop } from './rules/rprop';
export { sgd } from './rules/sgd';
export { constant } from './schedules/constant';
export { type CosineOptions, cosine } from './schedules/cosine';
export { type ScheduleDescription, scheduleFrom } from './schedules/description';
export { type ExponentialOptions, exponential } from './schedules/exponential';
export { inverseSquareRoot } from './schedules/inverse-square-root';
export { joinSchedules, type ScheduledPart } from './schedules/join-schedules';
export { linear } from './schedules/linear';
export { type OneCycleOptions, oneCycle } from './schedules/one-cycle';
export { piecewise } from './schedules/piecewise';
export { type PolynomialOptions, polynomial } from './schedules/polynomial';
export {
  type PlateauSchedule,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from './schedules/reduce-on-plateau';
export {
  type FormulaSchedule,
  type ScheduleDefinition,
  type ScheduleHyper,
  type ScheduleMaker,
  type ScheduleOptions,
  schedule,
} from './schedules/schedule';
export { type SgdrOptions, sgdr } from './schedules/sgdr';
export { type StepDecayOptions, stepDecay } from './schedules/step-decay';
export { type WarmupOptions, warmup } from './schedules/warmup';
export { type WarmupCosineOptions, warmupCosine } from './schedules/warmup-cosine';
export * from './transforms';
export { Lookahead, type LookaheadOptions, lookahead } from './wrappers/lookahead';
export { Sam, type SamOptions, sam } from './wrappers/sam';
