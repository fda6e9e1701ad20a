import type { MathNode } from 'mathjs';
import { freeNames, syntax } from '../../formula/nodes';
import { differentiate } from '../language/differentiate';
import { fraction, fromDecimal } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { Unprovable } from './polynomial';
import { constantOf, fromFraction, isZero } from './rational-function';
import { type Series, SeriesArithmetic } from './series';

/** Where a series is taken: in t = variable - to, or in t = 1/variable where the variable grows without bound. */
export interface Place {
  variable: string;
  to: number;
  /** Whether the variable comes to the place from above only. */
  fromAbove: boolean;
}

/**
 * The power series of a formula in numbers about a place, to a number of terms.
 *
 * Each rule is an identity of analytic functions near the place, for all values of the other names for which the formula
 * is defined: nothing is divided by unless it is zero nowhere.
 *
 * @throws Unprovable where there is no such series, or none that these rules find
 */
export function expand(node: MathNode, place: Place, proof: Proof, length: number): Series {
  const infinite = !Number.isFinite(place.to);
  const series = new SeriesArithmetic(proof, length, infinite || place.fromAbove);
  const variable = (): Series => {
    if (infinite) return series.monomial(fromFraction(fraction(place.to > 0 ? 1n : -1n)), -1);
    const t = series.monomial(fromFraction(fraction(1n)), 1);
    return place.to === 0 ? t : series.add(series.constant(fromFraction(fromDecimal(place.to))), t);
  };
  const visit = (part: MathNode): Series => {
    if (!freeNames(part).has(place.variable)) return series.constant(normalForm(part, proof));
    const read = syntax(part);
    if (read.type === 'name') return variable();
    if (read.type === 'operator') return operator(read.op, read.args);
    if (read.type === 'call') return call(read.name, read.args);
    throw new Unprovable('no series');
  };
  const operator = (op: string, args: MathNode[]): Series => {
    const [a, b] = args;
    if (b === undefined) {
      if (op === '-') return series.negate(visit(a));
      if (op === '+' || op === "'") return visit(a);
      throw new Unprovable('no series');
    }
    switch (op) {
      case '+':
        return series.add(visit(a), visit(b));
      case '-':
        return series.add(visit(a), series.negate(visit(b)));
      case '*':
      case '.*':
        return series.multiply(visit(a), visit(b));
      case '/':
      case './':
        return series.multiply(visit(a), series.invert(visit(b)));
      case '^':
      case '.^':
        return freeNames(b).has(place.variable)
          ? series.exp(series.multiply(visit(b), series.log(visit(a))))
          : series.power(visit(a), normalForm(b, proof));
    }
    throw new Unprovable('no series');
  };
  const sigmoid = (a: Series) =>
    series.invert(series.add(series.constant(one), series.exp(series.negate(a))));
  const larger = (a: Series, b: Series) => (series.sign(series.add(a, series.negate(b))) > 0 ? a : b);
  const call = (name: string, args: MathNode[]): Series => {
    if (name === 'diff') {
      const by = syntax(args[1]);
      if (by.type === 'name') return visit(differentiate(args[0], by.name, undefined, 'diff'));
    }
    const [a, b] = args.map(visit);
    switch (b === undefined ? name : `${name} of ${args.length}`) {
      case 'exp':
        return series.exp(a);
      case 'log':
        return series.log(a);
      case 'log of 2':
        return series.multiply(series.log(a), series.invert(series.log(b)));
      case 'sqrt':
        return series.power(a, fromFraction(fraction(1n, 2n)));
      case 'square':
        return series.multiply(a, a);
      case 'sin':
        return series.sineAndCosine(a).sin;
      case 'cos':
        return series.sineAndCosine(a).cos;
      case 'atan':
        return series.arctangent(a);
      case 'sigmoid':
        return sigmoid(a);
      case 'tanh': {
        const twice = sigmoid(series.add(a, a));
        return series.add(series.add(twice, twice), series.negate(series.constant(one)));
      }
      case 'expm1':
        return series.add(series.exp(a), series.negate(series.constant(one)));
      case 'log1p':
        return series.log(series.add(series.constant(one), a));
      case 'softplus':
        return series.log(series.add(series.constant(one), series.exp(a)));
      case 'abs':
        return series.sign(a) > 0 ? a : series.negate(a);
      case 'sign':
        return series.constant(fromFraction(fraction(BigInt(series.sign(a)))));
      case 'relu':
        return series.sign(a) > 0 ? a : series.constant(nothing);
      case 'max of 2':
        return larger(a, b);
      case 'min of 2':
        return series.negate(larger(series.negate(a), series.negate(b)));
    }
    throw new Unprovable('no series');
  };
  return visit(node);
}

const one = fromFraction(fraction(1n));
const nothing = fromFraction(fraction(0n));

/** The exponent of the first term that is not zero; undefined where all that are known are. */
export function leadingExponent({ low, terms }: Series): number | undefined {
  const first = terms.findIndex((term) => !isZero(term) && constantOf(term)?.n !== 0n);
  return first < 0 ? undefined : low + first;
}
