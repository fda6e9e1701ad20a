import { freeNames } from '../../formula/nodes';
import { parseMath } from '../../formula/parse-math';
import { compileExpression, exactly } from '../language/evaluate';
import { isFiniteValue, type Scope, ShapeError } from '../language/value';
import type { Assumption } from './assumption';

/**
 * A name that abbreviates an expression of the other names: `kappa: definedAs('L/mu')`.
 *
 * @throws InvalidInput if the text is no formula
 * @example
 * ```ts
 * definedAs('L/mu').text // '= L/mu'
 * ```
 */
export function definedAs(expression: string): Assumption {
  const node = parseMath(expression, 'definedAs');
  const evaluate = compileExpression(node, 'definedAs');
  const valueAt = (scope: Scope) => {
    try {
      const value = evaluate(scope, exactly);
      return isFiniteValue(value) ? value : undefined;
    } catch (error) {
      if (error instanceof ShapeError) return undefined;
      throw error;
    }
  };
  return {
    kind: 'number',
    integer: false,
    positive: false,
    symmetric: false,
    tex: (write) => `= ${write(expression)}`,
    text: `= ${expression}`,
    needs: [...freeNames(node)],
    sizes: [],
    definition: expression,
    draw: (_, scope) => valueAt(scope),
    simple: (scope) => {
      const value = valueAt(scope);
      return value === undefined ? [] : [value];
    },
    allows: () => true,
  };
}
