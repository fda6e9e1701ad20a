import fc from 'fast-check';
import {
  bfgs,
  type DirectionFactory,
  type Iterate,
  lbfgs,
  minimize,
  type Problem,
  symmetricEigen,
} from 'optlab';
import { PackedSymmetric } from '../../../lib/src/minimize/directions/packed-symmetric';

type Matrix = number[][];

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, ai, i) => sum + ai * b[i], 0);
const times = (matrix: Matrix, x: ArrayLike<number>) => matrix.map((row) => dot(row, x));
const rowsOf = (dense: Float64Array, n: number): Matrix =>
  Array.from({ length: n }, (_, i) => [...dense.subarray(i * n, (i + 1) * n)]);
const scaledIdentity = (n: number, scale: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)));

/** The update as it is printed: (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y, entry by entry. */
function textbookUpdate(H: Matrix, s: number[], y: number[]): Matrix {
  const sy = dot(s, y);
  const n = s.length;
  const left = scaledIdentity(n, 1).map((row, i) => row.map((entry, j) => entry - (s[i] * y[j]) / sy));
  const product = (a: Matrix, b: Matrix) =>
    a.map((row) =>
      b[0].map((_, j) =>
        dot(
          row,
          b.map((each) => each[j]),
        ),
      ),
    );
  const right = left[0].map((_, j) => left.map((row) => row[j]));
  return product(product(left, H), right).map((row, i) => row.map((entry, j) => entry + (s[i] * s[j]) / sy));
}

const largest = (matrix: Matrix) => Math.max(...matrix.flat().map(Math.abs));
function expectClose(actual: Matrix, expected: Matrix, tolerance: number) {
  const difference = actual.map((row, i) => row.map((entry, j) => entry - expected[i][j]));
  expect(largest(difference)).toBeLessThanOrEqual(tolerance * largest(expected));
}

const numbers = (n: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n });

describe('a symmetric matrix as its triangle', () => {
  const cases = fc
    .integer({ min: 1, max: 9 })
    .chain((n) => fc.tuple(numbers(n), numbers(n), numbers(n), numbers(n)));

  test('is updated and multiplied as both triangles are', () => {
    fc.assert(
      fc.property(cases, ([u, v, x, w]) => {
        const n = u.length;
        const [triangle, dense] = [PackedSymmetric.identity(n, 3), scaledIdentity(n, 3)];
        const product = new Float64Array(n).fill(7);
        for (const [a, b] of [
          [u, v],
          [w, u],
        ]) {
          triangle.updateAndMultiply(
            ...([a, b, x].map((each) => Float64Array.from(each)) as [
              Float64Array,
              Float64Array,
              Float64Array,
            ]),
            product,
          );
          for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) dense[i][j] += a[i] * b[j] + b[i] * a[j];
          times(dense, x).forEach((entry, i) => {
            expect(product[i]).toBeCloseTo(entry, 10);
          });
        }
        expectClose(rowsOf(triangle.toDense(), n), dense, 1e-13);
        [...triangle.times(x)].forEach((entry, i) => {
          expect(entry).toBeCloseTo(product[i], 10);
        });
        triangle.update(
          Float64Array.from(u),
          Float64Array.from(v).map((each) => -each),
        );
        expect([...triangle.toDense()][n * n - 1]).toBeCloseTo(3 + 2 * w[n - 1] * u[n - 1], 10);
      }),
    );
  });
});

/** Steps and changes of the gradient along a walk, of which the direction is told. */
interface Walk {
  n: number;
  pairs: { s: number[]; y: number[] }[];
}

/** Changes of gradient as a convex function has them: y = A s with A positive definite. */
const convexWalks: fc.Arbitrary<Walk> = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc
    .record({
      diagonal: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: n, maxLength: n }),
      shear: numbers(n),
      factors: fc.array(fc.double({ min: 0.2, max: 2, noNaN: true }), { minLength: 1, maxLength: 5 }),
      first: numbers(n).filter((g) => Math.max(...g.map(Math.abs)) > 0.1),
    })
    .map(({ diagonal, shear, factors, first }) => {
      const A = scaledIdentity(n, 0).map((row, i) =>
        row.map((_, j) => (i === j ? diagonal[i] : 0) + shear[i] * shear[j]),
      );
      return { n, A, factors, first };
    })
    .map(({ n, A, factors, first }) => walkOn(n, A, factors, first)),
);

