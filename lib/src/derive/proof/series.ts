import { type Fraction, fraction } from './fraction';
import type { Proof } from './normal-form';
import { Unprovable } from './polynomial';
import { powerOf } from './power-form';
import {
  addRational,
  constantOf,
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
import { reduced } from './reduce';
import { oddFunction } from './scalar-functions';
import { isNeverZero, signOf } from './signs';
import { logarithm } from './special-forms';
import { cosineForm, sineForm } from './trigonometry';

/** terms[0] t^low + terms[1] t^(low + 1) + ...; of what comes after the last term nothing is known. */
export interface Series {
  readonly low: number;
  readonly terms: readonly RationalFunction[];
}

const nothing = fromPolynomial(new Map());
const number = (n: number, d = 1): Fraction => fraction(BigInt(n), BigInt(d));
const unit = fromFraction(number(1));
const minus = (a: RationalFunction, b: RationalFunction) => addRational(a, negateRational(b));

/** Arithmetic of truncated power series in a small t, with exact coefficients. */
export class SeriesArithmetic {
  readonly proof: Proof;
  readonly length: number;
  /** Whether only positive t count, so that roots of t and |t| mean something. */
  readonly fromAbove: boolean;

  constructor(proof: Proof, length: number, fromAbove: boolean) {
    this.proof = proof;
    this.length = length;
    this.fromAbove = fromAbove;
  }

  readonly constant = (value: RationalFunction): Series => this.monomial(value, 0);

  /** value t^exponent */
  monomial(value: RationalFunction, exponent: number): Series {
    return { low: exponent, terms: [value, ...new Array(this.length - 1).fill(nothing)] };
  }

  add(a: Series, b: Series): Series {
    const low = Math.min(a.low, b.low);
    const end = Math.min(a.low + a.terms.length, b.low + b.terms.length);
    return this.#made(low, end - low, (k) => addRational(coefficient(a, low + k), coefficient(b, low + k)));
  }

  negate = (a: Series): Series => ({ ...a, terms: a.terms.map(negateRational) });

  multiply(a: Series, b: Series): Series {
    const length = Math.min(a.terms.length, b.terms.length);
    return this.#made(a.low + b.low, length, (k) =>
      sumOf(k + 1, (i) => multiplyRational(a.terms[i], b.terms[k - i])),
    );
  }

  invert(given: Series): Series {
    const a = this.#leading(given);
    const inverse = invertRational(a.terms[0]);
    return this.#recurrence(-a.low, a.terms.length, inverse, (k, made) =>
      negateRational(
        multiplyRational(
          inverse,
          sumOf(k, (i) => multiplyRational(a.terms[i + 1], made[k - 1 - i])),
        ),
      ),
    );
  }

  /** From (e^a)' = a' e^a. */
  exp(given: Series): Series {
    const a = this.#bounded(given);
    const euler = fromAtom(
      this.proof.table.find('name', 'constant e', [], () => ({ integer: false, positive: true })),
    );
    return this.#recurrence(0, a.terms.length, powerOf(euler, a.terms[0], this.proof), (k, made) =>
      scaleRational(
        sumOf(k, (i) => scaleRational(multiplyRational(a.terms[i + 1], made[k - 1 - i]), number(i + 1))),
        number(1, k),
      ),
    );
  }

  /** From a (log a)' = a'. */
  log(given: Series): Series {
    const a = this.#leading(given);
    if (a.low !== 0 || signOf(a.terms[0], this.proof) !== 1) throw new Unprovable('a logarithm of no series');
    const inverse = invertRational(a.terms[0]);
    return this.#recurrence(0, a.terms.length, logarithm(a.terms[0], this.proof), (k, made) => {
      const inner = sumOf(k - 1, (i) =>
        scaleRational(multiplyRational(made[i + 1], a.terms[k - 1 - i]), number(i + 1)),
      );
      return multiplyRational(minus(a.terms[k], scaleRational(inner, number(1, k))), inverse);
    });
  }

  /** a^p for a constant p: by multiplication where it is whole, else from a (a^p)' = p a^p a' where a starts positive. */
  power(given: Series, p: RationalFunction): Series {
    const exact = constantOf(p);
    if (exact?.d === 1n && exact.n >= -40n && exact.n <= 40n) return this.#whole(given, Number(exact.n));
    const a = this.#leading(given);
    const shift = exact && this.fromAbove ? (a.low * Number(exact.n)) / Number(exact.d) : 0;
    const movable = a.low === 0 || (exact !== undefined && this.fromAbove && Number.isInteger(shift));
    if (!movable || signOf(a.terms[0], this.proof) !== 1) throw new Unprovable('a power of no series');
    const inverse = invertRational(a.terms[0]);
    return this.#recurrence(shift, a.terms.length, powerOf(a.terms[0], p, this.proof), (k, made) => {
      const inner = sumOf(k, (i) => {
        const weight = minus(scaleRational(p, number(i + 1)), fromFraction(number(k - 1 - i)));
        return multiplyRational(weight, multiplyRational(a.terms[i + 1], made[k - 1 - i]));
      });
      return multiplyRational(scaleRational(inner, number(1, k)), inverse);
    });
  }

  /** Sine and cosine together, from s' = a' c and c' = -a' s. */
  sineAndCosine(given: Series): { sin: Series; cos: Series } {
    const a = this.#bounded(given);
    const at = a.terms[0];
    const sin = [sineForm(at, this.proof)];
    const cos = [cosineForm(at, this.proof)];
    for (let k = 1; k < a.terms.length; k++) {
      const along = (other: readonly RationalFunction[]) =>
        scaleRational(
          sumOf(k, (i) => scaleRational(multiplyRational(a.terms[i + 1], other[k - 1 - i]), number(i + 1))),
          number(1, k),
        );
      const [up, down] = [along(cos), along(sin)];
      sin.push(reduced(up, this.proof));
      cos.push(reduced(negateRational(down), this.proof));
    }
    return { sin: { low: 0, terms: sin }, cos: { low: 0, terms: cos } };
  }

  /** From (1 + a^2) s' = a'. */
  arctangent(given: Series): Series {
    const a = this.#bounded(given);
    const under = this.add(this.constant(unit), this.multiply(a, a)).terms;
    if (!isNeverZero(under[0], this.proof)) throw new Unprovable('an arctangent of no series');
    const inverse = invertRational(under[0]);
    return this.#recurrence(0, a.terms.length, oddFunction('atan', a.terms[0], this.proof), (k, made) => {
      const inner = sumOf(k - 1, (i) =>
        scaleRational(multiplyRational(made[i + 1], under[k - 1 - i]), number(i + 1, k)),
      );
      return multiplyRational(minus(a.terms[k], inner), inverse);
    });
  }

  /** The sign that the series has for all small t. */
  sign(given: Series): 1 | -1 {
    const a = this.#leading(given);
    const sign = signOf(a.terms[0], this.proof);
    if (sign === undefined || !(this.fromAbove || a.low % 2 === 0)) throw new Unprovable('no known sign');
    return sign;
  }

  #whole(a: Series, n: number): Series {
    if (n < 0) return this.#whole(this.invert(a), -n);
    let result = this.constant(unit);
    for (let k = 0; k < n; k++) result = this.multiply(result, a);
    return result;
  }

  /** Without its leading zeros; the first term is then zero nowhere. */
  #leading({ low, terms }: Series): Series {
    const first = terms.findIndex((term) => !isZero(term));
    if (first < 0 || !isNeverZero(terms[first], this.proof)) throw new Unprovable('no leading term');
    return { low: low + first, terms: terms.slice(first) };
  }

  /** From t^0 on; undefined growth has no series. */
  #bounded(a: Series): Series {
    if (a.terms.slice(0, Math.max(-a.low, 0)).some((term) => !isZero(term)))
      throw new Unprovable('an unbounded argument');
    const end = a.low + a.terms.length;
    if (end <= 0) throw new Unprovable('too few terms');
    return this.#made(0, Math.min(end, this.length), (k) => coefficient(a, k));
  }

  #made(low: number, length: number, term: (k: number) => RationalFunction): Series {
    if (length <= 0) throw new Unprovable('too few terms');
    return { low, terms: Array.from({ length }, (_, k) => reduced(term(k), this.proof)) };
  }

  #recurrence(
    low: number,
    length: number,
    first: RationalFunction,
    next: (k: number, made: readonly RationalFunction[]) => RationalFunction,
  ): Series {
    const made = [reduced(first, this.proof)];
    for (let k = 1; k < length; k++) made.push(reduced(next(k, made), this.proof));
    return { low, terms: made };
  }
}

/** The coefficient of t^exponent, for an exponent below the end of what is known. */
const coefficient = ({ low, terms }: Series, exponent: number): RationalFunction =>
  exponent < low ? nothing : terms[exponent - low];

const sumOf = (count: number, term: (i: number) => RationalFunction): RationalFunction =>
  Array.from({ length: Math.max(count, 0) }, (_, i) => term(i)).reduce(addRational, nothing);
