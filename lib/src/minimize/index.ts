export { type DescendOptions, type Descent, descend } from './descend';
export { steepestDescent } from './directions/gradient-descent';
export { centralDifferences } from './gradients/differences';
export { lineSearchMethod } from './line-search-method';
export { type BacktrackingOptions, backtracking } from './line-searches/backtracking';
export { exactStep } from './line-searches/exact';
export { fixedStep } from './line-searches/fixed';
export type { Found, Line, LineSearch } from './line-searches/line';
export type {
  Direction,
  DirectionFactory,
  InverseHessian,
  Iterate,
  Method,
  MethodFactory,
  Outcome,
} from './method';
export type { LineSearchOption, MethodOptions, MinimizeMethod } from './methods';
export { minimize } from './minimize';
export type { Gradient, Hessian, HessianProduct, Objective, ObjectiveParts } from './objective';
export type { CommonOptions, Limits, MinimizeOptions } from './options';
export type { Problem } from './problem';
export {
  type MinimizeResult,
  type MinimizeStatus,
  minimizeMessages,
  type StopReason,
  type TracePoint,
} from './result';