/** Follows BFGS with the given steps on the quadratic function of A, from a point with the given gradient. */
function walkOn(n: number, A: Matrix, factors: number[], first: number[]): Walk {
  const direction = bfgs()({ n } as Problem);
  let from: Iterate = { x: new Float64Array(n), fun: 0, jac: Float64Array.from(first) };
  const pairs: Walk['pairs'] = [];
  for (const factor of factors) {
    const d = [...direction.at(from)];
    const s = d.map((each) => factor * each);
    const y = times(A, s);
    const to: Iterate = {
      x: from.x.map((xi, i) => xi + s[i]),
      fun: 0,
      jac: from.jac.map((gi, i) => gi + y[i]),
    };
    direction.learn?.(from, to);
    pairs.push({
      s: [...to.x].map((xi, i) => xi - from.x[i]),
      y: [...to.jac].map((gi, i) => gi - from.jac[i]),
    });
    from = to;
  }
  return { n, pairs };
}

const usable = ({ pairs }: Walk) =>
  pairs.every(({ s, y }) => dot(s, y) > 1e-6 * Math.sqrt(dot(s, s) * dot(y, y)) && dot(s, s) > 1e-10);

/** Told the pairs of a walk, step by step, with the gradients that belong to them. */
function taught(factory: DirectionFactory, { n, pairs }: Walk) {
  const direction = factory({ n } as Problem);
  let from: Iterate = { x: new Float64Array(n), fun: 0, jac: Float64Array.from(pairs[0].s, (each) => -each) };
  for (const { s, y } of pairs) {
    direction.at(from);
    const to: Iterate = {
      x: from.x.map((xi, i) => xi + s[i]),
      fun: 0,
      jac: from.jac.map((gi, i) => gi + y[i]),
    };
    direction.learn?.(from, to);
    from = to;
  }
  return { direction, at: from };
}

test('BFGS keeps the matrix of the textbook, and goes along -H g', () => {
  fc.assert(
    fc.property(convexWalks, (walk) => {
      fc.pre(usable(walk));
      const { s, y } = walk.pairs[0];
      let H = scaledIdentity(walk.n, dot(s, y) / dot(y, y));
      for (const pair of walk.pairs) H = textbookUpdate(H, pair.s, pair.y);
      const { direction, at } = taught(bfgs(), walk);
      const d = [...direction.at(at)];
      const scale = largest(H) * Math.max(...at.jac.map(Math.abs), Math.sqrt(dot(y, y)));
      times(H, at.jac).forEach((entry, i) => {
        expect(Math.abs(d[i] + entry)).toBeLessThanOrEqual(1e-7 * scale);
      });
      expectClose(rowsOf(direction.hessInv?.().toDense() ?? new Float64Array(0), walk.n), H, 1e-6);
    }),
    { numRuns: 300 },
  );
});

test.each([1, 2, 5])(
  'L-BFGS with %i pairs is BFGS from a multiple of the identity with as many',
  (memory) => {
    fc.assert(
      fc.property(convexWalks, (walk) => {
        fc.pre(usable(walk));
        const { s, y } = walk.pairs[walk.pairs.length - 1];
        let H = scaledIdentity(walk.n, dot(s, y) / dot(y, y));
        for (const pair of walk.pairs.slice(-memory)) H = textbookUpdate(H, pair.s, pair.y);
        const { direction, at } = taught(lbfgs({ memory }), walk);
        const hessInv = direction.hessInv?.();
        expectClose(rowsOf(hessInv?.toDense() ?? new Float64Array(0), walk.n), H, 1e-7);
        const d = [...direction.at(at)];
        const product = [...(hessInv?.times(at.jac) ?? [])];
        expect(d.map((entry) => entry + 0)).toEqual(product.map((entry) => 0 - entry));
      }),
      { numRuns: 200 },
    );
  },
);

