import { formula, toLoop, toWasm } from 'optlab';

const axpy = formula({
  name: 'axpy',
  symbols: {
    a: { kind: 'scalar', is: 'a factor' },
    x: { kind: 'input', is: 'a vector' },
    y: { kind: 'updated', is: 'a vector' },
  },
  lines: ['y = a*x + y'],
});

describe('a formula is planned so that', () => {
  const plan = (lines: string[], precision: 'float32' | 'float64' = 'float32') => {
    const { values, passes } = formula({
      name: 'plan',
      symbols: {
        b: { kind: 'scalar', is: 'b', optional: true },
        t: { kind: 'scalar', is: 't', optional: true },
        g: { kind: 'input', is: 'g', optional: true },
        v: { kind: 'updated', is: 'v', optional: true },
      },
      lines,
    }).program(precision);
    const operations = passes.map(({ body }) =>
      body.flatMap((id) => {
        const value = values[id];
        return value.kind === 'operation' ? [value.operation] : [];
      }),
    );
    return { passes, operations };
  };

  test('what depends on scalars alone stays out of the loop', () => {
    expect(plan(['v = (1 - b^t)*g']).operations).toEqual([['multiply']]);
  });

  test('a division by a scalar is a product with its reciprocal, in float32', () => {
    expect(plan(['v = g/(1 - b^t)']).operations).toEqual([['multiply']]);
    expect(plan(['v = g/(1 - b^t)'], 'float64').operations).toEqual([['divide']]);
    expect(plan(['v = b/g']).operations).toEqual([['divide']]);
  });

  test('whole powers are products, and a common part is computed once', () => {
    expect(plan(['v = g^4 + g^2']).operations).toEqual([['multiply', 'multiply', 'add']]);
    expect(plan(['v = g^0.5 + g^b']).operations).toEqual([['sqrt', 'power', 'add']]);
  });

  test('an array is loaded only if it is read', () => {
    expect(plan(['v = 2*g']).passes[0]).toMatchObject({ loads: ['g'], stores: [{ name: 'v' }] });
    expect(plan(['v = b']).passes[0].loads).toEqual([]);
  });

  test('a sum takes a pass before the one that uses it, and only the last pass stores', () => {
    const { passes, operations } = plan(['v = g/norm2(g)']);
    expect(operations).toEqual([['multiply'], ['multiply']]);
    expect(passes.map(({ stores, sums }) => [stores.length, sums.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('sums of sums take a pass each', () => {
    expect(plan(['d = g - sum(g)', 'v = d/sum(d)']).passes).toHaveLength(3);
  });
});

describe('an execution refuses', () => {
  const x = Float64Array.of(1, 2);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernel = toWasm(axpy, memory);

  test.each<[string, () => unknown, string]>([
    [
      'an array that is not there',
      () => toLoop(axpy, 'float64')({ x }, { a: 1 }),
      'axpy: a vector, y, must be a Float64Array, but was undefined.',
    ],
    ...[-1, 1.5, Number.NaN].map((length): [string, () => unknown, string] => [
      `${length} elements`,
      () => kernel(length, { x: 0, y: 16 }, { a: 1 }),
      `axpy: length must be a whole number of elements, 0 or more, but was ${length}.`,
    ]),
    [
      'arrays of two lengths',
      () => toLoop(axpy, 'float64')({ x, y: Float64Array.of(1) }, { a: 1 }),
      'must be as long as the other arrays, 2, but was 1.',
    ],
    [
      'arrays of another precision',
      () => toLoop(axpy, 'float32')({ x, y: x }, { a: 1 }),
      'must be a Float32Array',
    ],
    [
      'a scalar that is not there',
      () => toLoop(axpy, 'float64')({ x, y: x.slice() }, {}),
      'scalar a must be a number, but was undefined.',
    ],
    [
      'an offset between elements',
      () => kernel(1, { x: 2, y: 4 }, { a: 1 }),
      'axpy: the offset of x must be a multiple of 4',
    ],
    ['an offset beyond the memory', () => kernel(2, { x: 0, y: 65532 }, { a: 1 }), 'the offset of y'],
    [
      'a result beyond the memory',
      () => kernel(2, { x: 0, y: 8 }, { a: 1 }, { y: 65536 }),
      'the offset of y',
    ],
    ['an offset that is not there', () => kernel(2, { x: 0 }, { a: 1 }), 'the offset of y'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

test('a kernel writes where it is told to, and leaves its arguments as they are', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const view = new Float32Array(memory.buffer);
  view.set([1, 2, 3, 4, 5, 10, 20, 30, 40, 50]);
  toWasm(axpy, memory)(5, { x: 0, y: 20 }, { a: 2 }, { y: 44 });
  expect([...view.slice(0, 16)]).toEqual([1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 0, 12, 24, 36, 48, 60]);
});

test('scalars are computed in float64 even where arrays are float32', () => {
  const shifted = formula({
    name: 'shifted',
    symbols: { b: { kind: 'scalar', is: 'b' }, p: { kind: 'updated', is: 'p' } },
    lines: ['p = p*(1 - b)*1e9'],
  });
  const p = Float32Array.of(1);
  // In float32 1 - 1e-9 would be 1, and the result 0.
  toLoop(shifted, 'float32')({ p }, { b: 1 - 1e-9 });
  expect(p[0]).toBeCloseTo(1, 6);
});
