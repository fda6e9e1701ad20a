import { type MathNode, SymbolNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { diagonalize } from '../../linalg/jacobi';
import { compileHessian } from '../language/compile-derivatives';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import { numbersIn, type Scope, ShapeError, type Value } from '../language/value';
import { sizeOf } from './other-places';

const mostEntries = 6;
/** An eigenvalue this small beside the largest is rounding. */
const zero = 1e-10;

/** Places along the directions in which an objective of a vector has no curvature, where it may be as low as at a place. */
export function alongFlats(objective: MathNode, variable: string): (place: Value, point: Scope) => Value[] {
  let hessian: Evaluate;
  try {
    const compile = (node: MathNode) => compileExpression(node, 'argmin');
    hessian = compileHessian(objective, new SymbolNode(variable), compile, 'argmin');
  } catch (error) {
    if (error instanceof InvalidInput) return () => [];
    throw error;
  }
  return (place, point) => {
    if (typeof place === 'number' || place.kind !== 'dense' || place.columns !== 1) return [];
    const n = place.rows;
    if (n < 2 || n > mostEntries) return [];
    try {
      const entries = Float64Array.from(numbersIn(hessian({ ...point, [variable]: place }, exactly)));
      if (!entries.every(Number.isFinite)) return [];
      const vectors = diagonalize(entries, n);
      const values = Array.from({ length: n }, (_, k) => Math.abs(entries[k * n + k]));
      const step = Math.max(sizeOf(place), 1);
      return values.flatMap((value, k) => {
        if (value > zero * Math.max(...values)) return [];
        return [{ ...place, data: place.data.map((entry, i) => entry + step * vectors[i * n + k]) }];
      });
    } catch (error) {
      if (error instanceof ShapeError) return [];
      throw error;
    }
  };
}
