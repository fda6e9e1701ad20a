import { functions } from '../language/functions';
import { asNumber, type Scope } from '../language/value';
import type { Proof } from './normal-form';
import type { Polynomial } from './polynomial';
import type { RationalFunction } from './rational-function';

/** A form's value at a point, and the size of its largest term; undefined where it has an atom that is no function of numbers. */
export function valueAt(
  form: RationalFunction,
  proof: Proof,
  point: Scope,
): { value: number; size: number } | undefined {
  const denominator = [...form.factors.values()].map(({ rest, power }) => {
    const value = polynomialValue(rest, proof, point)?.value;
    return value === undefined ? undefined : value ** power;
  });
  const top = polynomialValue(form.numerator, proof, point);
  if (!top || denominator.includes(undefined)) return undefined;
  const divisor = (denominator as number[]).reduce((product, each) => product * each, 1);
  return { value: top.value / divisor, size: top.size / Math.abs(divisor) };
}

function polynomialValue(a: Polynomial, proof: Proof, point: Scope) {
  let [value, size] = [0, 0];
  for (const { monomial, coefficient } of a.values()) {
    let term = Number(coefficient.n) / Number(coefficient.d);
    for (const [atom, exponent] of monomial) {
      const base = atomValue(atom, proof, point);
      if (base === undefined) return undefined;
      term *= base ** exponent;
    }
    value += term;
    size = Math.max(size, Math.abs(term));
  }
  return { value, size };
}

function atomValue(id: number, proof: Proof, point: Scope): number | undefined {
  const { kind, label, args } = proof.table.atoms[id];
  if (kind === 'name') {
    if (label === 'constant e') return Math.E;
    if (label === 'constant pi') return Math.PI;
    return Object.hasOwn(point, label) ? asNumber(point[label]) : undefined;
  }
  const values = args.map((arg) => valueAt(arg, proof, point)?.value);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  const [a, b] = values as number[];
  if (kind === 'power') return a ** (b / Number(proof.exponents.denominator));
  if (!['log', 'sin', 'cos', 'abs'].includes(kind) || values.length !== 1) return undefined;
  return asNumber(functions[kind].apply([a], (result) => result));
}
