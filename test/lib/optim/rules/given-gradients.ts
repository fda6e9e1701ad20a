import { type Formula, toLoop } from 'optlab';
import type { GivenRun } from './published';

/** The largest distance of points and known state from a run's, when a formula takes its steps. */
export function withGivenGradients(
  { optimizer, gradients, trajectory, state }: GivenRun,
  formula: Formula = optimizer().formula,
): number {
  const made = optimizer();
  const run = toLoop(formula, 'float64');
  const p = Float64Array.from(trajectory[0]);
  const arrays: Record<string, Float64Array> = { p };
  for (const [symbol, initial] of Object.entries(made.initialState)) {
    arrays[symbol] = new Float64Array(p.length).fill(initial);
  }
  let scalars = made.initialScalars;
  let worst = 0;
  const compare = (found: Float64Array, expected: readonly number[]) => {
    expected.forEach((value, i) => {
      const distance = Math.abs(found[i] - value) / Math.max(1, Math.abs(value));
      worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
    });
  };
  gradients.forEach((gradient, step) => {
    arrays.g = Float64Array.from(gradient);
    scalars = run(arrays, { ...made.scalarsAt(step + 1), ...scalars });
    compare(p, trajectory[step + 1]);
    for (const [symbol, values] of Object.entries(state)) compare(arrays[symbol], values[step]);
  });
  return worst;
}
