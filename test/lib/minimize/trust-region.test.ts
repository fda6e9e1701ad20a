import fc from 'fast-check';
import { InvalidInput, minimize, symmetricEigen } from 'optlab';
import { createProblem } from '../../../lib/src/minimize/problem';
import { cgPath } from '../../../lib/src/minimize/trust-region/cg-path';
import { doglegPath } from '../../../lib/src/minimize/trust-region/dogleg';
import { remembered } from '../../../lib/src/minimize/trust-region/remembered';
import type { Segment } from '../../../lib/src/minimize/trust-region/segment';
import { walk } from '../../../lib/src/minimize/trust-region/walk';
import {
  largest,
  positiveDefinite,
  rowsOf,
  type Square,
  symmetricMatrices,
  times,
  vectors,
} from '../linalg/symmetric-matrices';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, part, i) => sum + part * b[i], 0);
const length = (a: ArrayLike<number>) => Math.sqrt(dot(a, a));

interface Model {
  square: Square;
  jac: Float64Array;
  radius: number;
}
const modelsOf = (squares: fc.Arbitrary<Square>): fc.Arbitrary<Model> =>
  squares
    .chain((square) =>
      fc.tuple(fc.constant(square), vectors(square.n), fc.double({ min: -4, max: 2, noNaN: true })),
    )
    .map(([square, jac, power]) => ({ square, jac: Float64Array.from(jac), radius: 10 ** power }))
    .filter(({ jac }) => largest(jac) > 0);

const fallOf = ({ square, jac }: Model, p: Float64Array): number =>
  -dot(jac, p) - dot(p, times(square.a, p)) / 2;

/** What rounding may do to the fall: relative to the sizes of its terms. */
const rounding = ({ square, jac }: Model, p: Float64Array): number =>
  1e-11 * (length(jac) * length(p) + square.n * largest(square.a) * dot(p, p));

/** The fall of the best step along the steepest descent, in closed form. */
function cauchyFall({ square, jac, radius }: Model): number {
  const curvature = dot(jac, times(square.a, jac));
  const farthest = radius / length(jac);
  const t = curvature > 0 ? Math.min(farthest, dot(jac, jac) / curvature) : farthest;
  return t * dot(jac, jac) - (t ** 2 * curvature) / 2;
}

/** The fall of the best step of all in the region, for a positive definite matrix: by bisection on its multiplier. */
function bestFall(model: Model): number {
  const { values, vectors: basis } = symmetricEigen(rowsOf(model.square));
  const parts = basis.map((v) => dot(v, model.jac));
  const stepFor = (multiplier: number) => parts.map((part, i) => -part / (values[i] + multiplier));
  let [low, high] = [0, length(model.jac) / model.radius];
  if (length(stepFor(0)) > model.radius) {
    for (let k = 0; k < 200; k++) {
      const middle = (low + high) / 2;
      if (length(stepFor(middle)) > model.radius) low = middle;
      else high = middle;
    }
  } else high = 0;
  const step = stepFor(high);
  return step.reduce((sum, part, i) => sum - parts[i] * part - (values[i] * part ** 2) / 2, 0);
}

const cg = ({ square, jac }: Model, eta = 0): Iterable<Segment> => {
  const problem = createProblem('test', { value: () => 0, hess: () => square.a }, square.n);
  return remembered(cgPath(problem, { x: new Float64Array(square.n), fun: 0, jac }, eta));
};
const dogleg = ({ square, jac }: Model) => doglegPath(square.a, jac);

describe.each([
  ["Steihaug's", cg, symmetricMatrices],
  ["Steihaug's, on convex models,", cg, positiveDefinite],
  ['the dogleg, on convex models,', dogleg, positiveDefinite],
] as const)('the step of %s', (_, pathOf, squares) => {
  test('stays inside the radius, and predicts the fall of the model', () => {
    fc.assert(
      fc.property(modelsOf(squares), (model) => {
        const step = walk(pathOf(model), model.radius);
        expect(step).toBeDefined();
        if (!step) return;
        expect(length(step.step)).toBeLessThanOrEqual(model.radius * (1 + 1e-12));
        if (step.isOnBoundary) expect(length(step.step)).toBeGreaterThanOrEqual(model.radius * (1 - 1e-9));
        const difference = Math.abs(step.predicted - fallOf(model, step.step));
        expect(difference).toBeLessThanOrEqual(rounding(model, step.step));
      }),
      { numRuns: 300 },
    );
  });

  test('is at least as good as the Cauchy point', () => {
    fc.assert(
      fc.property(modelsOf(squares), (model) => {
        const { predicted = 0, step = model.jac } = walk(pathOf(model), model.radius) ?? {};
        expect(predicted).toBeGreaterThan(0);
        expect(predicted).toBeGreaterThanOrEqual(cauchyFall(model) - rounding(model, step));
      }),
      { numRuns: 300 },
    );
  });

  test('goes along a path that only leads away and down', () => {
    fc.assert(
      fc.property(modelsOf(squares), (model) => {
        const path = pathOf(model);
        let before = { size: 0, predicted: 0 };
        for (let k = 1; k <= 40; k++) {
          const { step, predicted } = walk(path, (model.radius * k) / 20) as NonNullable<
            ReturnType<typeof walk>
          >;
          expect(length(step)).toBeGreaterThanOrEqual(before.size * (1 - 1e-12));
          expect(predicted).toBeGreaterThanOrEqual(before.predicted - rounding(model, step));
          before = { size: length(step), predicted };
        }
      }),
    );
  });
});

