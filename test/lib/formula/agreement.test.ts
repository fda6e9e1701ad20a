import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { formula, type Operation, type Scalars } from 'optlab';
import { javascript } from '../../../lib/src/formula/javascript';
import { tensorOperations } from '../../../lib/src/formula/to-tensors';
import { wat } from '../../../lib/src/formula/wat';
import { needs } from '../../support/prerequisite';
import { corpus } from './corpus';
import {
  type Arrays,
  type Execution,
  farthest,
  interpreter,
  loop32,
  loop64,
  tensors,
  ulps,
  wasm,
} from './executions';

const special = [
  0,
  -0,
  1,
  -1,
  1e-45,
  -1e-45,
  1.1754943508222875e-38,
  3.4028234663852886e38,
  Infinity,
  -Infinity,
  NaN,
];
const element = fc.oneof(
  { weight: 4, arbitrary: fc.float({ min: -4, max: 4, noNaN: true }) },
  { weight: 1, arbitrary: fc.float() },
  { weight: 1, arbitrary: fc.constantFrom(...special) },
);
const arraysOf = (item: fc.Arbitrary<number>): fc.Arbitrary<Arrays> =>
  fc.integer({ min: 0, max: 67 }).chain((length) => {
    const array = fc.array(item, { minLength: length, maxLength: length });
    return fc.record({ g: array, m: array, v: array, p: array });
  });
const scalars: fc.Arbitrary<Scalars> = fc.record({
  a: fc.double({ min: 0.125, max: 0.95, noNaN: true }),
  b: fc.double({ min: 0.05, max: 0.999, noNaN: true }),
  t: fc.integer({ min: 1, max: 9 }),
});

/** Bit for bit, but for what a NaN carries. */
const different = (x: number, y: number) =>
  Object.is(x, y) ? 0 : Number.isNaN(x) && Number.isNaN(y) ? 0 : 1;
const relative = (x: number, y: number) => {
  if (Object.is(x, y) || x === y) return 0;
  const distance = Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
  return Number.isNaN(distance) ? Infinity : distance;
};

const rules = corpus.map((definition) => [definition.name, formula(definition)] as const);
const positive = fc.float({ min: Math.fround(0.1), max: 4, noNaN: true });
const isSum = (name: string) => name.includes('over a tensor');
/** The order of a sum is not part of the agreement: it shows where terms cancel. */
const elementsOf = (name: string) => (isSum(name) ? positive : element);
const named = (name: string) => rules.filter(([rule]) => rule === name).map(([, rule]) => rule)[0];

describe.each(rules)('the executions of %s', (name, rule) => {
  test('as SIMD kernel and as float32 loop give the same bits at any length, alignment and value', () => {
    fc.assert(
      fc.property(arraysOf(elementsOf(name)), scalars, fc.integer({ min: 0, max: 7 }), (arrays, s, start) => {
        expect(
          farthest(wasm(start)(rule, arrays, s), loop32()(rule, arrays, s), isSum(name) ? ulps : different),
        ).toBeLessThanOrEqual(isSum(name) ? 4 : 0);
      }),
      { numRuns: 60 },
    );
  });

  test('as float64 loop and in mathjs agree to 1e-12', () => {
    if (isSum(name)) return expectSums();
    fc.assert(
      fc.property(arraysOf(fc.double({ min: 0.01, max: 4, noNaN: true })), scalars, (arrays, s) => {
        expect(farthest(loop64(rule, arrays, s), interpreter(rule, arrays, s), relative)).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  test.each(['cpu', 'wasm'])('as tensor operations on the %s backend are within 4 ulp', async (backend) => {
    await tf.setBackend(backend);
    // C's pow(1, NaN) is 1, JavaScript's is NaN.
    const tame = fc.float({ min: -4, max: 4, noNaN: true });
    const values = isSum(name) ? positive : backend === 'wasm' && name === 'other powers' ? tame : element;
    const before = tf.memory().numTensors;
    fc.assert(
      fc.property(arraysOf(values), scalars, (arrays, s) => {
        const graph = tensors()(rule, arrays, s);
        const limit = isSum(name) ? 64 : 4;
        expect(farthest(graph, loop32()(rule, arrays, s), ulps)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 20 },
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

needs('native')('as tensor operations on the native backend', () => {
  beforeAll(async () => {
    require('@tensorflow/tfjs-node');
    await tf.setBackend('tensorflow');
  });

  // Its exp, log and pow are vectorized approximations, and it rounds numbers below 1e-38 to 0.
  const exact = rules.filter(([name]) => !/exponentials|other powers/.test(name));
  test.each(exact)('%s is within 4 ulp', (name, rule) => {
    const magnitude = fc.float({ min: Math.fround(1e-3), max: 4, noNaN: true });
    const signed = fc.tuple(magnitude, fc.boolean()).map(([x, negative]) => (negative ? -x : x));
    fc.assert(
      fc.property(arraysOf(isSum(name) ? positive : signed), scalars, (arrays, s) => {
        const distance = farthest(tensors()(rule, arrays, s), loop32()(rule, arrays, s), ulps);
        expect(distance).toBeLessThanOrEqual(isSum(name) ? 64 : 4);
      }),
      { numRuns: 20 },
    );
  });
});

/** Sums by hand: m + 6, and p * |g| / (1 + |p|) + the sum of the new m. */
function expectSums(): void {
  const arrays = { g: [1, 2, 3], m: [0, 1, 2], v: [0, 0, 0], p: [2, 0, 0] };
  const result = loop64(named('sums over a tensor'), arrays, { a: 0, b: 0, t: 1 });
  expect(Array.from(result.m)).toEqual([6, 7, 8]);
  expect(result.p[0]).toBeCloseTo((2 * Math.sqrt(14)) / 3 + 21, 12);
}

describe('an emitter that drops an operation', () => {
  const samples = rules.map(([name, rule]) => {
    const inputs = fc.sample(fc.tuple(arraysOf(elementsOf(name)), scalars), { numRuns: 12, seed: 3 });
    return {
      rule,
      operations: rule
        .program('float32')
        .values.map((value) => ('operation' in value ? value.operation : value.kind)),
      cases: inputs.map(([arrays, s]) => ({ arrays, s, expected: wasm()(rule, arrays, s) })),
    };
  });
  const drop = (operation: string) =>
    operation === 'select' ? (_: unknown, a: never) => a : (a: never) => a;
  /** Whether an execution agrees on all formulas, or on those that use the operation. */
  const agrees = (execution: Execution, operation?: Operation): boolean =>
    samples
      .filter(({ operations }) => operation === undefined || operations.includes(operation))
      .every(({ rule, cases }) =>
        cases.every(({ arrays, s, expected }) => {
          try {
            return farthest(execution(rule, arrays, s), expected, ulps) <= 64;
          } catch {
            // Tensors know the type of a condition.
            return false;
          }
        }),
      );

  beforeAll(() => tf.setBackend('cpu'));

  test('is none of ours', () => {
    expect(agrees(loop32())).toBe(true);
    expect(agrees(wasm(1))).toBe(true);
    expect(agrees(tensors())).toBe(true);
  });

  test.each(Object.keys(javascript) as Operation[])('is found out: %s', (operation) => {
    expect(agrees(loop32({ ...javascript, [operation]: drop(operation) }), operation)).toBe(false);
    expect(agrees(wasm(0, { ...wat, [operation]: drop(operation) }), operation)).toBe(false);
    expect(agrees(tensors({ ...tensorOperations, [operation]: drop(operation) }), operation)).toBe(false);
  });
});
