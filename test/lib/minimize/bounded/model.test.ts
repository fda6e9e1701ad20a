import fc from 'fast-check';
import { cauchyPoints } from '../../../../lib/src/minimize/bounded/cauchy-point';
import { CompactHessian, type Place } from '../../../../lib/src/minimize/bounded/compact-hessian';
import { freeNewtonSteps } from '../../../../lib/src/minimize/bounded/free-newton-step';
import { KeyQueue } from '../../../../lib/src/minimize/bounded/queue';
import { reducedProducts } from '../../../../lib/src/minimize/bounded/reduced-products';
import { subspaceMinimizers } from '../../../../lib/src/minimize/bounded/subspace';
import {
  type BoundedQuadratic,
  bestOfAllActiveSets,
  boundedQuadratics,
  gradient,
  inner,
  times,
} from './quadratics';

const MEMORY = 3;
const minus = (a: Float64Array, b: Float64Array) => a.map((each, i) => each - b[i]);
const unit = (n: number, i: number) => Float64Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));

interface Model {
  q: BoundedQuadratic;
  b: CompactHessian;
  pairs: { s: Float64Array; y: Float64Array }[];
}

/** What some random steps on a quadratic teach: a compact B, and the pairs that it was made of. */
const models = fc
  .tuple(boundedQuadratics(5), fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 6 }))
  .map(([q, seeds]): Model => {
    let x = Float64Array.from(q.x0, (_, i) => Math.max(q.lower[i], Math.min(q.upper[i], q.x0[i])));
    const b = new CompactHessian(q.n, MEMORY);
    const pairs: Model['pairs'] = [];
    for (const seed of seeds) {
      const to = x.map((each, i) => each + Math.sin(seed * (i + 1) + i));
      const [from, next] = [
        { x, jac: gradient(q, x) },
        { x: to, jac: gradient(q, to) },
      ];
      b.learn(from, next);
      pairs.push({ s: minus(to, x), y: minus(next.jac, from.jac) });
      x = to;
    }
    return { q, b, pairs: pairs.slice(-MEMORY) };
  });

/** B by the recursion of BFGS from theta I, row by row. */
function explicit({ pairs, b, q: { n } }: Model): Float64Array {
  const matrix = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? b.theta : 0));
  for (const { s, y } of pairs) {
    const image = times(matrix, s);
    const [curvature, size] = [inner(y, s), inner(s, image)];
    for (let at = 0; at < n * n; at++) {
      const [i, j] = [Math.floor(at / n), at % n];
      matrix[at] += (y[i] * y[j]) / curvature - (image[i] * image[j]) / size;
    }
  }
  return matrix;
}

/** W'v. */
const productsWith = (b: CompactHessian, v: Float64Array): Float64Array => {
  const products = new Float64Array(2 * b.k);
  b.transposeTimes(v, products);
  return products;
};

/** B v = theta v - W M W'v. */
function compact(b: CompactHessian, v: Float64Array): Float64Array {
  expect(b.isWhole).toBe(true);
  const weights = new Float64Array(2 * b.k);
  b.middleTimes(productsWith(b, v), weights);
  return v.map((each, i) => {
    let sum = b.theta * each;
    for (let j = 0; j < b.k; j++) {
      sum -= b.y[j][i] * weights[j] + b.theta * b.s[j][i] * weights[b.k + j];
    }
    return sum;
  });
}

const largest = (x: Float64Array) => Math.max(...x.map(Math.abs), 1);

/** Near-dependent steps make B badly conditioned, and every digit of it uncertain. */
const tame = (model: Model): boolean => {
  const matrix = explicit(model);
  return model.b.k === model.pairs.length && largest(matrix) * largest(model.b.inverse().toDense()) < 1e6;
};

const start = ({ q }: Model) => {
  const x = q.x0.map((each, i) => Math.max(q.lower[i], Math.min(q.upper[i], each)));
  return { x, jac: gradient(q, x) };
};

/** g'(z - x) + (z - x)'B (z - x) / 2. */
const modelAt = ({ b }: Model, from: Place, z: Float64Array) => {
  const d = minus(z, from.x);
  return inner(from.jac, d) + inner(d, compact(b, d)) / 2;
};

