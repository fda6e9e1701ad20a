import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames } from '../../formula/nodes';
import { type Extremum, extremumOf, hasExtremum } from '../language/extremum';
import { checkNames } from '../language/names';
import { readingFrom } from '../language/unfold';
import type { Setting } from '../points/setting';

/** Checks a first line: an expression, or an extremum whose place the next step gives. */
export function checkFirstLine(line: MathNode, setting: Setting, subject: string): MathNode {
  const extremum = extremumOf(line);
  if (!extremum) {
    refuseExtremum(line, subject);
    return checkNames(line, setting, subject);
  }
  const { variable, objective } = extremum;
  const assumption = Object.hasOwn(setting.assumptions, variable) ? setting.assumptions[variable] : undefined;
  if (!assumption || assumption.kind === 'sequence' || assumption.definition !== undefined) {
    throw new InvalidInput({
      subject,
      given: line.toString(),
      allowed: `over a declared number, vector or matrix in ${extremum.name}`,
      remedy: `Declare ${variable} with what it ranges over, for example { ${variable}: reals() }.`,
    });
  }
  refuseExtremum(objective, subject);
  refuseRandom(variable, setting, subject);
  checkNames(objective, setting, subject);
  if (
    [...freeNames(objective)].some((name) => readingFrom(variable, setting.knowledge.definitions).has(name))
  )
    return line;
  throw new InvalidInput({
    subject,
    given: line.toString(),
    allowed: `an objective that depends on ${variable}`,
  });
}

/** @throws InvalidInput for an extremum that is not the whole first line */
export function refuseExtremum(formula: MathNode, subject: string): void {
  if (!hasExtremum(formula)) return;
  throw new InvalidInput({
    subject,
    given: formula.toString(),
    allowed: 'an expression without argmin and argmax',
    remedy:
      'argmin(x, f) and argmax(x, f) are a first line of their own; the next step says where the extremum is.',
  });
}

/** @throws InvalidInput for a place of an extremum that depends on what it is the extremum over */
export function checkPlace(
  { variable }: Pick<Extremum, 'variable'>,
  place: MathNode,
  text: string,
  setting: Setting,
  subject: string,
): void {
  const moving = readingFrom(variable, setting.knowledge.definitions);
  const hidden = [...freeNames(place)].find((name) => moving.has(name));
  if (hidden === undefined) return;
  throw new InvalidInput({
    subject,
    given: text,
    allowed: `a place that does not depend on ${variable}`,
    remedy: `Write it in the other names${hidden === variable ? '' : `; ${hidden} is defined by ${variable}`}.`,
  });
}

/** @throws InvalidInput for an extremum over a random name, or over one that a distribution depends on */
export function refuseRandom(variable: string, setting: Setting, subject: string): void {
  const random = [...setting.knowledge.random.keys()].find(
    (name) => name === variable || setting.dependsOn(name, variable),
  );
  if (random === undefined) return;
  throw new InvalidInput({
    subject,
    given: variable,
    allowed:
      random === variable
        ? `a name that has a value, which the random ${variable} has not`
        : `a name on which no distribution depends, but ${random} ${setting.assumptions[random].text}`,
  });
}
