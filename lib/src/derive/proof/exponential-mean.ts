import type { Distribution } from '../assumptions/distributions';
import { asDraw, differ, known } from './draws-mean';
import { fraction, one } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { type Monomial, polynomial, Unprovable } from './polynomial';
import { powerOf } from './power-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';

const unit = fromFraction(one);

/**
 * The mean of exp(t x + u y + ...) for draws that are surely different: the product of the moment generating functions,
 * where these are finite.
 *
 * @returns undefined for anything else
 */
export function exponentialMean(
  part: Monomial,
  names: ReadonlySet<string>,
  proof: Proof,
): RationalFunction | undefined {
  return known(() => {
    const exponent = exponentOf(part, proof);
    const touches = (atom: number) => [...proof.table.atoms[atom].names].some((name) => names.has(name));
    if (!exponent || [...exponent.factors.values()].some(({ rest }) => anyIn(rest, touches)))
      return undefined;
    const draws = new Map<number, RationalFunction>();
    for (const { monomial, coefficient } of exponent.numerator.values()) {
      const random = monomial.filter(([atom]) => touches(atom));
      const fixed: RationalFunction = {
        numerator: polynomial([{ monomial: monomial.filter(([atom]) => !touches(atom)), coefficient }]),
        factors: exponent.factors,
      };
      const [[atom, power]] = random.length === 1 ? random : [[-1, 0] as const];
      if (power !== 1) return undefined;
      draws.set(atom, addRational(draws.get(atom) ?? fromPolynomial(new Map()), fixed));
    }
    const found = [...draws].map(([atom, by]) => ({ draw: asDraw(atom, proof), by }));
    const areDifferent = found.every(({ draw }, i) =>
      found
        .slice(i + 1)
        .every(
          ({ draw: other }) =>
            draw && other && (draw.name !== other.name || differ(draw.places, other.places)),
        ),
    );
    if (!areDifferent) return undefined;
    return found
      .map(({ draw, by }) => {
        if (!draw || draw.law.shape === 'without replacement') throw new Unprovable('no draw');
        return generatingFunction(draw.law, by, proof);
      })
      .reduce(multiplyRational, unit);
  });
}

const anyIn = (rest: RationalFunction['numerator'], touches: (atom: number) => boolean) =>
  [...rest.values()].some(({ monomial }) => monomial.some(([atom]) => touches(atom)));

/** The exponent, where every factor is a power of e. */
function exponentOf(part: Monomial, { table, exponents }: Proof): RationalFunction | undefined {
  let sum: RationalFunction = fromPolynomial(new Map());
  for (const [id, times] of part) {
    const { kind, args } = table.atoms[id];
    if (kind !== 'power' || !isEuler(args[0], table.atoms)) return undefined;
    sum = addRational(sum, scaleRational(args[1], fraction(BigInt(times), exponents.denominator)));
  }
  return sum;
}

function isEuler({ numerator, factors }: RationalFunction, atoms: Proof['table']['atoms']): boolean {
  const [first] = numerator.values();
  if (factors.size > 0 || numerator.size !== 1 || first.monomial.length !== 1) return false;
  const [[atom, exponent]] = first.monomial;
  const { n, d } = first.coefficient;
  return exponent === 1 && n === 1n && d === 1n && atoms[atom].label === 'constant e';
}

/** E(exp(t x)) of one draw. */
function generatingFunction(law: Distribution, t: RationalFunction, proof: Proof): RationalFunction {
  const { family, parameters } = law;
  const [a, b] = parameters.map((formula) => normalForm(formula, { ...proof, bound: [] }));
  const euler = fromAtom(
    proof.table.find('name', 'constant e', [], () => ({ integer: false, positive: true })),
  );
  const exp = (exponent: RationalFunction) => powerOf(euler, exponent, proof);
  if (isZero(t)) return unit;
  switch (family) {
    case 'normal': {
      const square = multiplyRational(multiplyRational(t, t), multiplyRational(b, b));
      return exp(addRational(multiplyRational(t, a), scaleRational(square, fraction(1n, 2n))));
    }
    case 'exponential':
      return multiplyRational(a, invertRational(addRational(a, negateRational(t))));
    case 'uniform': {
      const width = multiplyRational(t, addRational(b, negateRational(a)));
      const rise = addRational(exp(multiplyRational(t, b)), negateRational(exp(multiplyRational(t, a))));
      return multiplyRational(rise, invertRational(width));
    }
    case 'bernoulli':
      return addRational(addRational(unit, negateRational(a)), multiplyRational(a, exp(t)));
    case 'rademacher':
      return scaleRational(addRational(exp(t), exp(negateRational(t))), fraction(1n, 2n));
  }
  throw new Unprovable(`no generating function of ${family}`);
}
