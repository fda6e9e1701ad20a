import { fraction } from './fraction';
import type { Proof } from './normal-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  invertRational,
  multiplyRational,
  type RationalFunction,
} from './rational-function';

const farthest = 20n;

/** (m + c)! = (m + 1) ... (m + c) m! for a whole number m without a constant term: quotients of factorials are polynomials. */
export function factorialForm(a: RationalFunction, proof: Proof): RationalFunction {
  const { table } = proof;
  const own = (m: RationalFunction) =>
    fromAtom(table.find('factorial', '', [m], () => ({ integer: true, positive: true })));
  if (!table.isInteger(a)) return own(a);
  const constant = a.numerator.get('')?.coefficient.n ?? 0n;
  if (constant > farthest || constant < -farthest) return own(a);
  const number = (value: bigint) => fromFraction(fraction(value));
  const m = addRational(a, number(-constant));
  const isNumber = m.numerator.size === 0;
  if (isNumber && constant < 0n) return own(a);
  let result = isNumber ? number(1n) : own(m);
  for (let k = 1n; k <= constant; k++) result = multiplyRational(result, addRational(m, number(k)));
  for (let k = 0n; k > constant; k--)
    result = multiplyRational(result, invertRational(addRational(m, number(k))));
  return result;
}
