import { type MinimizeMethod, type MinimizeOptions, type MinimizeResult, minimize } from 'optlab';
import { methods } from '../../../lib/src/minimize/methods';

/** The names of all methods. */
export const methodNames = Object.keys(methods) as MinimizeMethod[];

type F = (x: Float64Array) => number;
type Gradient = (x: Float64Array) => ArrayLike<number>;

/** No method that ends may need so many. */
const MANY = 100_000;

/** minimize, but a run that does not end throws. */
export function ends(
  f: F,
  x0: readonly number[],
  method: MinimizeMethod,
  options: Partial<MinimizeOptions> & { grad?: Gradient } = {},
): MinimizeResult {
  let calls = 0;
  const counted =
    <Result>(g: (x: Float64Array) => Result) =>
    (x: Float64Array): Result => {
      calls++;
      if (calls > MANY) throw new Error(`${method} does not end`);
      return g(x);
    };
  const { grad } = options;
  return minimize(counted(f), x0, {
    ...options,
    ...(grad ? { grad: counted(grad) } : {}),
    method,
  } as MinimizeOptions);
}

/** What holds of every result, whatever the input was. */
export function expectConsistent(result: MinimizeResult, f: F, x0: readonly number[]): void {
  const { x, fun, status, success, message } = result;
  expect(x).toHaveLength(x0.length);
  expect(x.every(Number.isFinite)).toBe(true);
  expect(f(x)).toBe(fun);
  expect(fun).toBeLessThanOrEqual(f(Float64Array.from(x0)));
  expect(success).toBe(status === 0);
  expect(message.length).toBeGreaterThan(10);
}
