import * as math from 'mathjs';
import type { Operation, Scope } from './program';

/** Signature of an elementwise operation: the types of its arguments. */
type Signature = { operation: Operation; args: readonly Value[]; swap?: boolean };
type Value = 'real' | 'condition';

const real = (operation: Operation, arity = 2): Signature => ({
  operation,
  args: Array<Value>(arity).fill('real'),
});

/** mathjs' names of operators and functions that run elementwise. */
export const elementwise: Readonly<Record<string, Signature>> = {
  add: real('add'),
  subtract: real('subtract'),
  multiply: real('multiply'),
  divide: real('divide'),
  pow: real('power'),
  unaryMinus: real('negate', 1),
  sqrt: real('sqrt', 1),
  abs: real('abs', 1),
  sign: real('sign', 1),
  exp: real('exp', 1),
  log: real('log', 1),
  max: real('max'),
  min: real('min'),
  smaller: real('less'),
  smallerEq: real('lessEqual'),
  larger: { ...real('less'), swap: true },
  largerEq: { ...real('lessEqual'), swap: true },
  equal: real('equal'),
  unequal: real('notEqual'),
  and: { operation: 'and', args: ['condition', 'condition'] },
  or: { operation: 'or', args: ['condition', 'condition'] },
  not: { operation: 'not', args: ['condition'] },
  select: { operation: 'select', args: ['condition', 'real', 'real'] },
};

/** Sums of elements, or of their squares under a root, and what they run over; their result is a scalar. */
export const reductions: Readonly<Record<string, { over: Scope; isNorm: boolean }>> = {
  sum: { over: 'tensor', isNorm: false },
  norm2: { over: 'tensor', isNorm: true },
  globalSum: { over: 'step', isNorm: false },
  globalNorm: { over: 'step', isNorm: true },
};

/** What a formula may call on arrays, in words. */
export const elementwiseNames =
  'sqrt, abs, sign, exp, log, max, min, select, sum, norm2, globalSum and globalNorm';

/** mathjs' functions by name. */
const library: Readonly<Record<string, unknown>> = { ...math };

const probes = [0.5, 2, 1, 3];

/**
 * mathjs' function of that name as one from numbers to a number, or undefined if it is none, such as `det`, or is
 * random.
 */
export function scalarFunction(name: string, arity: number): ((...args: number[]) => number) | undefined {
  if (/^(random|pickRandom|config|import|create)/.test(name)) return undefined;
  const found = Object.hasOwn(library, name) ? library[name] : undefined;
  if (typeof found !== 'function' || arity === 0) return undefined;
  const onNumbers = (...args: number[]): number => {
    const result: unknown = found(...args);
    // Outside its real domain mathjs leaves the reals: acos(2) is complex.
    return typeof result === 'number' ? result : Number.NaN;
  };
  const yields = probes.some((probe) => {
    try {
      return !Number.isNaN(onNumbers(...Array<number>(arity).fill(probe)));
    } catch {
      return false;
    }
  });
  return yields ? onNumbers : undefined;
}
