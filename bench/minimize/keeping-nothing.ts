import { keepsNothing } from 'optlab';
import type { TestProblem } from '../../test/support/problems';

/** A problem whose functions say that they keep no array, so that none need be copied for them. */
export const keepingNothing = (problem: TestProblem): TestProblem => ({
  ...problem,
  f: keepsNothing((x) => problem.f(x)),
  grad: keepsNothing((x, into) => problem.grad(x, into)),
});
