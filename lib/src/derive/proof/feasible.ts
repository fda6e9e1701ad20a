import { type Fraction, negated, plus, reciprocal, times, zero } from './fraction';
import type { Polynomial } from './polynomial';

/** What is supposed of a polynomial: positive, or not negative. */
export interface Constraint {
  readonly polynomial: Polynomial;
  readonly strict: boolean;
}

/** A linear inequality: the sum of coefficients times unknowns, plus a constant, is positive or not negative. */
interface Inequality {
  coefficients: ReadonlyMap<string, Fraction>;
  constant: Fraction;
  strict: boolean;
}

const most = 160;

/**
 * Whether constraints contradict each other, each monomial taken for an unknown of its own, by Fourier and Motzkin's
 * elimination: true is a proof, false says nothing.
 */
export function contradict(constraints: readonly Constraint[]): boolean {
  let left = constraints.map(inequalityOf);
  for (;;) {
    if (left.some(isFalse)) return true;
    const unknowns = new Set(left.flatMap(({ coefficients }) => [...coefficients.keys()]));
    if (unknowns.size === 0) return false;
    const [cheapest] = [...unknowns]
      .map((name) => ({ name, pairs: pairsOf(name, left) }))
      .sort((a, b) => a.pairs - b.pairs);
    left = eliminated(cheapest.name, left);
    if (left.length > most) return false;
  }
}

function inequalityOf({ polynomial, strict }: Constraint): Inequality {
  const coefficients = new Map<string, Fraction>();
  for (const [key, { coefficient }] of polynomial) if (key !== '') coefficients.set(key, coefficient);
  return { coefficients, constant: polynomial.get('')?.coefficient ?? zero, strict };
}

const isFalse = ({ coefficients, constant, strict }: Inequality) =>
  coefficients.size === 0 && (constant.n < 0n || (strict && constant.n === 0n));

const signIn = (name: string, { coefficients }: Inequality) => {
  const n = coefficients.get(name)?.n ?? 0n;
  return n > 0n ? 1 : n < 0n ? -1 : 0;
};

function pairsOf(name: string, inequalities: readonly Inequality[]): number {
  const up = inequalities.filter((each) => signIn(name, each) > 0).length;
  const down = inequalities.filter((each) => signIn(name, each) < 0).length;
  return up * down - up - down;
}

function eliminated(name: string, inequalities: readonly Inequality[]): Inequality[] {
  const [up, down, rest] = [1, -1, 0].map((sign) =>
    inequalities.filter((each) => signIn(name, each) === sign),
  );
  const both = up.flatMap((a) =>
    down.map((b) => {
      const [p, q] = [a, b].map(({ coefficients }) => coefficients.get(name) as Fraction);
      return sum(scaled(a, reciprocal(p)), scaled(b, negated(reciprocal(q))), name);
    }),
  );
  return [...rest, ...both];
}

const scaled = ({ coefficients, constant, strict }: Inequality, by: Fraction): Inequality => ({
  coefficients: new Map([...coefficients].map(([name, value]) => [name, times(value, by)])),
  constant: times(constant, by),
  strict,
});

function sum(a: Inequality, b: Inequality, without: string): Inequality {
  const coefficients = new Map(a.coefficients);
  for (const [name, value] of b.coefficients) {
    const total = plus(coefficients.get(name) ?? zero, value);
    if (total.n === 0n) coefficients.delete(name);
    else coefficients.set(name, total);
  }
  coefficients.delete(without);
  return { coefficients, constant: plus(a.constant, b.constant), strict: a.strict || b.strict };
}
