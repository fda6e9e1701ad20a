import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { freeNames, syntax } from '../formula/nodes';
import { parseMath } from '../formula/parse-math';
import { checkNames } from './language/names';
import { readingFrom } from './language/unfold';
import type { Relation } from './points/compare';
import type { Setting } from './points/setting';
import type { AsymptoticClaim } from './relations/asymptotics';
import type { Step } from './step';

/** Where a step is not exact. */
export interface StepOptions {
  /** The name that tends to a value, and the value: `{ n: Infinity }`, `{ h: 0 }`. */
  as?: Readonly<Record<string, number>>;
  /** The step holds up to a term of this order in the name given by `as`: 2 for O(h^2). */
  order?: number;
  /** For a bound: the name for some value of which equality is reached, or approached, whatever the others are. */
  sharp?: string;
}

/** Reads the relation and the expression of a step. */
export function readStep(
  text: string,
  reason: string,
  options: StepOptions,
  setting: Setting,
  before: readonly Step[],
): Step {
  const subject = `step ${before.length + 1}`;
  if (typeof text !== 'string')
    throw new InvalidInput({ subject, given: text, allowed: 'a formula as text' });
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new InvalidInput({
      subject: `${subject}: reason`,
      given: reason,
      allowed: 'the reason of the step in words',
    });
  }
  onlyOptions<StepOptions>(subject, options, ['as', 'order', 'sharp']);
  const [, sign = '=', formula] = /^\s*(<=|>=|<|>|==?|~|->)?\s*([\s\S]*)$/.exec(text) as RegExpExecArray;
  const expression = checkNames(parseMath(formula, subject), setting, subject);
  const outermost = syntax(expression);
  if (
    outermost.type === 'other' ||
    (outermost.type === 'operator' && /^([<>]=?|[=!]=)$/.test(outermost.op))
  ) {
    throw new InvalidInput({
      subject,
      given: text,
      allowed: 'one relation, written first, and an expression',
      remedy: 'Make a step of each relation of a chain.',
    });
  }
  const asymptotic = readClaim(sign, options, setting, subject);
  const relation: Relation = sign === '~' || sign === '->' || sign === '==' ? '=' : (sign as Relation);
  const opposite = before.find((step) => step.relation !== '=' && step.relation[0] !== relation[0]);
  if (relation !== '=' && opposite) {
    throw new InvalidInput({
      subject,
      given: `${relation} after ${opposite.relation}`,
      allowed: 'a bound in the direction of the bounds before it',
      remedy: 'Nothing follows from a chain in both directions: make two derivations of it.',
    });
  }
  const variable = asymptotic?.kind === 'limit' ? asymptotic.variable : undefined;
  const moving = variable === undefined ? undefined : readingFrom(variable, setting.knowledge.definitions);
  if (moving && [...freeNames(expression)].some((name) => moving.has(name))) {
    throw new InvalidInput({
      subject,
      given: text,
      allowed: `a limit that does not depend on ${variable}`,
      remedy: `To compare two growing quantities, write ~ in place of ->.`,
    });
  }
  checkSharp(options.sharp, relation, setting, subject);
  return { expression, reason, relation, asymptotic, sharp: options.sharp };
}

function checkSharp(sharp: string | undefined, relation: Relation, setting: Setting, subject: string): void {
  if (sharp === undefined) return;
  const assumption = Object.hasOwn(setting.assumptions, sharp) ? setting.assumptions[sharp] : undefined;
  if (relation !== '=' && assumption?.kind === 'number' && assumption.definition === undefined) return;
  throw new InvalidInput({
    subject: `${subject}: sharp`,
    given: sharp,
    allowed: 'the name of a declared number, on a step that is a bound',
  });
}

function readClaim(
  sign: string,
  { as, order }: StepOptions,
  setting: Setting,
  subject: string,
): AsymptoticClaim | undefined {
  const kind =
    sign === '~' ? 'equivalent' : sign === '->' ? 'limit' : order !== undefined ? 'order' : undefined;
  if (kind === undefined && as === undefined) return undefined;
  const entries = Object.entries(as ?? {});
  const [variable, to] = entries[0] ?? [];
  const declared = variable !== undefined && setting.assumptions[variable]?.kind === 'number';
  if (kind === undefined || entries.length !== 1 || !declared || typeof to !== 'number' || Number.isNaN(to)) {
    throw new InvalidInput({
      subject: `${subject}: as`,
      given: JSON.stringify(as),
      allowed: 'one declared number and what it tends to, such as { n: Infinity }, with ~, -> or an order',
    });
  }
  if (kind === 'order' && (!(Number(order) > 0) || sign !== '=' || !Number.isFinite(to))) {
    throw new InvalidInput({
      subject: `${subject}: order`,
      given: order,
      allowed: 'positive, on an equality near a finite value',
    });
  }
  return { kind, variable, to, order };
}
