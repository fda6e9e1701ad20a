import { SymbolNode } from 'mathjs';
import type { Atom } from './atoms';
import { fraction } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { type Monomial, type Polynomial, polynomialKey, split, Unprovable } from './polynomial';
import { addRational, fromFraction, negateRational, type RationalFunction } from './rational-function';

/** The sign that a form has wherever it is defined, as far as its terms and the ranges of its names tell. */
export function signOf({ numerator, factors }: RationalFunction, proof: Proof): 1 | -1 | undefined {
  let sign = signOfPolynomial(numerator, proof);
  for (const { rest, power } of factors.values()) {
    if (power % 2 === 0) continue;
    const of = signOfPolynomial(rest, proof);
    sign = sign && of && ((sign * of) as 1 | -1);
  }
  return sign;
}

/** Whether a form is zero nowhere: a product of powers of positive things, or a sum of terms of one sign. */
export const isNeverZero = ({ numerator }: RationalFunction, proof: Proof): boolean =>
  signOfPolynomial(numerator, proof) !== undefined;

/** The sign of a polynomial: all its terms have it, or the largest outweighs the others, or a range says so. */
export function signOfPolynomial(a: Polynomial, proof: Proof): 1 | -1 | undefined {
  if (a.size === 0) return undefined;
  const terms = [...a.values()];
  const isPositive = (monomial: Monomial) => monomial.every(([atom]) => proof.table.atoms[atom].positive);
  const isSquare = (monomial: Monomial) => monomial.every((power) => isNowhereNegative(power, proof));
  if (terms.some(({ monomial }) => isPositive(monomial)) && terms.every((t) => isSquare(t.monomial))) {
    const negative = terms.filter(({ coefficient }) => coefficient.n < 0n).length;
    if (negative === 0) return 1;
    if (negative === terms.length) return -1;
  }
  return a.size === 1 ? undefined : (signOfLargest(a, proof) ?? signByRange(a, proof));
}

/** Whether a power of an atom is nowhere negative. */
export function isNowhereNegative([id, exponent]: Monomial[number], proof: Proof): boolean {
  const atom = proof.table.atoms[id];
  return isAtomAtLeastZero(atom) || exponent % evenPowerOf(atom, proof) === 0;
}

/** The least power that is a square of something real: b^(n/d) itself need not be. Infinite where there is none. */
export function evenPowerOf({ kind, positive, args }: Atom, { table, exponents }: Proof): number {
  if (kind !== 'power' || positive) return 2;
  return table.isInteger(args[1]) ? 2 * Number(exponents.denominator) : Number.POSITIVE_INFINITY;
}

/** The least even power from some power on. */
export function evenAbove(power: number, atom: Atom, proof: Proof): number {
  const even = evenPowerOf(atom, proof);
  if (!Number.isFinite(even)) throw new Unprovable('a power of unknown sign');
  return Math.ceil(power / even) * even;
}

/** Positive, an absolute value, or a root. */
export const isAtomAtLeastZero = ({ kind, positive, args }: Atom): boolean =>
  positive || kind === 'abs' || (kind === 'power' && args[1].numerator.has(''));

/** The sign of c m + ..., where c m is positive and the terms of the other sign are c' m u with |c'| < c and 0 < u <= 1. */
function signOfLargest(a: Polynomial, proof: Proof): 1 | -1 | undefined {
  const terms = [...a.values()];
  if (
    terms.length > 12 ||
    !terms.every(({ monomial }) => monomial.every(([id]) => proof.table.atoms[id].positive))
  )
    return undefined;
  for (const large of terms) {
    const sign = large.coefficient.n > 0n ? 1 : -1;
    const size = (n: bigint) => (n < 0n ? -n : n);
    const opposed = terms.filter(({ coefficient }) => coefficient.n > 0n !== large.coefficient.n > 0n);
    const ratios = opposed.map(({ monomial }) => atMostOne(monomial, large.monomial, proof));
    if (ratios.includes(undefined)) continue;
    let left = addRational(
      fromFraction({ ...large.coefficient, n: size(large.coefficient.n) }),
      fromFraction(fraction(0n)),
    );
    for (const { coefficient } of opposed)
      left = addRational(left, negateRational(fromFraction({ ...coefficient, n: size(coefficient.n) })));
    const rest = left.numerator.get('')?.coefficient.n ?? 0n;
    const helped = terms.length - opposed.length > 1 || ratios.includes('below');
    if (rest > 0n || (rest === 0n && helped)) return sign;
  }
  return undefined;
}

/** Whether a / b is at most one, or below it: a product of atoms that are. */
function atMostOne(a: Monomial, b: Monomial, proof: Proof): 'below' | 'at most' | undefined {
  const exponents = new Map(a);
  for (const [atom, exponent] of b) exponents.set(atom, (exponents.get(atom) ?? 0) - exponent);
  let result: 'below' | 'at most' = 'at most';
  for (const [atom, exponent] of exponents) {
    if (exponent === 0) continue;
    const side = besideOne(atom, proof);
    if (!side || side.below !== exponent > 0) return undefined;
    if (side.strict) result = 'below';
  }
  return result;
}