describe('the compact Hessian', () => {
  test('is that of BFGS over the pairs that are kept', () => {
    fc.assert(
      fc.property(models.filter(tame), (model) => {
        const matrix = explicit(model);
        const { n } = model.q;
        for (let j = 0; j < n; j++) {
          const column = compact(model.b, unit(n, j));
          column.forEach((each, i) => {
            expect(Math.abs(each - matrix[i * n + j])).toBeLessThan(1e-7 * largest(matrix));
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  test('has the inverse that the two loops give, and meets the secant condition B s = y', () => {
    fc.assert(
      fc.property(models.filter(tame), (model) => {
        const { b, pairs, q } = model;
        const inverse = b.inverse();
        for (let j = 0; j < q.n; j++) {
          const image = inverse.times(compact(b, unit(q.n, j)));
          for (const [i, each] of image.entries())
            expect(Math.abs(each - (i === j ? 1 : 0))).toBeLessThan(1e-7);
        }
        const { s, y } = pairs[pairs.length - 1];
        const secant = compact(b, s);
        for (const [i, each] of y.entries())
          expect(Math.abs(secant[i] - each)).toBeLessThan(1e-7 * largest(y));
      }),
      { numRuns: 200 },
    );
  });

  test('leaves out a pair without curvature', () => {
    const at = (x: number, slope: number) => ({ x: Float64Array.of(x), jac: Float64Array.of(slope) });
    const b = new CompactHessian(1, MEMORY);
    b.learn(at(0, -1), at(1, -2));
    expect(b).toMatchObject({ k: 0, theta: 1 });
    b.learn(at(0, -1), at(1, 1));
    expect(b).toMatchObject({ k: 1, theta: 2 });
    b.forget();
    expect(b).toMatchObject({ k: 0, theta: 1, isWhole: true });
  });
});

const cauchyOf = ({ q, b }: Model, from: Place) => {
  expect(b.isWhole).toBe(true);
  return cauchyPoints(q, b)(from);
};

describe('the generalized Cauchy point', () => {
  test('is the first minimizer of the model along the projected gradient', () => {
    fc.assert(
      fc.property(models.filter(tame), (model) => {
        const { q, b } = model;
        const from = start(model);
        const { x: found, c } = cauchyOf(model, from);
        const along = (t: number) =>
          from.x.map((each, i) => Math.max(q.lower[i], Math.min(q.upper[i], each - t * from.jac[i])));
        // The time of the point: where the last coordinate that still moves has come to.
        const time = Math.max(
          0,
          ...found.map((each, i) => (from.jac[i] === 0 ? 0 : (from.x[i] - each) / from.jac[i])),
        );
        for (const [i, each] of found.entries()) expect(each).toBeCloseTo(along(time)[i], 6);
        const least = modelAt(model, from, found);
        const size = 1 + Math.abs(least);
        let before = 0;
        for (let k = 1; k <= 50; k++) {
          const here = modelAt(model, from, along((k / 50) * time));
          expect(here).toBeLessThanOrEqual(before + 1e-9 * size);
          before = here;
        }
        // Only to the next stop of a coordinate: behind it the model may fall again.
        const stops = from.jac.map((g, i) => (from.x[i] - (g > 0 ? q.lower[i] : q.upper[i])) / g);
        const next = Math.min(...stops.filter((stop) => stop > time));
        const beyond = Math.min(time * 1.001 + 1e-6, (time + next) / 2);
        expect(modelAt(model, from, along(beyond))).toBeGreaterThanOrEqual(least - 1e-6 * size);
        productsWith(b, minus(found, from.x)).forEach((each, j) => {
          expect(Math.abs(c[j] - each)).toBeLessThan(1e-7 * largest(c));
        });
      }),
      { numRuns: 200 },
    );
  });
});

const targetOf = (model: Model, from: Place): Float64Array => {
  const target = subspaceMinimizers(model.q, model.b)(from, cauchyOf(model, from));
  if (!target) throw new Error('no target');
  return target;
};

describe('the subspace minimizer', () => {
  test('is feasible, no higher than the Cauchy point, and a direction of descent', () => {
    fc.assert(
      fc.property(models.filter(tame), (model) => {
        const from = start(model);
        const cauchy = cauchyOf(model, from);
        const target = targetOf(model, from);
        target.forEach((each, i) => {
          expect(each).toBeGreaterThanOrEqual(model.q.lower[i]);
          expect(each).toBeLessThanOrEqual(model.q.upper[i]);
        });
        const slope = inner(from.jac, minus(target, from.x));
        const projected = minus(cauchy.x, from.x);
        if (largest(projected) > 1) expect(slope).toBeLessThan(0);
        else expect(slope).toBeLessThanOrEqual(1e-12 * largest(from.jac));
      }),
      { numRuns: 200 },
    );
  });

  test('is the minimizer of the model in the coordinates that are free, where it lies inside the bounds', () => {
    fc.assert(
      fc.property(models.filter(tame), (model) => {
        const { q, b } = model;
        const from = start(model);
        const cauchy = cauchyOf(model, from);
        const target = targetOf(model, from);
        const free = Array.from(cauchy.x, (each, i) => q.lower[i] < each && each < q.upper[i]);
        const isInside = (each: number, i: number) => q.lower[i] + 1e-9 < each && each < q.upper[i] - 1e-9;
        fc.pre(free.every((each, i) => !each || isInside(target[i], i)));
        const slope = compact(b, minus(target, from.x)).map((each, i) => each + from.jac[i]);
        slope.forEach((each, i) => {
          if (free[i]) expect(Math.abs(each)).toBeLessThan(1e-6 * largest(from.jac) * b.theta + 1e-6);
          else expect(target[i]).toBe(cauchy.x[i]);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('over the free coordinates', () => {
  const coordinates = (isFree: readonly boolean[]) => {
    const all = Int32Array.from(isFree, (_, i) => i);
    return { free: all.filter((i) => isFree[i]), bound: all.filter((i) => !isFree[i]) };
  };
  const masks = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
  const seeds = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 6 });

  test('the two loops invert the part of B, if no step leaves them', () => {
    fc.assert(
      fc.property(
        models.filter(({ q }) => q.n > 1),
        seeds,
        masks,
        ({ q }, chosen, mask) => {
          const { free } = coordinates(mask.slice(0, q.n));
          fc.pre(free.length > 0);
          const model: Model = { q, b: new CompactHessian(q.n, MEMORY), pairs: [] };
          let x = q.x0;
          for (const seed of chosen) {
            const to = x.map((each, i) => each + (mask[i] ? Math.sin(seed * (i + 1) + i) : 0));
            const [jac, next] = [gradient(q, x), gradient(q, to)];
            model.b.learn({ x, jac }, { x: to, jac: next });
            model.pairs.push({ s: minus(to, x), y: minus(next, jac) });
            x = to;
          }
          model.pairs = model.pairs.slice(-MEMORY);
          fc.pre(tame(model));
          const product = gradient(q, q.x0).filter((_, i) => mask[i]);
          const wanted = product.slice();
          freeNewtonSteps(model.b)(product, free);
          const matrix = explicit(model);
          for (const [a, i] of free.entries()) {
            const row = free.reduce((sum, j, c) => sum + matrix[i * q.n + j] * product[c], 0);
            expect(Math.abs(row - wanted[a])).toBeLessThan(1e-6 * largest(matrix) * largest(product));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('inner products of the pairs are kept only while the coordinates are the same', () => {
    fc.assert(
      fc.property(boundedQuadratics(5), fc.array(fc.tuple(seeds, masks), { maxLength: 5 }), (q, rounds) => {
        const b = new CompactHessian(q.n, MEMORY);
        const products = reducedProducts(b);
        let x = q.x0;
        for (const [chosen, mask] of [...rounds, ...rounds.slice(-1)]) {
          for (const seed of chosen) {
            if (seed > 950) b.forget();
            const to = x.map((each, i) => each + Math.sin(seed * (i + 1) + i));
            b.learn({ x, jac: gradient(q, x) }, { x: to, jac: gradient(q, to) });
            x = to;
          }
          const { free, bound } = coordinates(mask.slice(0, q.n));
          products.update({ free, bound });
          const over = (on: Int32Array, u: Float64Array, v: Float64Array) =>
            on.reduce((sum, i) => sum + u[i] * v[i], 0);
          const { s, y } = b;
          for (let i = 0; i < b.k; i++) {
            for (let j = 0; j < b.k; j++) {
              const at = i * MEMORY + j;
              const mixed = i > j ? over(bound, s[i], y[j]) : -over(free, s[i], y[j]);
              expect(products.e[at]).toBeCloseTo(mixed, 8);
              if (j > i) continue;
              expect(products.yy[at]).toBeCloseTo(over(free, y[i], y[j]), 8);
              expect(products.ss[at]).toBeCloseTo(over(bound, s[i], s[j]), 8);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('the queue gives out indices in the order of their keys', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true })), (keys) => {
      const queue = new KeyQueue(Float64Array.from(keys));
      const indices = Int32Array.from(keys, (_, i) => i);
      queue.fill(indices, indices.length);
      const given: number[] = [];
      for (let i = queue.first; i !== undefined; i = queue.first) {
        given.push(keys[i]);
        queue.drop();
      }
      expect(given).toEqual([...keys].sort((a, b) => a - b));
    }),
  );
});

test('the brute force over active sets finds the corner of a box', () => {
  const q: BoundedQuadratic = {
    n: 2,
    a: Float64Array.of(2, 0, 0, 2),
    b: Float64Array.of(10, -10),
    lower: Float64Array.of(0, -1),
    upper: Float64Array.of(1, 5),
    x0: Float64Array.of(0, 0),
  };
  expect([...bestOfAllActiveSets(q)]).toEqual([1, -1]);
});
