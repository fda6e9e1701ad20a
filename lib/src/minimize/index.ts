export { type DescendOptions, type Descent, descend } from './descend';
export {
  type BacktrackingOptions,
  backtracking,
  exactStep,
  type Found,
  fixedStep,
  type Line,
  type LineSearch,
} from './line-search';
export { type MinimizeMethod, type MinimizeOptions, minimize } from './minimize';
export { centralDifferences, type Gradient, type Objective } from './objective';
export { type MinimizeResult, type MinimizeStatus, minimizeMessages, type TracePoint } from './result';
