import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { checkStep } from '../check-step';
import { Derivation } from '../derivation';
import { compileExpression } from '../language/evaluate';
import { unfoldInDerivatives } from '../language/unfold';
import type { Setting } from '../points/setting';
import { provedEqual } from '../proof/prove';
import type { Step } from '../step';
import { claimMutations } from './claims';
import { mutationsOf } from './mutations';

/** A derivation with one thing wrong. */
export interface Mutant {
  /** The step that was changed; 0 for the start. */
  step: number;
  /** What was changed: `step 2: exponent n -> n + 1 in b ^ n`. */
  description: string;
  derivation: Derivation;
  /** Whether a check rejects it; only the steps that the change touches are run, the others being as they were. */
  rejected(): boolean;
}

/**
 * All mutants of a derivation. A change that exact algebra proves to be none (swapping the terms of a sum, say) is no
 * mutant and is left out, and so is one that nobody could write down as a step.
 */
export function mutantsOf(derivation: Derivation): Mutant[] {
  const { parts } = derivation;
  const lines: readonly Step[] = [parts.start, ...parts.steps];
  const mutants: Mutant[] = [];
  const occurrences = new Map<string, number>();
  const add = (step: number, change: string, changedLine: Step) => {
    const changed = lines.map((each, i) => (i === step ? changedLine : each));
    const description = `${step === 0 ? 'start' : `step ${step}`}: ${change}`;
    const occurrence = (occurrences.get(description) ?? 0) + 1;
    occurrences.set(description, occurrence);
    const touched = [step, step + 1].filter((number) => number >= 1 && number <= parts.steps.length);
    mutants.push({
      step,
      description: occurrence === 1 ? description : `${description}, occurrence ${occurrence}`,
      rejected: () =>
        touched.some(
          (number) =>
            !checkStep(number, changed[number - 1], changed[number], parts.setting, verdictOnly).holds,
        ),
      derivation: new Derivation({ ...parts, start: changed[0], steps: changed.slice(1) }),
    });
  };
  const verdictOnly = { ...parts.options, verdictOnly: true };
  const isSame = (before: MathNode, after: MathNode) => provedEqual(before, after, parts.setting.knowledge);
  lines.forEach((line, step) => {
    const seen = new Set([line.expression.toString()]);
    // An arg min is read by the step, not as a formula of its own.
    const isEvaluated = isFormula(line.expression, parts.setting);
    for (const { change, expression } of mutationsOf(line.expression, parts.setting)) {
      const text = expression.toString();
      if (
        seen.has(text) ||
        (isEvaluated && !isFormula(expression, parts.setting)) ||
        isSame(line.expression, expression)
      )
        continue;
      seen.add(text);
      // A changed line is a claim like any other: what was said of an optimum is kept and must now fail.
      add(step, change, { ...line, expression });
    }
    for (const { change, claim, formula } of step === 0 ? [] : claimMutations(line, parts.setting)) {
      if (!formula || !isSame(formula.before, formula.after)) add(step, change, claim);
    }
  });
  return mutants;
}

/** Whether derivations can read it: a sum that became a product may have no derivative here. */
function isFormula(expression: MathNode, { knowledge }: Setting): boolean {
  try {
    compileExpression(unfoldInDerivatives(expression, knowledge.definitions), 'mutant');
    return true;
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}
