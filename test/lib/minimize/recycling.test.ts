import {
  backtracking,
  type DirectionFactory,
  fixedStep,
  formulaObjective,
  hagerZhang,
  keepsNothing,
  type LineSearch,
  lbfgs,
  lineSearchMethod,
  type MinimizeMethod,
  minimize,
  strongWolfe,
} from 'optlab';
import { createProblem } from '../../../lib/src/minimize/problem';
import { problems } from '../../support/problems';
import { extendedRosenbrock } from '../../support/problems/rosenbrock';

const METHODS: readonly MinimizeMethod[] = ['gradient-descent', 'cg', 'cg-hager-zhang', 'bfgs', 'lbfgs'];
const SEARCHES: Readonly<Record<string, () => LineSearch>> = {
  strongWolfe: () => strongWolfe({ c2: 0.1 }),
  hagerZhang: () => hagerZhang({ c2: 0.4 }),
  backtracking: () => backtracking({ interpolate: true }),
  fixedStep: () => fixedStep(1e-4),
};
const small = problems.filter(({ n }) => n <= 20);
const run = (method: MinimizeMethod, lineSearch: LineSearch, f: never, x0: readonly number[], more: object) =>
  minimize(f, x0, { method, lineSearch, maxiter: 60, trace: true, ...more } as never);

describe.each(METHODS)('%s', (method) => {
  describe.each(Object.entries(SEARCHES))('with %s', (_, search) => {
    test.each(small)(
      'comes the same way on $name where arrays are used again as where none are',
      (problem) => {
        const { x0 } = problem;
        const [f, grad] = [(x: Float64Array) => problem.f(x), (x: Float64Array) => problem.grad(x)];
        const filling = keepsNothing((x: Float64Array, into = new Float64Array(x.length)) => {
          into.set(problem.grad(x));
          return into;
        });
        // A line search that says nothing of what it keeps: nothing is used again.
        const inner = search();
        const apart = run(method, (line) => inner({ ...line, vector: undefined }), f as never, x0, { grad });
        for (const { trace, x, fun, jac, nfev } of [
          run(method, search(), f as never, x0, { grad }),
          run(method, search(), keepsNothing((x: Float64Array) => f(x)) as never, x0, { grad: filling }),
        ]) {
          expect(trace).toEqual(apart.trace);
          expect({ x, fun, jac, nfev }).toEqual({
            x: apart.x,
            fun: apart.fun,
            jac: apart.jac,
            nfev: apart.nfev,
          });
        }
      },
    );
  });

  test('never changes what a user has kept', () => {
    const { f, grad, x0 } = extendedRosenbrock(6);
    const kept: { x: Float64Array; as: Float64Array }[] = [];
    const keep = (x: Float64Array) => void kept.push({ x, as: x.slice() });
    const same = new Float64Array(6);
    const steps: Float64Array[] = [];
    const { trace = [], ...found } = minimize(
      (x) => {
        keep(x);
        return f(x);
      },
      x0,
      {
        method,
        grad: (x: Float64Array) => {
          keep(x);
          same.set(grad(x));
          return same;
        },
        maxiter: 40,
        trace: true,
        callback(x: Float64Array) {
          keep(x);
          steps.push(x);
        },
      } as never,
    );
    expect(kept.length).toBeGreaterThan(80);
    for (const { x, as } of kept) expect(x).toEqual(as);
    expect(trace.slice(1).map(({ x }) => x)).toEqual(steps);
    for (const { x, fun, jac } of [...trace, found]) {
      expect(fun).toBe(f(x));
      expect(jac).toEqual(grad(x));
    }
  });

  test.each([5, 12, 23, 31])(
    'returns the best point seen when it is cut off after %d evaluations',
    (maxfun) => {
      const { f, grad, x0 } = extendedRosenbrock(6);
      let lowest = Infinity;
      const watched = (x: Float64Array) => {
        const value = f(x);
        lowest = Math.min(lowest, value);
        return value;
      };
      const { x, fun, jac, nfev } = minimize(watched, x0, { method, grad, maxfun } as never);
      expect(nfev).toBe(maxfun);
      expect(fun).toBe(f(x));
      expect(jac).toEqual(grad(x));
      expect(fun).toBe(lowest);
    },
  );

  test('needs a handful of arrays, however many points it asks about', () => {
    const { f, grad, x0 } = extendedRosenbrock(6);
    const arrays = new Set<Float64Array>();
    let calls = 0;
    minimize(
      keepsNothing((x: Float64Array) => {
        arrays.add(x);
        calls++;
        return f(x);
      }),
      x0,
      { method, maxiter: 60, grad: keepsNothing((x: Float64Array) => grad(x)) } as never,
    );
    expect(calls).toBeGreaterThan(30);
    expect(arrays.size).toBeLessThanOrEqual(20);
  });
});

