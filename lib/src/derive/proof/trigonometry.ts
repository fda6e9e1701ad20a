import { type Fraction, fraction, one } from './fraction';
import { opaque, type Proof } from './normal-form';
import { type Monomial, polynomial, split, Unprovable } from './polynomial';
import { FinerExponents } from './power-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';

interface Angle {
  cos: RationalFunction;
  sin: RationalFunction;
}

const mostTerms = 4;
const mostMultiple = 12;
const number = (value: bigint) => fromFraction(fraction(value));
const straight: Angle = { cos: number(1n), sin: number(0n) };

/** The sine of a sum of multiples of angles, by the sines and cosines of those angles; sin^2 is 1 - cos^2. */
export const sineForm = (a: RationalFunction, proof: Proof): RationalFunction => angleOf(a, proof).sin;

/** The cosine of a sum of multiples of angles, by the sines and cosines of those angles. */
export const cosineForm = (a: RationalFunction, proof: Proof): RationalFunction => angleOf(a, proof).cos;

function angleOf(a: RationalFunction, proof: Proof): Angle {
  if (isZero(a)) return straight;
  const terms = [...a.numerator.values()];
  if (a.factors.size > 0 || terms.length > mostTerms) return single(a, proof);
  return terms.reduce<Angle>(
    (sum, { monomial, coefficient }) => together(sum, multiple(monomial, coefficient, proof)),
    straight,
  );
}

const together = (a: Angle, b: Angle): Angle => ({
  cos: addRational(multiplyRational(a.cos, b.cos), negateRational(multiplyRational(a.sin, b.sin))),
  sin: addRational(multiplyRational(a.sin, b.cos), multiplyRational(a.cos, b.sin)),
});

/** The angle c m, as a multiple of the angle m / denominator. */
function multiple(monomial: Monomial, coefficient: Fraction, proof: Proof): Angle {
  const { exponents } = proof;
  const denominator = exponents.angles ?? 1n;
  const times = fraction(coefficient.n * denominator, coefficient.d);
  if (times.d !== 1n) {
    exponents.angles = denominator * times.d;
    if (exponents.angles > 60n) throw new Unprovable('angles with too large a common denominator');
    throw new FinerExponents();
  }
  const isPi = monomial.length === 1 && isConstantPi(monomial[0], proof);
  const size = times.n < 0n ? -times.n : times.n;
  if (isPi && (2n * size) % denominator === 0n) {
    const quarters = Number(((2n * size) / denominator) % 4n);
    const cos = number([1n, 0n, -1n, 0n][quarters]);
    const sin = number([0n, 1n, 0n, -1n][quarters]);
    return times.n < 0n ? { cos, sin: negateRational(sin) } : { cos, sin };
  }
  if (size > BigInt(mostMultiple))
    return single(fromPolynomial(polynomial([{ monomial, coefficient }])), proof);
  const unit = fraction(1n, denominator);
  const part = single(fromPolynomial(polynomial([{ monomial, coefficient: unit }])), proof);
  let result = straight;
  for (let k = 0n; k < size; k++) result = together(result, part);
  return times.n < 0n ? { ...result, sin: negateRational(result.sin) } : result;
}

const isConstantPi = ([atom, exponent]: Monomial[number], { table }: Proof) =>
  exponent === 1 && table.atoms[atom].kind === 'name' && table.atoms[atom].label === 'constant pi';

/** The cosine is even and the sine odd: the sign of the leading term stands outside. */
function single(a: RationalFunction, proof: Proof): Angle {
  const isNegative = split(a.numerator).coefficient.n < 0n;
  const upright = isNegative ? negateRational(a) : a;
  const cos = opaque('cos', '', [upright], proof);
  const value = addRational(fromFraction(one), negateRational(multiplyRational(cos, cos)));
  const reduces = { degree: 2, value };
  const sin = fromAtom(
    proof.table.find('sin', '', [upright], () => ({ integer: false, positive: false, reduces })),
  );
  return { cos, sin: isNegative ? negateRational(sin) : sin };
}
