import type { MathNode } from 'mathjs';
import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { parseMath } from '../formula/parse-math';
import { type Extremum, extremumOf } from './language/extremum';
import { checkNames } from './language/names';
import type { Relation } from './points/compare';
import type { Setting } from './points/setting';
import { type AsymptoticOptions, checkLimit, readClaim } from './relations/read-claim';
import { checkPlace, refuseExtremum } from './relations/read-line';
import { type RelationSign, readRelation, refuseRelation } from './relations/read-relation';
import type { Step } from './step';

/** Where a step is not exact, and where a bound is sharp. */
export interface StepOptions extends AsymptoticOptions {
  /** For a bound: the name for some value of which equality is reached, or approached, whatever the others are. */
  sharp?: string;
  /**
   * After `argmin(x, f)` or `argmax(x, f)`: false where the place is one of several. Default true: a second place that is as
   * good refutes the step.
   */
  unique?: boolean;
}

/** Reads the relation and the expression of a step. */
export function readStep(
  text: string,
  reason: string,
  options: StepOptions,
  setting: Setting,
  lines: readonly [start: Step, ...steps: Step[]],
): Step {
  const before = lines.slice(1);
  const subject = `step ${lines.length}`;
  if (typeof text !== 'string')
    throw new InvalidInput({ subject, given: text, allowed: 'a formula as text' });
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new InvalidInput({
      subject: `${subject}: reason`,
      given: reason,
      allowed: 'the reason of the step in words',
    });
  }
  onlyOptions<StepOptions>(subject, options, ['as', 'order', 'remainder', 'sharp', 'unique']);
  const { sign, formula } = readRelation(text, subject);
  const parsed = refuseRelation(parseMath(formula, subject), text, {
    subject,
    allowed: 'one relation, written first, and an expression',
    remedy: 'Make a step of each relation of a chain.',
  });
  refuseExtremum(parsed, subject);
  const expression = checkNames(parsed, setting, subject);
  const extremum = extremumOf(lines[lines.length - 1].expression);
  if (extremum) return readPlace(extremum, sign, { expression, text, reason }, options, setting, subject);
  if (options.unique !== undefined) {
    throw new InvalidInput({
      subject: `${subject}: unique`,
      given: options.unique,
      allowed: 'left out, but in the step after argmin or argmax',
    });
  }
  const asymptotic = readClaim(sign, options, setting, subject);
  const relation: Relation = sign === '~' || sign === '->' ? '=' : sign;
  const opposite = before.find((step) => step.relation !== '=' && step.relation[0] !== relation[0]);
  if (relation !== '=' && opposite) {
    throw new InvalidInput({
      subject,
      given: `${relation} after ${opposite.relation}`,
      allowed: 'a bound in the direction of the bounds before it',
      remedy: 'Nothing follows from a chain in both directions: make two derivations of it.',
    });
  }
  checkLimit(asymptotic, expression, text, setting, subject);
  checkSharp(options.sharp, relation, setting, subject);
  return { expression, reason, relation, asymptotic, sharp: options.sharp };
}

/** The step after argmin or argmax says where the extremum is. */
function readPlace(
  extremum: Extremum,
  sign: RelationSign,
  { expression, text, reason }: { expression: MathNode; text: string; reason: string },
  { unique = true, ...options }: StepOptions,
  setting: Setting,
  subject: string,
): Step {
  const [other] = Object.entries(options).filter(([, value]) => value !== undefined);
  if (sign !== '=' || other !== undefined || typeof unique !== 'boolean') {
    throw new InvalidInput({
      subject,
      given: sign === '=' ? JSON.stringify({ unique, ...options }) : text,
      allowed: `the place of the ${extremum.name}, with = and no option but { unique: false }`,
      remedy: 'The value of f at an extremum is claimed with minimumAt or maximumAt.',
    });
  }
  checkPlace(extremum, expression, text, setting, subject);
  return { expression, reason, relation: '=', unique: unique ? undefined : false };
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
