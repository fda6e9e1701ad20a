import { along } from '../vector';
import { checkStep, type LineSearch } from './line';

/** The same step always: the learning rate. It may overshoot, and does where it exceeds 2/L. */
export function fixedStep(step: number): LineSearch {
  checkStep('fixedStep: step', step);
  return ({ x, direction, value }) => {
    const to = along(x, step, direction);
    return { step, x: to, fun: value(to) };
  };
}
