export type { Bounds } from './bounded/box';
export type { LbfgsbOptions } from './bounded/lbfgsb';
export { type DescendOptions, type Descent, descend } from './descend';
export { type BfgsOptions, bfgs } from './directions/bfgs';
export { hagerZhangDirection, polakRibiere } from './directions/conjugate-gradient';
export { steepestDescent } from './directions/gradient-descent';
export { type LbfgsOptions, lbfgs } from './directions/lbfgs';
export { newton } from './directions/newton';
export { newtonCg } from './directions/newton-cg';
export { centralDifferences } from './gradients/differences';
export {
  type FormulaData,
  type FormulaObjective,
  formulaObjective,
  type VariableShape,
  type VariableValues,
} from './gradients/formula-objective';
export { estimateNoise, type Noise } from './gradients/noise';
export {
  type TensorObjective,
  type TensorObjectiveOptions,
  tensorObjective,
} from './gradients/tensor-objective';
export {
  type Jacobian,
  type LeastSquaresOptions,
  type LeastSquaresResult,
  type LeastSquaresStatus,
  type LeastSquaresTracePoint,
  leastSquares,
  leastSquaresMessages,
  type Residuals,
} from './least-squares';
export { lineSearchMethod } from './line-search-method';
export { type BacktrackingOptions, backtracking } from './line-searches/backtracking';
export { exactStep } from './line-searches/exact';
export { fixedStep } from './line-searches/fixed';
export { type HagerZhangOptions, hagerZhang } from './line-searches/hager-zhang';
export type { Found, Line, LineSearch } from './line-searches/line';
export { type StrongWolfeOptions, strongWolfe } from './line-searches/strong-wolfe';
export type {
  Direction,
  DirectionFactory,
  InverseHessian,
  Iterate,
  Method,
  MethodFactory,
  Outcome,
} from './method';
export type {
  BoundsOption,
  GradientOptions,
  HessianOptions,
  LineSearchOption,
  MethodOptions,
  MinimizeMethod,
} from './methods';
export { minimize } from './minimize';
export {
  type LossFunction,
  type LossName,
  type MinimizeModelOptions,
  type MinimizeModelResult,
  type ModelData,
  type ModelHistory,
  minimizeModel,
  type SampleOptions,
} from './model/minimize-model';
export type { Gradient, Hessian, HessianProduct, Objective, ObjectiveParts } from './objective';
export type { Limits, MinimizeOptions } from './options';
export type { Problem } from './problem';
export { keepsNothing } from './recycling';
export {
  type MinimizeResult,
  type MinimizeStatus,
  minimizeMessages,
  type StopReason,
  type TracePoint,
} from './result';
export { type NelderMeadOptions, nelderMead } from './simplex/nelder-mead';
export { dogleg } from './trust-region/dogleg';
export { steihaug } from './trust-region/steihaug';
export type { TrustRegionOptions } from './trust-region/trust-region';
