import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { type Formula, formula, type Scalars, type SymbolRole } from '../formula';

/** The formula of one variant of a rule and the state that it starts from. */
export interface Variant {
  readonly formula: Formula;
  readonly state: Scalars;
  readonly scalars: Scalars;
  /** Arrays of random numbers that the formula reads, and their seeds. */
  readonly draws: Scalars;
}

/** What a variant is made of. */
export interface VariantParts extends Omit<Variant, 'formula'> {
  readonly name: string;
  /** Names of hyper-parameters; the lines need not mention all of them. */
  readonly hyper: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Checks the lines of an update rule.
 *
 * @throws InvalidInput naming the rule, the line and the symbol, where a line cannot be understood
 */
export function variantOf({ name, hyper, state, scalars, draws, lines }: VariantParts): Variant {
  checkObject(`${name}: state`, state, 'an object of initial values by name');
  checkObject(`${name}: scalars`, scalars, 'an object of initial values by name');
  const symbols: Record<string, SymbolRole> = {
    g: { kind: 'input', is: 'the gradient' },
    p: { kind: 'updated', is: 'the parameters' },
    t: { kind: 'scalar', is: 'the number of the step', optional: true },
  };
  const declare = (key: string, role: SymbolRole): void => {
    if (Object.hasOwn(symbols, key)) {
      throw new InvalidInput({
        subject: `${name}: the name of ${role.is}`,
        given: key,
        allowed: `another one than that of ${symbols[key].is}`,
      });
    }
    symbols[key] = role;
  };
  const declareState = (values: Scalars, kind: SymbolRole['kind']): void => {
    for (const [key, initial] of Object.entries(values)) {
      declare(key, { kind, is: `state ${key}` });
      if (Number.isFinite(initial)) continue;
      const subject = `${name}: initial value of state ${key}`;
      throw new InvalidInput({ subject, given: initial, allowed: 'a finite number' });
    }
  };
  for (const key of hyper) declare(key, { kind: 'scalar', is: `hyper-parameter ${key}`, optional: true });
  declareState(state, 'updated');
  declareState(scalars, 'scalarState');
  for (const key of Object.keys(draws)) declare(key, { kind: 'input', is: `the random numbers ${key}` });
  if (!Array.isArray(lines)) {
    throw new InvalidInput({ subject: `${name}: step`, given: lines, allowed: 'an array of lines' });
  }
  return { formula: formula({ name, symbols, lines }), state, scalars, draws };
}
