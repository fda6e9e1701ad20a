import type * as Recycling from '../../../../lib/src/minimize/recycling';
import type * as Stagnation from '../../../../lib/src/minimize/stagnation';

const vector = (...parts: number[]) => Float64Array.from(parts);

/** Ten tiny iterations in a row; what is not tiny, and what begins the count anew. */
export function checkStagnation({ stagnationFrom }: typeof Stagnation): void {
  const point = (x: number[], fun: number) => ({ x: Float64Array.from(x), fun, jac: vector() });
  const tiny = 2 ** -40;
  /** After how many iterations with such a change it tells, of 40. */
  const told = (x0: number[], f0: number, to: (k: number) => [number[], number, number]): number => {
    const leadsNowhere = stagnationFrom(point(x0, f0));
    let from = point(x0, f0);
    for (let k = 1; k <= 40; k++) {
      const [x, fun, optimality] = to(k);
      const next = point(x, fun);
      if (leadsNowhere(from, next, optimality)) return k;
      from = next;
    }
    return Infinity;
  };
  // The first tiny iteration finds no gradient to compare with yet.
  const usual = told([1, 2], 1, () => [[1, 2], 1, 1]);
  expect(usual).toBe(11);
  const swing = (k: number, size: number) => (k % 2 === 0 ? size : 0);
  // Each coordinate, up or down, by its own size at the start or now; a smaller one beside a large one too.
  for (const [x0, size, end] of [
    [[1, 1e9], 0.9, usual],
    [[1, 1e9], 1.1, Infinity],
    [[-1, 1e9], 0.9, usual],
  ] as const) {
    expect(told([...x0], 1, (k) => [[x0[0] + swing(k, size * tiny), x0[1]], 1, 1])).toBe(end);
    expect(told([...x0], 1, (k) => [[x0[0] - swing(k, size * tiny), x0[1]], 1, 1])).toBe(end);
  }
  expect(told([1e3, 0], 1, (k) => [[swing(k, 900 * tiny), 0], 1, 1])).toBe(usual);
  expect(told([1, 0], 1, (k) => [[-1e3 + swing(k, 900 * tiny), 0], 1, 1])).toBe(usual);
  // What a coordinate was on the way counts.
  expect(told([0, 0], 1, (k) => [[k === 2 ? 1e3 : swing(k, 900 * tiny), 0], 1, 1])).toBe(usual + 2);
  // f by its size at the start or now.
  for (const [f0, f, size, end] of [
    [1, 1, 0.9, usual],
    [1, 1, 1.1, Infinity],
    [1e3, 1, 900, usual],
    [-1e3, 1, 900, usual],
    [1, -1e3, 900, usual],
  ]) {
    expect(told([1], f0, (k) => [[1], f + swing(k, size * tiny), 1])).toBe(end);
    expect(told([1], f0, (k) => [[1], f - swing(k, size * tiny), 1])).toBe(end);
  }
  // Slowly in one direction.
  for (const way of [2, -2]) {
    expect(told([1], 1, (k) => [[1 + way * k * tiny], 1, 1])).toBe(Infinity);
    expect(told([1], 1, (k) => [[1], 1 + way * k * tiny, 1])).toBe(Infinity);
  }
  // A gradient that halves begins anew, one that falls less does not.
  expect(told([1], 1, (k) => [[1], 1, 0.51 ** (k > 5 ? 1 : 0)])).toBe(usual);
  expect(told([1], 1, (k) => [[1], 1, 0.49 ** (k > 5 ? 1 : 0)])).toBe(16);
  expect(told([1], 1, (k) => [[1], 1, 0.9 ** k])).toBe(Infinity);
  expect(told([1], 1, (k) => [[k === 8 ? 2 : 1], 1, 1])).toBe(19);
  expect(told([1], 1, (k) => [[k === 8 ? Number.NaN : 1], 1, 1])).toBe(19);
  expect(told([1], 1, (k) => [[1], k === 8 ? Number.NaN : 1, 1])).toBe(19);
}

/** Which arrays come again, and which functions say that they keep none. */
export function checkRecycling({ Recycled, bound, isFrugal, keepsNothing }: typeof Recycling): void {
  const part = () => 1;
  expect(isFrugal(part)).toBe(false);
  expect(keepsNothing(part)).toBe(part);
  expect(isFrugal(part)).toBe(true);
  const owner = { size: 3 };
  function times(this: typeof owner, a: number, b: number) {
    return this.size * a + b;
  }
  expect(bound(times, owner)(2, 1)).toBe(7);
  expect(isFrugal(bound(times, owner))).toBe(false);
  keepsNothing(times);
  expect(isFrugal(bound(times, owner))).toBe(true);
  expect(bound(times, owner)(2, 1)).toBe(7);

  const pool = new Recycled(2);
  const early = pool.take();
  expect(early).toEqual(vector(0, 0));
  pool.takeBack(() => false);
  const [a, b, c] = [pool.take(), pool.take(), pool.take()];
  expect(new Set([early, a, b, c]).size).toBe(4);
  pool.takeBack((each) => each === b);
  const again = [pool.take(), pool.take()];
  expect(new Set(again)).toEqual(new Set([a, c]));
  const fresh = pool.take();
  expect([early, a, b, c]).not.toContain(fresh);
  // What was needed before is asked about again.
  pool.takeBack(() => false);
  const all = [pool.take(), pool.take(), pool.take(), pool.take()];
  expect(new Set(all)).toEqual(new Set([a, b, c, fresh]));
  // Of more than sixteen at once the rest is not kept.
  pool.takeBack(() => false);
  const many = Array.from({ length: 30 }, pool.take);
  expect(new Set(many).size).toBe(30);
  pool.takeBack(() => false);
  const next = Array.from({ length: 30 }, pool.take);
  expect(next.filter((each) => many.includes(each))).toHaveLength(16);
}
