import { InvalidInput } from '../../errors';
import { freeNames } from '../../formula/nodes';
import { parseMath } from '../../formula/parse-math';
import { compileExpression, exactly } from '../language/evaluate';
import { asNumber, type Scope } from '../language/value';

/** An end of a range or a size: a number, or an expression of other names. */
export interface Bound {
  readonly text: string;
  readonly needs: readonly string[];
  at(scope: Scope): number;
}

/** @throws InvalidInput if it is neither a number nor a formula */
export function bound(given: number | string, subject: string): Bound {
  if (typeof given === 'number' && !Number.isNaN(given)) {
    const text = String(given).replace('Infinity', 'infinity');
    return { text, needs: [], at: () => given };
  }
  if (typeof given !== 'string') {
    throw new InvalidInput({ subject, given, allowed: 'a number or a formula of other names' });
  }
  const node = parseMath(given, subject);
  const evaluate = compileExpression(node, subject);
  return {
    text: given,
    needs: [...freeNames(node)],
    at: (scope) => asNumber(evaluate(scope, exactly)) ?? Number.NaN,
  };
}
