import { InvalidInput } from '../../../errors';
import type { Scope, Value } from '../../language/value';
import { bound } from '../bound';
import { type Distribution, formulaOf } from './random-name';

/** What is drawn from: the items of a declared sequence, or whole numbers. */
export interface Pool {
  readonly needs: readonly string[];
  readonly from: NonNullable<Distribution['from']>;
  readonly text: string;
  tex(write: (formula: string) => string): string;
  /** The values at a point; undefined where there are none, or too many to go through. */
  at(scope: Scope): readonly Value[] | undefined;
}

const mostOutcomes = 1000;

/**
 * Reads `'g'`, the items of a sequence, or `'1..N'`, whole numbers.
 *
 * @throws InvalidInput for anything else
 */
export function readPool(given: string, subject: string): Pool {
  const range = typeof given === 'string' ? /^\s*(.+?)\s*\.\.\s*(.+?)\s*$/.exec(given) : null;
  if (range) return wholeNumbers(range[1], range[2], subject);
  if (typeof given !== 'string' || !/^\s*[A-Za-z]\w*\s*$/.test(given)) {
    throw new InvalidInput({
      subject,
      given,
      allowed: "the name of a declared sequence, such as 'g', or whole numbers such as '1..N'",
    });
  }
  const name = given.trim();
  return {
    needs: [name],
    from: { sequence: name },
    text: `the items of ${name}`,
    tex: (write) => `\\{${write(name)}_i\\}`,
    at: (scope) => {
      const value = scope[name];
      if (typeof value === 'number' || value?.kind === 'random') return undefined;
      if (value?.kind === 'sequence') return value.items.length > 0 ? value.items : undefined;
      return value?.kind === 'dense' && value.columns === 1 ? Array.from(value.data) : undefined;
    },
  };
}

function wholeNumbers(from: string, to: string, subject: string): Pool {
  const [low, high] = [bound(from, subject), bound(to, subject)];
  return {
    needs: [...low.needs, ...high.needs],
    from: { low: formulaOf(from, subject), high: formulaOf(to, subject) },
    text: `${from}, ..., ${to}`,
    tex: (write) => `\\{${write(from)}, \\dots, ${write(to)}\\}`,
    at: (scope) => {
      const [a, b] = [low.at(scope), high.at(scope)];
      if (!Number.isInteger(a) || !Number.isInteger(b) || b < a || b - a >= mostOutcomes) return undefined;
      return Array.from({ length: b - a + 1 }, (_, i) => a + i);
    },
  };
}
