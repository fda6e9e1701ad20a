export { type LeastSquaresOptions, leastSquares } from './least-squares';
export type { Jacobian, Residuals } from './residuals';
export {
  type LeastSquaresResult,
  type LeastSquaresStatus,
  type LeastSquaresTracePoint,
  leastSquaresMessages,
} from './result';
