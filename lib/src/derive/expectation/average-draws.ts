import { type Evaluate, exactly } from '../language/evaluate';
import type { Scope } from '../language/value';
import { notANumber, notAVector, type Result } from './average';
import { entries } from './expanded';
import { constant } from './expansion';
import type { Law } from './law';
import { note, noteHalfWidth } from './ledger';
import { meanWithInterval, sampled } from './monte-carlo';
import type { Expectation } from './names';

/** From seeded draws. */
export function estimated(
  operator: Expectation['operator'],
  parts: readonly Evaluate[],
  scope: Scope,
  laws: ReadonlyMap<string, Law>,
  text: string,
): Result {
  const samples = sampled(
    laws,
    scope,
    parts.map((part) => (at: Scope) => part(at, exactly)),
  );
  const columns = samples.map(({ rows }) => Array.from(rows[0], (_, k) => rows.map((row) => row[k])));
  const shapes = samples.map(({ like }) =>
    typeof like === 'number' || like.kind !== 'dense' ? [1, 1] : [like.rows, like.columns],
  );
  const shaped = (rows: number, across: number) =>
    entries(
      rows,
      across,
      Array.from({ length: rows * across }, () => constant(0)),
    );
  let result: Result;
  if (operator === 'E' || operator === 'P') {
    result = {
      shape: shaped(shapes[0][0], shapes[0][1]),
      estimates: columns[0].map(meanWithInterval),
      sampledError: true,
    };
  } else {
    const centred = columns.map((numbers) =>
      numbers.map((column) => {
        const { value } = meanWithInterval(column);
        return column.map((x) => x - value);
      }),
    );
    const [a, b] = operator === 'Var' ? [centred[0], centred[0]] : centred;
    if (operator === 'Var' && a.length > 1) throw notANumber(text);
    if (shapes.some(([, across]) => across > 1)) throw notAVector(text);
    const estimates = a.flatMap((x) => b.map((y) => meanWithInterval(x.map((value, i) => value * y[i]))));
    result = { shape: shaped(a.length, b.length), estimates, sampledError: true };
  }
  note('Monte Carlo');
  noteHalfWidth(Math.max(...result.estimates.map(({ error }) => error)));
  return result;
}
