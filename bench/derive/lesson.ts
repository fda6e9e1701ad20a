import { derivationsIn } from '../../test/support/derivations';
import { stepTimes } from './step-times';

/** Checks the derivations of one notebook in a process that has checked nothing before; prints the times. */
export function run(path: string): void {
  const derivations = derivationsIn(path);
  console.log(JSON.stringify({ derivations: derivations.length, steps: stepTimes(derivations) }));
}
