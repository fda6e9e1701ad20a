import { fraction, one } from './fraction';
import { opaque, type Proof } from './normal-form';
import { polynomial, split, Unprovable } from './polynomial';
import {
  addRational,
  constantOf,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';

const half = fraction(1n, 2n);

/** max(a, b) = (a + b + |a - b|) / 2. */
export function extreme(
  name: 'max' | 'min',
  a: RationalFunction,
  b: RationalFunction,
  proof: Proof,
): RationalFunction {
  const gap = absolute(addRational(a, negateRational(b)), proof);
  return scaleRational(addRational(addRational(a, b), name === 'max' ? gap : negateRational(gap)), half);
}

/** |c m p| = |c| m |p| for a number c and positive atoms m; |-p| = |p|; |p|^2 = p^2. */
export function absolute(a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) return a;
  const { coefficient, monomial, rest } = split(a.numerator);
  const positive = monomial.filter(([atom]) => proof.table.atoms[atom].positive);
  const others = monomial.filter(([atom]) => !proof.table.atoms[atom].positive);
  const size = coefficient.n < 0n ? { ...coefficient, n: -coefficient.n } : coefficient;
  const outside = fromPolynomial(polynomial([{ monomial: positive, coefficient: size }]));
  const inside: RationalFunction = multiplyRational(
    { numerator: rest, factors: a.factors },
    fromPolynomial(polynomial([{ monomial: others, coefficient: one }])),
  );
  if (constantOf(inside)) return outside;
  const reduces = { degree: 2, value: multiplyRational(inside, inside) };
  const atom = proof.table.find('abs', '', [inside], () => ({ integer: false, positive: false, reduces }));
  return multiplyRational(outside, fromAtom(atom));
}

/** log(c m p) = log c + log m + log p for a positive number c and positive atoms m, where at most one p is left. */
export function logarithm(a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) throw new Unprovable('the logarithm of zero');
  const { coefficient, monomial, rest } = split(a.numerator);
  const unknown = [rest.size > 1 ? 1 : 0, ...[...a.factors.values()].map(({ power }) => power)].filter(
    Boolean,
  );
  const splits =
    coefficient.n > 0n &&
    monomial.every(([atom]) => proof.table.atoms[atom].positive) &&
    (unknown.length === 0 || (unknown.length === 1 && unknown[0] === 1));
  if (!splits) return opaque('log', '', [a], proof);
  let result: RationalFunction = fromPolynomial(new Map());
  const append = (part: RationalFunction, times: number) => {
    result = addRational(result, scaleRational(part, fraction(BigInt(times))));
  };
  if (coefficient.n !== 1n) append(opaque('log', '', [fromFraction(fraction(coefficient.n))], proof), 1);
  if (coefficient.d !== 1n) append(opaque('log', '', [fromFraction(fraction(coefficient.d))], proof), -1);
  for (const [atom, exponent] of monomial) append(logarithmOfAtom(atom, proof), exponent);
  if (rest.size > 1) append(opaque('log', '', [fromPolynomial(rest)], proof), 1);
  for (const { rest: factor } of a.factors.values())
    append(opaque('log', '', [fromPolynomial(factor)], proof), -1);
  return result;
}

function logarithmOfAtom(id: number, proof: Proof): RationalFunction {
  const atom = proof.table.atoms[id];
  if (atom.label === 'constant e') return fromFraction(one);
  if (atom.kind !== 'power') return opaque('log', '', [fromAtom(id)], proof);
  const [base, exponent] = atom.args;
  const scaled = scaleRational(exponent, fraction(1n, proof.exponents.denominator));
  return multiplyRational(scaled, logarithm(base, proof));
}