describe('paths', () => {
  test("Steihaug's step falls at least half as far as the best of all, on convex models", () => {
    // Yuan, "On the truncated conjugate gradient method", Math. Program. 87, 2000
    fc.assert(
      fc.property(modelsOf(positiveDefinite), (model) => {
        const { predicted, step } = walk(cg(model), model.radius) as NonNullable<ReturnType<typeof walk>>;
        expect(predicted).toBeGreaterThanOrEqual(bestFall(model) / 2 - rounding(model, step));
        expect(predicted).toBeLessThanOrEqual(bestFall(model) + rounding(model, step));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["Steihaug's", cg],
    ['the dogleg', dogleg],
  ])('%s ends at the Newton point', (_, pathOf) => {
    fc.assert(
      fc.property(modelsOf(positiveDefinite), (model) => {
        const { values } = symmetricEigen(rowsOf(model.square));
        fc.pre(values[0] > 1e-3 * values[values.length - 1]);
        const { step, isOnBoundary } = walk(pathOf(model), 1e9) as NonNullable<ReturnType<typeof walk>>;
        expect(isOnBoundary).toBe(false);
        times(model.square.a, step).forEach((part, i) => {
          expect(Math.abs(part + model.jac[i])).toBeLessThanOrEqual(1e-9 * length(model.jac));
        });
      }),
    );
  });

  test("Steihaug's ends as soon as the residual is below eta |g|", () => {
    fc.assert(
      fc.property(
        modelsOf(positiveDefinite),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (model, eta) => {
          const segments = [...cg(model, eta)];
          const residuals = segments.map(({ origin, direction, end }) =>
            length(
              times(
                model.square.a,
                origin.map((o, i) => o + end * direction[i]),
              ).map((b, i) => b + model.jac[i]),
            ),
          );
          const enough = eta * length(model.jac);
          expect(residuals.pop()).toBeLessThanOrEqual(enough * (1 + 1e-9));
          for (const residual of residuals) expect(residual).toBeGreaterThan(enough * (1 - 1e-9));
        },
      ),
    );
  });

  test('begin along the steepest descent', () => {
    const model = {
      square: { n: 2, a: Float64Array.of(5, 1, 1, 3) },
      jac: Float64Array.of(3, -4),
      radius: 1e-6,
    };
    for (const path of [cg(model), dogleg(model)]) {
      const { step } = walk(path, 1e-6) as NonNullable<ReturnType<typeof walk>>;
      expect(step[0]).toBeCloseTo(-6e-7, 18);
      expect(step[1]).toBeCloseTo(8e-7, 18);
    }
  });

  test('of negative curvature never end', () => {
    const model = { square: { n: 1, a: Float64Array.of(-1) }, jac: Float64Array.of(1), radius: 1 };
    const { step, predicted } = walk(cg(model), 1e6) as NonNullable<ReturnType<typeof walk>>;
    expect([...step]).toEqual([-1e6]);
    expect(predicted).toBe(1e6 + 5e11);
  });

  test('are computed once, however often they are gone', () => {
    let count = 0;
    const items = remembered(
      (function* () {
        for (; count < 3; ) yield count++;
      })(),
    );
    expect([...items]).toEqual([0, 1, 2]);
    expect([...items]).toEqual([0, 1, 2]);
    const [first] = items;
    expect([first, count]).toEqual([0, 3]);
  });
});

const rosenbrock = {
  value: (x: Float64Array) => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2,
  grad: (x: Float64Array) => [-400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]), 200 * (x[1] - x[0] ** 2)],
  hess: (x: Float64Array) => [
    [1200 * x[0] ** 2 - 400 * x[1] + 2, -400 * x[0]],
    [-400 * x[0], 200],
  ],
};

describe.each(['dogleg', 'trust-ncg'] as const)('%s', (method) => {
  const { value, grad, hess } = rosenbrock;

  test('never takes a step longer than the radius, which its trace shows, and never climbs', () => {
    const { trace = [], success } = minimize(value, [-1.2, 1], { method, grad, hess, trace: true });
    expect(success).toBe(true);
    trace.slice(1).forEach(({ x, fun, step }, k) => {
      expect(length(x.map((xi, i) => xi - trace[k].x[i]))).toBeLessThanOrEqual(step * (1 + 1e-9));
      expect(fun).toBeLessThanOrEqual(trace[k].fun);
      if (k > 0) expect(step).toBeLessThanOrEqual(2 * trace[k].step);
    });
    expect(trace[1].step).toBeLessThanOrEqual(1);
  });

  test('keeps to the radii that it is given', () => {
    const options = {
      method,
      grad,
      hess,
      trace: true,
      initialTrustRadius: 0.1,
      maxTrustRadius: 0.2,
    } as const;
    const { trace = [], success } = minimize(value, [-1.2, 1], options);
    expect(success).toBe(true);
    const steps = trace.slice(1).map(({ step }) => step);
    expect(Math.max(...steps)).toBe(0.2);
    expect(steps[0]).toBe(0.1);
  });

  test('asks for no second derivative again after a step that was refused', () => {
    const { nhev, nit, nfev } = minimize(value, [-1.2, 1], { method: 'dogleg', grad, hess });
    expect(nfev).toBeGreaterThan(nit + 1);
    expect(nhev).toBe(nit);
  });

  test('comes down to gtol where f differs by rounding alone', () => {
    const { success, jac } = minimize((x) => 1e8 + value(x), [-1.2, 1], { method, grad, hess, gtol: 1e-9 });
    expect(success).toBe(true);
    expect(largest(jac)).toBeLessThanOrEqual(1e-9);
  });

  test('steps back from where f is not a number', () => {
    const { x, success } = minimize((x) => x[0] - Math.log(x[0]), [0.01], {
      method,
      grad: (x) => [1 - 1 / x[0]],
      initialTrustRadius: 100,
    });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(1, 5);
  });

  test('says that a function has no lower bound', () => {
    const { status } = minimize((x) => -(x[0] ** 2), [1], { method, grad: (x) => [-2 * x[0]] });
    expect(status).toBe(4);
    const linear = minimize((x) => x[0] - x[1], [1, 1], { method, grad: () => [1, -1] });
    expect(linear.status).toBe(4);
  });

  test('goes on without a Hessian that is not finite', () => {
    const { success } = minimize((x) => x[0] ** 2 + x[1] ** 2, [3, 1], {
      method,
      grad: (x) => [2 * x[0], 2 * x[1]],
      hess: (x) => (x[0] > 2 ? [Infinity, 0, 0, 2] : [2, 0, 0, 2]),
    });
    expect(success).toBe(true);
  });

  test('ends with no progress where the gradient points upwards', () => {
    const { status, x } = minimize((x) => x[0] ** 2, [1], {
      method,
      grad: (x) => [-2 * x[0]],
      hess: () => [2],
    });
    expect(status).toBe(2);
    expect([...x]).toEqual([1]);
  });

  test.each<[string, object, string]>([
    ['a radius of 0', { initialTrustRadius: 0 }, 'initialTrustRadius must be a positive, finite number'],
    [
      'a radius in words',
      { initialTrustRadius: '1' },
      'initialTrustRadius must be a positive, finite number',
    ],
    [
      'a radius without end',
      { initialTrustRadius: Infinity },
      'initialTrustRadius must be a positive, finite',
    ],
    [
      'a first radius above the largest',
      { initialTrustRadius: 1, maxTrustRadius: 0.5 },
      'maxTrustRadius at most, but was 1.',
    ],
    ['a largest radius NaN', { maxTrustRadius: Number.NaN }, 'maxTrustRadius must be a positive number'],
    ['an eta of a quarter', { eta: 0.25 }, 'eta must be 0 or more and below 0.25, but was 0.25.'],
    ['a misspelt option', { initialTrustRadious: 2 }, 'Did you mean initialTrustRadius?'],
    [
      'the option of another method',
      { lineSearch: () => undefined },
      'lineSearch must be left out with the method',
    ],
  ])('refuses %s', (_, options, message) => {
    const call = () => minimize(value, [-1.2, 1], { method, grad, ...options } as never);
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});
