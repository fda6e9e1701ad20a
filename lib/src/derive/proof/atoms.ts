import type { MathNode } from 'mathjs';
import type { Monomial, Polynomial } from './polynomial';
import { equalRational, type RationalFunction } from './rational-function';

/** What the assumptions say of the names, as far as proofs use it. */
export interface Facts {
  integer: ReadonlySet<string>;
  positive: ReadonlySet<string>;
  nonzero: ReadonlySet<string>;
  /** The names that are 0 or 1. */
  bits: ReadonlySet<string>;
  /** The ranges of numbers, where they have an end. */
  ranges: ReadonlyMap<string, KnownRange>;
}

/** The ends of a number's range as formulas; an end may be left out, or be out of reach. */
export interface KnownRange {
  low?: MathNode;
  high?: MathNode;
  openLow: boolean;
  openHigh: boolean;
}

/** Something that a rational normal form treats as indivisible. */
export interface Atom {
  /** `name`, `power`, or the name of a function, `index` and `sum` among them. */
  kind: string;
  label: string;
  args: readonly RationalFunction[];
  names: ReadonlySet<string>;
  integer: boolean;
  positive: boolean;
  /** atom^degree = value: a square root's square, the square of an absolute value. */
  reduces?: { degree: number; value: RationalFunction };
}

/** Numbers the atoms of one proof; equal atoms, by proof of their arguments' equality, have one number. */
export class AtomTable {
  readonly atoms: Atom[] = [];
  /** The signs that ranges give to polynomials, by the polynomials' keys, once they are asked for. */
  signs?: Map<string, 1 | -1>;
  /** The polynomials that stood under roots and logarithms, by their keys: what may divide others there. */
  readonly bases = new Map<string, Polynomial>();
  /** Whether polynomials under roots and logarithms are divided by others that stood there. */
  divides = false;

  find(
    kind: string,
    label: string,
    args: readonly RationalFunction[],
    make: () => Omit<Atom, 'kind' | 'label' | 'args' | 'names'> & { names?: ReadonlySet<string> },
  ): number {
    const known = this.atoms.findIndex(
      (atom) =>
        atom.kind === kind &&
        atom.label === label &&
        atom.args.length === args.length &&
        atom.args.every((arg, i) => equalRational(arg, args[i])),
    );
    if (known >= 0) return known;
    const names = new Set(args.flatMap((arg) => [...this.namesIn(arg)]));
    if (kind === 'name' || kind === 'index') names.add(label);
    const made = make();
    for (const name of made.names ?? []) names.add(name);
    // The index of a sum is bound in it.
    if (kind === 'sum' || kind === 'prod') names.delete(label);
    this.atoms.push({ kind, label, args, ...made, names });
    return this.atoms.length - 1;
  }

  namesIn({ numerator, factors }: RationalFunction): Set<string> {
    const inPolynomial = (a: Polynomial) =>
      [...a.values()].flatMap(({ monomial }) => [...this.namesOf(monomial)]);
    return new Set([
      ...inPolynomial(numerator),
      ...[...factors.values()].flatMap(({ rest }) => inPolynomial(rest)),
    ]);
  }

  namesOf(monomial: Monomial): Set<string> {
    return new Set(monomial.flatMap(([atom]) => [...this.atoms[atom].names]));
  }

  /** Whether the value is an integer at every point: integer names with integer coefficients and no division. */
  isInteger({ numerator, factors }: RationalFunction): boolean {
    return (
      factors.size === 0 &&
      [...numerator.values()].every(
        ({ monomial, coefficient }) =>
          coefficient.d === 1n &&
          monomial.every(([atom, exponent]) => exponent > 0 && this.atoms[atom].integer),
      )
    );
  }
}
