import type { StepReport } from './step';

/** A derivation of which a step is false, undefined, or undecided; the message gives the first such step. */
export class DerivationError extends Error {
  override readonly name = 'DerivationError';
  /** All steps of the derivation, those that hold too. */
  declare readonly steps: readonly StepReport[];
  /** The first step that does not hold. */
  declare readonly first: StepReport;

  constructor(title: string, steps: readonly StepReport[]) {
    const failing = steps.filter((step) => !step.holds);
    const [first] = failing;
    const others = failing.slice(1).map(({ step }) => step);
    const more = others.length > 0 ? ` (also not holding: step ${others.join(', ')})` : '';
    super(`${title}: step ${first.step}, "${first.reason}", ${first.summary}${more}`);
    // Not enumerable: a notebook shows the properties of an error below its message.
    Object.defineProperties(this, { steps: { value: steps }, first: { value: first } });
  }
}
