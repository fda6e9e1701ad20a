import { InvalidInput } from '../errors';

/** Where in a formula something is wrong. */
export interface Place {
  /** The rule's name. */
  rule: string;
  /** The number of the line, from 1, and its text. */
  line?: number;
  text?: string;
}

/** An error about one symbol or construct of a formula, naming rule, line and symbol. */
export function formulaError(
  place: Place,
  what: string,
  given: unknown,
  allowed: string,
  remedy?: string,
): InvalidInput {
  const line = place.line === undefined ? '' : `, line ${place.line} (${place.text})`;
  return new InvalidInput({ subject: `${place.rule}${line}: ${what}`, given, allowed, remedy });
}
