import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';

/** Named variants of a rule, the default first: `{ form: ['classical', 'ema'] }`. */
export type Choices = Readonly<Record<string, readonly (string | boolean)[]>>;

/** One variant of each choice. */
export type Chosen<C extends Choices> = { readonly [K in keyof C]: C[K][number] };

/** One variant of each choice, by the names of the choices. */
export type Combination = Readonly<Record<string, string | boolean>>;

/** Guards against what only plain JavaScript can pass, and against a choice with the name of a number. */
export function checkChoices(name: string, choices: Choices, hyper: object): void {
  checkObject(`${name}: choices`, choices, 'an object of arrays by name');
  for (const [key, variants] of Object.entries<unknown>(choices)) {
    if (Object.hasOwn(hyper, key)) {
      const allowed = 'no name of a hyper-parameter';
      throw new InvalidInput({ subject: `${name}: choice`, given: key, allowed });
    }
    const isVariant = (variant: unknown) => typeof variant === 'string' || typeof variant === 'boolean';
    if (Array.isArray(variants) && variants.length > 0 && variants.every(isVariant)) continue;
    const allowed = 'an array of one or more texts or booleans, the default first';
    throw new InvalidInput({ subject: `${name}: choice ${key}`, given: variants, allowed });
  }
}

/** Every combination of the choices. */
export function combinations(choices: Choices): Combination[] {
  return Object.entries(choices).reduce<Combination[]>(
    (all, [key, variants]) =>
      all.flatMap((chosen) => variants.map((variant) => ({ ...chosen, [key]: variant }))),
    [{}],
  );
}

/** Completes the choices that were made by the first variants. */
export function choose(
  name: string,
  choices: Choices,
  options: Readonly<Record<string, unknown>>,
): Combination {
  const chosen: Record<string, string | boolean> = {};
  for (const [key, variants] of Object.entries(choices)) {
    const value = (Object.hasOwn(options, key) ? options[key] : undefined) ?? variants[0];
    if (!variants.includes(value as string | boolean)) {
      const allowed = `one of ${variants.map((variant) => JSON.stringify(variant)).join(', ')}`;
      throw new InvalidInput({ subject: `${name}: ${key}`, given: value, allowed });
    }
    chosen[key] = value as string | boolean;
  }
  return chosen;
}
