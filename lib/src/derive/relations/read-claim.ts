import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames } from '../../formula/nodes';
import { readingFrom } from '../language/unfold';
import type { Setting } from '../points/setting';
import type { AsymptoticClaim, Remainder } from './asymptotics';
import type { RelationSign } from './read-relation';

/** Where a relation holds only as a name tends to a value. */
export interface AsymptoticOptions {
  /** The name that tends to a value, and the value: `{ n: Infinity }`, `{ h: 0 }`. */
  as?: Readonly<Record<string, number>>;
  /**
   * The sides differ by a term of this order in the name given by `as`: 2 for O(h^2); as the name grows without bound, the
   * exponent: -2 for O(n^-2).
   */
  order?: number;
  /**
   * What the order says of the difference: `O` (the default), at most of it; `o`, it vanishes beside it; `Theta`, exactly
   * of it, so that an order that could be higher is refused.
   */
  remainder?: Remainder;
}

const remainders: readonly Remainder[] = ['O', 'o', 'Theta'];

/** The asymptotic claim of a relation and its options; undefined where it claims equality or a bound of values. */
export function readClaim(
  sign: RelationSign,
  { as, order, remainder }: AsymptoticOptions,
  setting: Setting,
  subject: string,
): AsymptoticClaim | undefined {
  const kind =
    sign === '~' ? 'equivalent' : sign === '->' ? 'limit' : order !== undefined ? 'order' : undefined;
  if (remainder !== undefined && (kind !== 'order' || !remainders.includes(remainder))) {
    throw new InvalidInput({
      subject: `${subject}: remainder`,
      given: remainder,
      allowed: `one of ${remainders.join(', ')}, beside an order`,
    });
  }
  if (kind === undefined && as === undefined) return undefined;
  const entries = typeof as === 'object' && as !== null ? Object.entries(as) : [];
  const [variable, to] = entries[0] ?? [];
  const assumption =
    variable !== undefined && Object.hasOwn(setting.assumptions, variable)
      ? setting.assumptions[variable]
      : undefined;
  const moves = assumption?.kind === 'number' && assumption.definition === undefined;
  if (kind === undefined || entries.length !== 1 || !moves || typeof to !== 'number' || Number.isNaN(to)) {
    throw new InvalidInput({
      subject: `${subject}: as`,
      given: JSON.stringify(as),
      allowed: 'one declared number and what it tends to, such as { n: Infinity }, with ~, -> or an order',
    });
  }
  if (order !== undefined) {
    const usable = Number.isFinite(to) ? Number(order) > 0 : true;
    if (kind !== 'order' || sign !== '=' || !Number.isFinite(order) || !usable) {
      throw new InvalidInput({
        subject: `${subject}: order`,
        given: order,
        allowed: 'a finite number on an equality, and positive near a finite value',
      });
    }
  }
  return { kind, variable, to, order, remainder: kind === 'order' ? (remainder ?? 'O') : undefined };
}

/** @throws InvalidInput for a limit that depends on the name that moves */
export function checkLimit(
  claim: AsymptoticClaim | undefined,
  right: MathNode,
  text: string,
  setting: Setting,
  subject: string,
): void {
  if (claim?.kind !== 'limit') return;
  const moving = readingFrom(claim.variable, setting.knowledge.definitions);
  if (![...freeNames(right)].some((name) => moving.has(name))) return;
  throw new InvalidInput({
    subject,
    given: text,
    allowed: `a limit that does not depend on ${claim.variable}`,
    remedy: 'To compare two growing quantities, write ~ in place of ->.',
  });
}
