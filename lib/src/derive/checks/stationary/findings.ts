import type { SymmetricEigen } from '../../../linalg';
import type { BoundState } from './bounds';
import type { EstimatedMatrix, EstimatedVector, Limits, RealFunction } from './derivatives';

/** Kinds of stationary points. */
export type StationaryKind = 'minimum' | 'maximum' | 'saddle';

/** What was computed of a point. */
export interface Findings {
  value: RealFunction;
  x: Float64Array;
  here: number;
  kind: StationaryKind;
  tolerance: number;
  semidefinite: boolean;
  gradient: Float64Array;
  byDifferences: EstimatedVector;
  isGiven: boolean;
  isHessianGiven: boolean;
  sides: BoundState;
  hessian: EstimatedMatrix;
  isKnown: boolean;
  eigen: SymmetricEigen;
  limits: Limits;
}
