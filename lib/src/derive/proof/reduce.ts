import { one } from './fraction';
import type { Proof } from './normal-form';
import type { Monomial } from './polynomial';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  multiplyRational,
  powerRational,
  type RationalFunction,
} from './rational-function';

/** Replaces powers of atoms that reduce, until none is left. */
export function reduced(a: RationalFunction, proof: Proof): RationalFunction {
  const reducible = (monomial: Monomial) =>
    monomial.some(([atom, exponent]) => {
      const rule = proof.table.atoms[atom].reduces;
      return rule !== undefined && (exponent >= rule.degree || exponent < 0);
    });
  const parts = [a.numerator, ...[...a.factors.values()].map(({ rest }) => rest)];
  if (!parts.some((part) => [...part.values()].some(({ monomial }) => reducible(monomial)))) return a;
  const rewrite = (part: RationalFunction['numerator']) =>
    [...part.values()]
      .map(({ monomial, coefficient }) =>
        monomial.reduce<RationalFunction>((product, [atom, exponent]) => {
          const rule = proof.table.atoms[atom].reduces;
          const whole = rule ? Math.floor(exponent / rule.degree) : 0;
          const left = fromAtom(atom, rule ? exponent - whole * rule.degree : exponent);
          return multiplyRational(
            product,
            whole && rule ? multiplyRational(left, powerRational(rule.value, whole)) : left,
          );
        }, fromFraction(coefficient)),
      )
      .reduce(addRational, fromPolynomial(new Map()));
  const denominator = [...a.factors.values()].reduce(
    (product, { rest, power }) => multiplyRational(product, powerRational(rewrite(rest), power)),
    fromFraction(one),
  );
  return reduced(multiplyRational(rewrite(a.numerator), invertRational(denominator)), proof);
}
