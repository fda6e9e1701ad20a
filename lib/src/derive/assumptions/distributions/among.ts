import { InvalidInput } from '../../../errors';
import { bound } from '../bound';
import type { Parameter } from './families';
import { readPool } from './pool';
import { checkParameter, formulaOf, type RandomName, randomName } from './random-name';

/** Probabilities that are written as decimals add up to 1 to rounding. */
const rounding = 1e-9;

/**
 * One of finitely many values.
 *
 * @param values the values: numbers or formulas of other names; or the name of a declared sequence, whose items have
 *   the same probability each; or whole numbers such as `'1..N'`, for a random index
 * @param probabilities of the values listed, numbers or formulas; without them each has the same
 * @throws InvalidInput for no values, or probabilities that are negative or do not add up to 1
 * @example
 * ```ts
 * among([0, 1, 'c'], [0.5, 0.25, 0.25]).text // '~ 0, 1, c with probabilities 0.5, 0.25, 0.25'
 * among('1..N').text // '~ uniform among 1, ..., N'
 * ```
 */
export function among(
  values: readonly Parameter[] | string,
  probabilities?: readonly Parameter[],
): RandomName {
  if (typeof values === 'string') return amongPool(values, probabilities);
  if (!Array.isArray(values) || values.length === 0) {
    throw new InvalidInput({
      subject: 'among: values',
      given: values,
      allowed: 'a list of at least one value',
    });
  }
  for (const value of values) checkParameter(value, 'among: values', 'finite numbers', Number.isFinite);
  checkProbabilities(probabilities, values.length);
  const outcomes = values.map((value) => bound(value, 'among: values'));
  const chances = probabilities?.map((p) => bound(p, 'among: probabilities'));
  const list = (parts: readonly Parameter[], write = String as (formula: string) => string) =>
    parts.map((part) => write(String(part))).join(', ');
  return randomName({
    random: {
      family: 'among',
      parameters: values.map((value) => formulaOf(value, 'among: values')),
      weights: probabilities?.map((p) => formulaOf(p, 'among: probabilities')),
      shape: 'single',
    },
    needs: [...outcomes, ...(chances ?? [])].flatMap(({ needs }) => needs),
    law: probabilities
      ? `${list(values)} with probabilities ${list(probabilities)}`
      : `uniform among ${list(values)}`,
    tex: (write) =>
      `\\{${list(values, write)}\\}${probabilities ? `\\text{ with probabilities } ${list(probabilities, write)}` : ''}`,
    source: (scope) => {
      const at = outcomes.map((value) => value.at(scope));
      const weights = chances?.map((p) => p.at(scope)) ?? at.map(() => 1 / at.length);
      const good = at.every(Number.isFinite) && addUpToOne(weights);
      return good ? { kind: 'finite', outcomes: at, probabilities: weights } : undefined;
    },
  });
}

const addUpToOne = (weights: readonly number[]) =>
  weights.every((p) => p >= 0) && Math.abs(weights.reduce((sum, p) => sum + p, 0) - 1) <= rounding;

function checkProbabilities(probabilities: readonly Parameter[] | undefined, count: number): void {
  if (probabilities === undefined) return;
  const all = Array.isArray(probabilities) && probabilities.every((p) => typeof p === 'number');
  if (Array.isArray(probabilities) && probabilities.length === count) {
    if (!all || addUpToOne(probabilities as number[])) return;
  }
  throw new InvalidInput({
    subject: 'among: probabilities',
    given: probabilities,
    allowed: `${count} numbers, one a value, none negative, that add up to 1`,
  });
}

function amongPool(given: string, probabilities?: readonly Parameter[]): RandomName {
  if (probabilities !== undefined) {
    throw new InvalidInput({
      subject: 'among: probabilities',
      given: probabilities,
      allowed: 'left out for a sequence or a range, whose values have the same probability each',
    });
  }
  const pool = readPool(given, 'among: values');
  return randomName({
    random: { family: 'among', parameters: [], from: pool.from, shape: 'single' },
    needs: pool.needs,
    law: `uniform among ${pool.text}`,
    tex: pool.tex,
    source: (scope) => {
      const outcomes = pool.at(scope);
      return outcomes && { kind: 'finite', outcomes, probabilities: outcomes.map(() => 1 / outcomes.length) };
    },
  });
}
