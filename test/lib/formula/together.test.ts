import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { type Formula, formula, type Scalars, toLoop, toTensors, toTex, toWasm } from 'optlab';

const together = formula({
  name: 'Together',
  symbols: {
    a: { kind: 'scalar', is: 'a scalar' },
    c: { kind: 'scalarState', is: 'state c' },
    g: { kind: 'input', is: 'the gradient' },
    p: { kind: 'updated', is: 'the parameters' },
  },
  lines: [
    'scale = 1/(1 + globalNorm(g))',
    'own = norm2(g)',
    'c = c*a + globalSum(abs(p)) + sum(abs(g))',
    'p = p - scale*g + own*c',
  ],
});

interface Part {
  g: number[];
  p: number[];
  scalars: Scalars;
}
type Execution = (formula: Formula, parts: Part[]) => { p: ArrayLike<number>; c: number }[];

const loop =
  (precision: 'float32' | 'float64'): Execution =>
  (rule, parts) => {
    const type = precision === 'float32' ? Float32Array : Float64Array;
    const own = parts.map(({ g, p, scalars }) => ({
      arrays: { g: type.from(g), p: type.from(p) },
      scalars,
    }));
    const states = toLoop(rule, precision).all(own);
    return own.map(({ arrays: { p } }, k) => ({ p, c: states[k].c }));
  };

const wasm: Execution = (rule, parts) => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const placed = parts.map(({ g, p, scalars }, k) => {
    const offsets = { g: 1024 * k, p: 1024 * k + 512 };
    new Float32Array(memory.buffer, offsets.g, g.length).set(g);
    new Float32Array(memory.buffer, offsets.p, p.length).set(p);
    return { length: g.length, offsets, scalars };
  });
  const states = toWasm(rule, memory).all(placed);
  return placed.map(({ length, offsets: { p } }, k) => ({
    p: new Float32Array(memory.buffer, p, length).slice(),
    c: states[k].c,
  }));
};

const tensors: Execution = (rule, parts) =>
  tf.tidy(() =>
    toTensors(rule)
      .all(parts.map(({ g, p, scalars }) => ({ tensors: { g: tf.tensor1d(g), p: tf.tensor1d(p) }, scalars })))
      .map(({ tensors: { p }, scalars: { c } }) => ({ p: p.dataSync().slice(), c })),
  );

/** The lines by hand. */
const byHand: Execution = (_, parts) => {
  const total = (items: number[]) => items.reduce((sum, x) => sum + x, 0);
  const squares = (g: number[]) => total(g.map((x) => x * x));
  const scale = 1 / (1 + Math.sqrt(total(parts.map(({ g }) => squares(g)))));
  const size = total(parts.flatMap(({ p }) => p.map(Math.abs)));
  return parts.map(({ g, p, scalars }) => {
    const c = scalars.c * scalars.a + size + total(g.map(Math.abs));
    return { c, p: p.map((x, i) => x - scale * g[i] + Math.sqrt(squares(g)) * c) };
  });
};

const element = fc.integer({ min: 1, max: 64 }).map((x) => x / 16);
const part: fc.Arbitrary<Part> = fc.integer({ min: 0, max: 9 }).chain((length) =>
  fc.record({
    g: fc.array(element, { minLength: length, maxLength: length }),
    p: fc.array(element, { minLength: length, maxLength: length }),
    scalars: fc.record({ a: element, c: element }),
  }),
);

const expectAgreement = (execution: Execution, tolerance: number) =>
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const expected = byHand(together, parts);
      execution(together, parts).forEach(({ p, c }, k) => {
        expect(Math.abs(c / expected[k].c - 1)).toBeLessThan(tolerance);
        expect(p).toHaveLength(expected[k].p.length);
        Array.from(p).forEach((x, i) => {
          expect(Math.abs(x - expected[k].p[i])).toBeLessThan(tolerance * (1 + Math.abs(expected[k].p[i])));
        });
      });
    }),
    { numRuns: 40 },
  );

describe('sums over one tensor, sums over all, and scalar state', () => {
  test('in the float64 loop', () => expectAgreement(loop('float64'), 1e-13));
  test('in the float32 loop', () => expectAgreement(loop('float32'), 1e-5));
  test('in the SIMD kernel', () => expectAgreement(wasm, 1e-5));
  test.each(['cpu', 'wasm'])('as tensor operations on the %s backend', async (backend) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    expectAgreement(tensors, 1e-5);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a single call returns the scalar state in float64', () => {
  const counter = formula({
    name: 'Counter',
    symbols: { c: { kind: 'scalarState', is: 'state c' }, p: { kind: 'updated', is: 'the parameters' } },
    lines: ['c = c + 0.1', 'p = p*c'],
  });
  expect(toLoop(counter, 'float32')({ p: Float32Array.of(1) }, { c: 0.2 })).toEqual({ c: 0.2 + 0.1 });
});

test.each([
  ['c = c*p', 'value of c must be one number, from scalars alone, but was an array. Make a scalar of'],
  ['c = c > 1', 'value of c must be a number, but was a condition'],
  ['c = globalSum(c)', 'argument of globalSum must be one array, such as g, m or p, but was a scalar'],
  ['c = c*globalNorm(p, p)', 'argument of globalNorm must be one array, such as g, m or p, but was 2 arg'],
  ['u = c', 'never assigned'],
])('%s is refused', (line, message) => {
  const symbols = {
    c: { kind: 'scalarState', is: 'state c' },
    p: { kind: 'updated', is: 'the parameters' },
  } as const;
  expect(() => formula({ name: 'F', symbols, lines: [line, 'p = p*c'] })).toThrow(message);
});

test('the norm over all shows that it is one', () => {
  expect(toTex('g/globalNorm(g) + globalSum(g)')).toBe(
    '\\frac{g}{\\lVert g \\rVert_{\\mathrm{all}}} + \\operatorname{sum}_{\\mathrm{all}}(g)',
  );
});
