import { along } from '../vector';
import { checkStep, type LineSearch } from './line';

/** The same step always: the learning rate. It may overshoot, and does where it exceeds 2/L. */
export function fixedStep(step: number): LineSearch {
  checkStep('fixedStep: step', step);
  return ({ x, direction, longest, value }) => {
    const taken = Math.min(step, longest);
    const to = along(x, taken, direction);
    return { step: taken, x: to, fun: value(to) };
  };
}