test('a direction that wraps one of the library may keep what it is told', () => {
  const { f, grad, x0 } = extendedRosenbrock(4);
  const kept: { array: Float64Array; as: Float64Array }[] = [];
  const keeping: DirectionFactory = (problem) => {
    const inner = lbfgs()(problem);
    return {
      ...inner,
      learn(from, to) {
        for (const array of [from.x, from.jac, to.x, to.jac]) kept.push({ array, as: array.slice() });
        inner.learn?.(from, to);
      },
    };
  };
  minimize(f, x0, { method: lineSearchMethod(keeping, strongWolfe()), grad });
  expect(kept.length).toBeGreaterThan(40);
  for (const { array, as } of kept) expect(array).toEqual(as);
});

test('a line search that asks for more points than are kept changes nothing', () => {
  // Infinite far out: thirty trials, each a tenth of the one before.
  const f = (x: Float64Array) => (Math.hypot(...x) > 10 ? Infinity : (x[0] - 1) ** 2 + 3 * (x[1] + 2) ** 2);
  const grad = (x: Float64Array) => [2 * (x[0] - 1), 6 * (x[1] + 2)];
  const far: LineSearch = (line) => strongWolfe()({ ...line, trial: 1e30 });
  const [again, apart] = [keepsNothing(far), (line: Parameters<LineSearch>[0]) => far(line)].map(
    (lineSearch) => minimize(f, [4, 4], { method: 'lbfgs', lineSearch, grad, trace: true }),
  );
  expect(again.success).toBe(true);
  expect(again.nfev / again.nit).toBeGreaterThan(16);
  expect(again.trace).toEqual(apart.trace);
});

test('a Hessian is not taken for that of another point in the same array', () => {
  const problem = createProblem('test', { value: (x) => x[0] ** 3, hess: (x) => [6 * x[0]] }, 1);
  const start = problem.at(Float64Array.of(5));
  problem.recycle(start, start);
  const x = problem.vector?.() as Float64Array;
  x[0] = 1;
  expect([...problem.hessian(x)]).toEqual([6]);
  problem.recycle(start, start);
  const again = problem.vector?.() as Float64Array;
  expect(again).toBe(x);
  again[0] = 2;
  expect([...problem.hessian(again)]).toEqual([12]);
});

test('an objective may say so of its methods, which keep their this', () => {
  class Bowl {
    readonly centre = 3;
    readonly seen = new Set<Float64Array>();
    value(x: Float64Array) {
      this.seen.add(x);
      return (x[0] - this.centre) ** 4;
    }
    grad(x: Float64Array) {
      return [4 * (x[0] - this.centre) ** 3];
    }
  }
  const plain = new Bowl();
  keepsNothing(Bowl.prototype.value);
  const { x, success, nfev } = minimize(plain, [0], { method: 'bfgs' });
  expect(success).toBe(true);
  expect(x[0]).toBeCloseTo(3, 1);
  expect(plain.seen.size).toBeLessThan(nfev);
});

test('a formula fills the array that it is given, and a new one without', () => {
  const f = formulaObjective('sum(i, 1, 3, x[i]^4)', { x: 3 });
  const into = new Float64Array(3).fill(7);
  expect(f.grad([1, 2, 3], into)).toBe(into);
  expect(into).toEqual(Float64Array.of(4, 32, 108));
  const [first, second] = [f.grad([1, 0, 0]), f.grad([0, 1, 0])];
  expect(first).toEqual(Float64Array.of(4, 0, 0));
  expect(second).toEqual(Float64Array.of(0, 4, 0));
  const both = f.valueAndGrad([1, 0, 0]);
  f.valueAndGrad([0, 1, 0]);
  expect(both).toEqual({ value: 1, grad: Float64Array.of(4, 0, 0) });
});
