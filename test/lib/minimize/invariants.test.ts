import { bfgs, hagerZhang, lbfgs, type MinimizeOptions, minimize, strongWolfe } from 'optlab';
import { problems } from '../../support/problems';
import { methodNames } from './every-method';
import {
  hold,
  type Law,
  lawOfHagerZhang,
  lawOfSteps,
  lawOfStrongWolfe,
  lawsOfBfgs,
  lawsOfLbfgs,
} from './laws';

const searches = {
  strongWolfe: { lineSearch: strongWolfe(), law: lawOfStrongWolfe() },
  hagerZhang: { lineSearch: hagerZhang(), law: lawOfHagerZhang() },
};
const table = problems.filter(({ n }) => n <= 12).map((problem) => [problem.name, problem] as const);

describe.each(Object.entries(searches))('under %s, at every iteration', (_, { lineSearch, law }) => {
  test.each(table)('BFGS keeps its laws on %s', (_name, problem) => {
    hold(lawsOfBfgs(problem.n), problem, bfgs(), lineSearch);
    hold(
      lawsOfBfgs(problem.n, (update) => update % 5 === 0),
      problem,
      bfgs(),
      lineSearch,
    );
  });

  test.each(table)('the two loops of L-BFGS are BFGS with the last pairs on %s', (_name, problem) => {
    hold(lawsOfLbfgs(problem.n, 10), problem, lbfgs({ memory: 10 }), lineSearch);
    // A short memory takes many iterations, all of one kind.
    for (const memory of [1, 3]) {
      hold(lawsOfLbfgs(problem.n, memory), problem, lbfgs({ memory }), lineSearch, 30);
    }
  });

  test.each(problems.filter(({ n }) => n <= 100).map((problem) => [problem.name, problem] as const))(
    'the step meets its conditions on %s',
    (_name, problem) => {
      const leads = lawOfSteps(problem);
      const both: Law = (seen) => {
        leads(seen);
        law(seen);
      };
      for (const direction of [bfgs(), lbfgs()]) hold(both, problem, direction, lineSearch);
    },
  );
});

describe.each(methodNames)('%s', (method) => {
  test('descends, and returns the lowest point of its path', () => {
    for (const { f, grad, x0, name } of problems.filter(({ n }) => n <= 100)) {
      const gradient = method === 'nelder-mead' ? {} : { grad };
      const result = minimize(f, x0, { method, ...gradient, trace: true, maxiter: 100 } as MinimizeOptions);
      const { trace = [], fun, x, nit } = result;
      expect(trace).toHaveLength(nit + 1);
      // Slopes decide where values are equal up to rounding; Hager and Zhang's conditions allow a relative 1e-6.
      const share = method === 'cg-hager-zhang' ? 1e-6 : 10 * Number.EPSILON;
      const climbs = trace
        .slice(1)
        .filter((point, k) => point.fun > trace[k].fun + share * Math.abs(trace[k].fun));
      expect([name, climbs]).toEqual([name, []]);
      const lowest = Math.min(...trace.map((point) => point.fun));
      expect(fun).toBeLessThanOrEqual(lowest + share * Math.abs(lowest));
      expect(f(x)).toBe(fun);
    }
  });
});