describe('a step along which the slope falls', () => {
  const start: Iterate = { x: Float64Array.of(0, 0), fun: 0, jac: Float64Array.of(1, 2) };
  const convex: Iterate = { x: Float64Array.of(-1, -1), fun: 0, jac: Float64Array.of(0.2, 0.1) };
  const concave: Iterate = { x: Float64Array.of(-1.3, -1.2), fun: 0, jac: Float64Array.of(0.9, 0.8) };

  const concaveStep = (factory: DirectionFactory) => {
    const direction = factory({ n: 2 } as Problem);
    direction.at(start);
    direction.learn?.(start, convex);
    const before = [...(direction.hessInv?.().toDense() ?? [])];
    direction.at(convex);
    direction.learn?.(convex, concave);
    const d = direction.at(concave);
    return { before, H: direction.hessInv?.().toDense() ?? new Float64Array(4), slope: dot(d, concave.jac) };
  };

  test.each([
    ['BFGS', bfgs()],
    ['L-BFGS', lbfgs()],
  ])('is not learnt by %s', (_, factory) => {
    const { before, H, slope } = concaveStep(factory);
    expect([...H]).toEqual(before);
    expect(slope).toBeLessThan(0);
  });

  test('is learnt damped on request, and H stays positive definite', () => {
    const { before, H, slope } = concaveStep(bfgs({ curvature: 'damp' }));
    expect([...H]).not.toEqual(before);
    expect(symmetricEigen(rowsOf(H, 2)).values[0]).toBeGreaterThan(0);
    expect(slope).toBeLessThan(0);
  });
});

test('damping leaves s with a fifth of the curvature that H had for it: H r = s and s r = s H^-1 s / 5', () => {
  // H is the identity when it is not scaled, so that B s = s; y = -s asks for damping.
  const direction = bfgs({ curvature: 'damp', scale: false })({ n: 2 } as Problem);
  const points = [
    [0, 0, 3, 1],
    // Learnt with y = s: H stays the identity.
    [-3, -1, 0, 0],
  ].map(([x, y, gx, gy]): Iterate => ({ x: Float64Array.of(x, y), fun: 0, jac: Float64Array.of(gx, gy) }));
  direction.at(points[0]);
  direction.learn?.(points[0], { ...points[1], jac: Float64Array.of(0, 0) });
  expect([...(direction.hessInv?.().toDense() ?? [])]).toEqual([1, 0, 0, 1]);
  const from: Iterate = { x: Float64Array.of(0, 0), fun: 0, jac: Float64Array.of(-1, -2) };
  direction.at(from);
  direction.learn?.(from, { x: Float64Array.of(1, 2), fun: 0, jac: Float64Array.of(-2, -4) });
  const H = rowsOf(direction.hessInv?.().toDense() ?? new Float64Array(4), 2);
  // r = s / 5, for which H r = s: H = 5 along s, and 1 across.
  const along = times(H, [0.2, 0.4]);
  expect(along[0]).toBeCloseTo(1, 12);
  expect(along[1]).toBeCloseTo(2, 12);
  const across = times(H, [2, -1]);
  expect(across[0]).toBeCloseTo(2, 12);
  expect(across[1]).toBeCloseTo(-1, 12);
});

test('on a quadratic function with exact steps BFGS ends after n iterations, with the inverse of its Hessian', () => {
  const A = [
    [4, 1, 0],
    [1, 3, 1],
    [0, 1, 2],
  ];
  const inverse = [
    [5 / 18, -1 / 9, 1 / 18],
    [-1 / 9, 4 / 9, -2 / 9],
    [1 / 18, -2 / 9, 11 / 18],
  ];
  const result = minimize((x) => dot(x, times(A, x)) / 2, [1, 0, 0], {
    method: 'bfgs',
    grad: (x) => times(A, x),
    lineSearch: (line) => {
      const step = -line.slope / dot(line.direction, times(A, line.direction));
      const x = line.x.map((xi, i) => xi + step * line.direction[i]);
      return { step, x, fun: line.value(x) };
    },
    gtol: 1e-10,
  });
  expect(result).toMatchObject({ success: true, nit: 3 });
  expectClose(rowsOf(result.hessInv?.toDense() ?? new Float64Array(9), 3), inverse, 1e-9);
});