/** On which side of one a positive atom is. */
function besideOne(id: number, proof: Proof): { below: boolean; strict: boolean } | undefined {
  const { kind, label, args } = proof.table.atoms[id];
  if (label === 'constant e' || label === 'constant pi') return { below: false, strict: true };
  if (kind === 'factorial') return { below: false, strict: false };
  if (kind === 'name')
    return isPositiveIndex(label) ? { below: false, strict: false } : rangeBesideOne(label, proof);
  if (kind !== 'power') return undefined;
  const [base, exponent] = args;
  const sign = signOf(exponent, proof);
  if (sign === undefined) return undefined;
  const gap = signOf(addRational(fromFraction(fraction(1n)), negateRational(base)), proof);
  if (gap === undefined || signOf(base, proof) !== 1) return undefined;
  return { below: gap === sign, strict: true };
}

function rangeBesideOne(name: string, { facts }: Proof): { below: boolean; strict: boolean } | undefined {
  const range = facts.ranges.get(name);
  const [low, high] = [range?.low, range?.high].map((end) => (end ? Number(end.toString()) : Number.NaN));
  if (facts.positive.has(name) && high <= 1)
    return { below: true, strict: high < 1 || range?.openHigh === true };
  if (low >= 1) return { below: false, strict: low > 1 || range?.openLow === true };
  return undefined;
}

/** The sign of a number times a monomial times what a range says is not zero: 1 - a L where a is below 1/L. */
function signByRange(a: Polynomial, proof: Proof): 1 | -1 | undefined {
  const { coefficient, monomial, rest } = split(a);
  if (!monomial.every(([atom]) => proof.table.atoms[atom].positive)) return undefined;
  const sign = signsOfRanges(proof).get(polynomialKey(rest));
  return sign && ((coefficient.n > 0n ? sign : -sign) as 1 | -1);
}

function signsOfRanges(proof: Proof): Map<string, 1 | -1> {
  const { table, facts } = proof;
  if (table.signs) return table.signs;
  table.signs = new Map();
  for (const name of facts.ranges.keys()) {
    for (const difference of rangeDifferences(name, proof)) {
      if (!difference.open) continue;
      const { numerator, factors } = difference.form;
      if (numerator.size < 2) continue;
      const { coefficient, monomial, rest } = split(numerator);
      const others = monomial.every(([atom]) => table.atoms[atom].positive);
      const under = [...factors.values()].map((factor) =>
        factor.power % 2 === 0 ? 1 : signOfPolynomial(factor.rest, proof),
      );
      if (!others || under.includes(undefined)) continue;
      const sign = under.reduce<number>(
        (product, each) => product * (each as number),
        coefficient.n > 0n ? 1 : -1,
      );
      table.signs.set(polynomialKey(rest), sign as 1 | -1);
    }
  }
  return table.signs;
}

const isPlainNumber = (end: RangeEnd) => end === undefined || !Number.isNaN(Number(end.toString()));

type RangeEnd = NonNullable<ReturnType<Proof['facts']['ranges']['get']>>['low'];

/** x - low and high - x, which are positive, or with closed ends not negative; where they have a normal form. */
export function rangeDifferences(name: string, proof: Proof): { form: RationalFunction; open: boolean }[] {
  const range = proof.facts.ranges.get(name);
  if (!range || !proof.scalars.has(name)) return [];
  const outside: Proof = { ...proof, bound: [], cases: undefined };
  const differences: { form: RationalFunction; open: boolean }[] = [];
  const append = (end: RangeEnd, isLow: boolean, open: boolean) => {
    if (!end) return;
    try {
      const own = fromName(name, outside);
      const form = normalForm(end, outside);
      differences.push({
        form: isLow ? addRational(own, negateRational(form)) : addRational(form, negateRational(own)),
        open,
      });
    } catch (error) {
      if (!(error instanceof Unprovable)) throw error;
    }
  };
  append(range.low, true, range.openLow);
  append(range.high, false, range.openHigh);
  return differences;
}

const fromName = (name: string, proof: Proof) => normalForm(new SymbolNode(name), proof);

/** Whether a name lies above something positive. */
export function lowEndIsPositive(name: string, proof: Proof): boolean {
  const low = proof.facts.ranges.get(name)?.low;
  if (!low || isPlainNumber(low)) return false;
  try {
    return signOf(normalForm(low, { ...proof, bound: [], cases: undefined }), proof) === 1;
  } catch (error) {
    if (error instanceof Unprovable) return false;
    throw error;
  }
}

/** The label of an index; of one that starts at a positive number it says so. */
export const indexLabelOf = (k: number, isPositive: boolean) => `index ${k}${isPositive ? ' positive' : ''}`;
export const isIndex = (label: string) => label.startsWith('index ');
export const isPositiveIndex = (label: string) => /^index \d+ positive$/.test(label);
