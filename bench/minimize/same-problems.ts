import { problems } from '../../test/support/problems';
import type { Scipy } from './peer/scipy';

/** Of rounding: the sums are taken in other orders. */
const ALLOWED = 1e-9;

/** Makes sure that both languages have the same problems: values and gradients agree at the standard starts. */
export async function checkSameProblems(scipy: Scipy): Promise<void> {
  for (const { name, f, grad, x0 } of problems) {
    const theirs = await scipy.at(name);
    const ours = grad(x0);
    const largest = theirs.grad.reduce((most, each) => Math.max(most, Math.abs(each)), 1);
    const apart = Math.max(...theirs.grad.map((each, i) => Math.abs(each - ours[i]))) / largest;
    const gap = Math.abs(f(x0) - theirs.fun) / (1 + Math.abs(theirs.fun));
    if (!(gap <= ALLOWED && apart <= ALLOWED && theirs.grad.length === ours.length)) {
      throw new Error(`${name} is not the same problem in Python: f differs by ${gap}, grad by ${apart}.`);
    }
  }
  console.log(`The ${problems.length} problems agree in value and gradient with those in Python.`);
}
