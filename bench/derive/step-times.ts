import { Derivation } from 'optlab';

export interface StepTime {
  /** The derivation and the step's number. */
  name: string;
  milliseconds: number;
}

/** The time of each step, checked once, as a reader's first run of the cell does. */
export function stepTimes(derivations: readonly Derivation[]): StepTime[] {
  return derivations.flatMap(({ parts }) =>
    parts.steps.map((step, i) => {
      const alone = new Derivation({ ...parts, start: parts.steps[i - 1] ?? parts.start, steps: [step] });
      const begin = performance.now();
      alone.report();
      return { name: `${parts.title}, step ${i + 1}`, milliseconds: performance.now() - begin };
    }),
  );
}

export const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))];
