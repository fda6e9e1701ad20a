import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../../errors';
import { parseMath } from '../../../formula/parse-math';
import type { Law, Source } from '../../expectation/law';
import type { Scope } from '../../language/value';
import type { Assumption, Shape } from '../assumption';

/** What proofs and pictures know of a distribution. */
export interface Distribution {
  readonly family: 'normal' | 'uniform' | 'bernoulli' | 'rademacher' | 'exponential' | 'among' | 'draws';
  /** The parameters as formulas; of `among` the values, if they are listed. */
  readonly parameters: readonly MathNode[];
  /** Of `among`: the probabilities, if they are not all the same. */
  readonly weights?: readonly MathNode[];
  /** Of `among` and `draws`: the sequence that is drawn from, or the largest of the whole numbers from `low`. */
  readonly from?: { readonly sequence: string } | { readonly low: MathNode; readonly high: MathNode };
  /** One draw, or several: independent, or each without what was drawn before. */
  readonly shape: 'single' | 'independent' | 'without replacement';
  readonly size?: MathNode;
}

/** A declared random name: bound by E, Var, Cov and P, and a number nowhere else. */
export interface RandomName extends Assumption {
  readonly kind: 'random';
  readonly random: Distribution;
  /** One draw at a point; undefined where the parameters there are out of range. */
  source(scope: Scope): Source | undefined;
  /** The distribution in words, after `~`. */
  readonly law: string;
}

const fixed = { kind: 'random', integer: false, positive: false, symmetric: false } as const;

/** The parts of an assumption that every random name has alike. */
export function randomName(parts: {
  random: Distribution;
  needs: readonly string[];
  sizes?: readonly string[];
  /** Of independent draws: the vector or matrix that they are. */
  shape?: Shape;
  law: string;
  tex(write: (formula: string) => string): string;
  source(scope: Scope): Source | undefined;
  at?(scope: Scope): Law | undefined;
}): RandomName {
  const single = (scope: Scope): Law | undefined => {
    const source = parts.source(scope);
    return source && { kind: 'random', sources: [source], shape: 'single' };
  };
  const at = parts.at ?? single;
  return {
    ...fixed,
    random: parts.random,
    shape: parts.shape,
    law: parts.law,
    source: parts.source,
    text: `~ ${parts.law}`,
    tex: (write) => `\\sim ${parts.tex(write)}`,
    needs: [...new Set(parts.needs)],
    sizes: parts.sizes ?? [],
    draw: (_, scope) => at(scope),
    simple: (scope) => {
      const law = at(scope);
      return law ? [law] : [];
    },
    allows: () => true,
  };
}

/** A number or a formula of other names, as a formula. */
export const formulaOf = (given: number | string, subject: string): MathNode =>
  parseMath(typeof given === 'number' ? String(given) : given, subject);

/** @throws InvalidInput for a parameter that is a number and out of range */
export function checkParameter(
  given: number | string,
  subject: string,
  allowed: string,
  inRange: (x: number) => boolean,
): void {
  if (typeof given !== 'number' || inRange(given)) return;
  throw new InvalidInput({ subject, given, allowed });
}
