import type { Distribution } from '../assumptions/distributions';
import { fraction, one } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { Unprovable } from './polynomial';
import { poolMoments } from './pool-moments';
import { powerOf } from './power-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  powerRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';

const unit = fromFraction(one);
const none = fromPolynomial(new Map());

/**
 * E(x^k) of one draw, as a formula of the parameters.
 *
 * @throws Unprovable where it is not known in closed form
 */
export function momentForm(law: Distribution, k: number, proof: Proof): RationalFunction {
  const { family, parameters, weights } = law;
  const [a, b] = parameters.map((part) => normalForm(part, { ...proof, bound: [] }));
  switch (family) {
    case 'normal':
      return normalMoment(a, powerRational(b, 2), k);
    case 'uniform':
      return uniformMoment(a, b, k);
    case 'exponential': {
      const factorial = Array.from({ length: k }, (_, i) => BigInt(i + 1)).reduce((x, y) => x * y, 1n);
      return scaleRational(powerRational(a, -k), fraction(factorial));
    }
    case 'bernoulli':
      return a;
    case 'rademacher':
      return k % 2 === 0 ? unit : none;
    case 'among': {
      if (parameters.length === 0) return poolMoments(law, proof).single(k);
      const shares = weights?.map((part) => normalForm(part, { ...proof, bound: [] }));
      const even = fromFraction(fraction(1n, BigInt(parameters.length)));
      return parameters
        .map((part) => powerRational(normalForm(part, { ...proof, bound: [] }), k))
        .map((value, i) => multiplyRational(value, shares?.[i] ?? even))
        .reduce(addRational);
    }
  }
  throw new Unprovable(`no closed form of the moments of ${family}`);
}

/**
 * E(x^p |x|^q) of one draw of a distribution that is symmetric about 0: zero where p is odd.
 *
 * @throws Unprovable for any other
 */
export function absoluteMomentForm(law: Distribution, p: number, q: number, proof: Proof): RationalFunction {
  const [a, b] = law.parameters.map((part) => normalForm(part, { ...proof, bound: [] }));
  const isSymmetric =
    law.family === 'rademacher' ||
    (law.family === 'normal' && isZero(a)) ||
    (law.family === 'uniform' && isZero(addRational(a, b)));
  const k = p + q;
  if (!isSymmetric) throw new Unprovable('the mean of an absolute value');
  if (p % 2 === 1) return none;
  if (k % 2 === 0) return momentForm(law, k, proof);
  if (law.family === 'rademacher') return unit;
  if (law.family === 'uniform') return scaleRational(powerRational(b, k), fraction(1n, BigInt(k + 1)));
  // E(|z|^k) = 2 4 ... (k - 1) sqrt(2 / pi) for odd k.
  const even = Array.from({ length: (k - 1) / 2 }, (_, i) => BigInt(2 * i + 2)).reduce((x, y) => x * y, 1n);
  const root = powerOf(twoOverPi(proof), fromFraction(fraction(1n, 2n)), proof);
  return scaleRational(multiplyRational(powerRational(b, k), root), fraction(even));
}

function twoOverPi({ table }: Proof): RationalFunction {
  const pi = table.find('name', 'constant pi', [], () => ({ integer: false, positive: true }));
  return scaleRational(fromAtom(pi, -1), fraction(2n));
}

/** m(k) = mean m(k - 1) + (k - 1) variance m(k - 2). */
function normalMoment(mean: RationalFunction, variance: RationalFunction, k: number): RationalFunction {
  let [before, last] = [unit, mean];
  for (let order = 2; order <= k; order++) {
    const next = addRational(
      multiplyRational(mean, last),
      scaleRational(multiplyRational(variance, before), fraction(BigInt(order - 1))),
    );
    [before, last] = [last, next];
  }
  return last;
}

/** (b^(k+1) - a^(k+1)) / ((k + 1) (b - a)), divided out. */
const uniformMoment = (a: RationalFunction, b: RationalFunction, k: number): RationalFunction =>
  scaleRational(
    Array.from({ length: k + 1 }, (_, i) =>
      multiplyRational(powerRational(a, i), powerRational(b, k - i)),
    ).reduce(addRational),
    fraction(1n, BigInt(k + 1)),
  );
