import { InvalidInput } from '../../../errors';
import type { Law } from '../../expectation/law';
import type { Scope } from '../../language/value';
import type { Shape } from '../assumption';
import { bound } from '../bound';
import type { Parameter } from './families';
import { checkParameter, formulaOf, type RandomName, randomName } from './random-name';

const mostSources = 144;
const isSize = (n: number) => Number.isInteger(n) && n >= 1 && n <= 100;

/** The shape where its sizes are numbers or names, of draws that are numbers. */
function shapeOf({ random }: RandomName, rows: Parameter, columns: Parameter): Shape | undefined {
  const isNumber = !(random.from && 'sequence' in random.from);
  const isNamed = [rows, columns].every((size) => typeof size === 'number' || /^[A-Za-z]\w*$/.test(size));
  return isNumber && isNamed && !(rows === 1 && columns === 1) ? { rows, columns } : undefined;
}

/**
 * Independent draws from one distribution: x[1] to x[n], which are also a column vector x; or with two sizes a matrix.
 *
 * @param distribution of each draw: `normal(0, 1)`, `bernoulli('p')`, `among('g')`, ...
 * @param rows how many: a number or a name; a name that is not declared is an integer from 1 to 4
 * @param columns of a matrix with independent entries
 * @throws InvalidInput for what is no distribution of one draw
 * @example
 * ```ts
 * independent(normal(0, 'sigma'), 'n').text // '~ N(0, sigma^2), n independent draws'
 * independent(rademacher(), 'm', 'n').text
 * // '~ Rademacher, 1 or -1 with probability 1/2 each, the entries of an m x n matrix, independent'
 * ```
 */
export function independent(distribution: RandomName, rows: Parameter, columns?: Parameter): RandomName {
  if (distribution?.kind !== 'random' || distribution.random.shape !== 'single') {
    throw new InvalidInput({
      subject: 'independent: distribution',
      given: distribution,
      allowed: "the distribution of one draw, such as normal(0, 1) or bernoulli('p')",
    });
  }
  const sizes = columns === undefined ? [rows] : [rows, columns];
  for (const size of sizes) checkParameter(size, 'independent: size', 'a whole number from 1 to 100', isSize);
  const [high, wide] = sizes.map((size) => bound(size, 'independent: size'));
  const article = /^[aefhilmnorsx8]/i.test(String(rows)) ? 'an' : 'a';
  return randomName({
    random: {
      ...distribution.random,
      shape: 'independent',
      size: columns === undefined ? formulaOf(rows, 'independent: size') : undefined,
    },
    needs: [...distribution.needs, ...high.needs, ...(wide?.needs ?? [])],
    sizes: sizes.filter((size): size is string => typeof size === 'string' && /^[A-Za-z]\w*$/.test(size)),
    shape: shapeOf(distribution, rows, columns ?? 1),
    law:
      columns === undefined
        ? `${distribution.law}, ${rows} independent draws`
        : `${distribution.law}, the entries of ${article} ${rows} x ${columns} matrix, independent`,
    tex: (write) => {
      const each = distribution.tex(write).replace(/^\\sim /, '');
      const count =
        columns === undefined
          ? write(String(rows))
          : `${write(String(rows))} \\times ${write(String(columns))}`;
      return `${each}\\text{, } ${count} \\text{ independent ${columns === undefined ? 'draws' : 'entries'}}`;
    },
    source: distribution.source,
    at: (scope: Scope): Law | undefined => {
      const [m, n] = [high.at(scope), wide?.at(scope) ?? 1];
      const source = distribution.source(scope);
      if (!source || !isSize(m) || !isSize(n) || m * n > mostSources) return undefined;
      const sources = Array.from({ length: m * n }, () => source);
      const numbers = source.kind !== 'finite' || source.outcomes.every((each) => typeof each === 'number');
      if (numbers) return { kind: 'random', sources, shape: { rows: m, columns: n } };
      return n === 1 ? { kind: 'random', sources, shape: 'sequence' } : undefined;
    },
  });
}
