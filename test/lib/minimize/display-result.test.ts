import { inspect } from 'node:util';
import { displaySymbol, leastSquares, minimize } from 'optlab';

const bowl = (x: Float64Array) => x.reduce((sum, xi) => sum + (xi - 2) ** 2, 0);
const grad = (x: Float64Array) => x.map((xi) => 2 * (xi - 2));

test('a result prints itself field by field, in a cell and by console.log', () => {
  const result = minimize(bowl, [1, 3], { grad, trace: true });
  const lines = [
    '      x: [2, 2]',
    '    fun: 0',
    '    jac: [0, 0]',
    'hessInv: 2 x 2, an operator; toDense() makes it an array',
    '    nit: 2',
    '   nfev: 3',
    '   njev: 3',
    '   nhev: 0',
    ' status: 0',
    'success: true',
    'message: The gradient is below gtol.',
    '  trace: 3 points',
  ];
  expect(inspect(result).split('\n')).toEqual(lines);
  const bundle = result[displaySymbol]();
  expect(bundle['text/plain'].split('\n')).toEqual(lines);
  expect(bundle['text/html']).toContain('>The gradient is below gtol.</td>');
});

test('a vector of a million is cut short, and its inverse Hessian not formed', () => {
  const n = 1e6;
  const text = inspect(minimize(bowl, new Float64Array(n).fill(2.5), { method: 'lbfgs', grad, maxiter: 1 }));
  expect(text.length).toBeLessThan(800);
  expect(text).toContain(', ... 1000000 in all]');
  expect(text).toContain('hessInv: 1000000 x 1000000');
});

test('a fit prints its residuals and the size of its Jacobian', () => {
  const text = inspect(leastSquares(([a, b]) => [a - 1, b - 2, a * b - 2], [3, 3]));
  expect(text).toMatch(/^ {9}x: \[1, 2\]$/m);
  expect(text).toMatch(/^ {7}jac: 3 x 2$/m);
});

test('a copy, a comparison and JSON see the fields alone', () => {
  const run = () => minimize(bowl, [1, 3], { grad, method: 'cg' });
  const names = ['x', 'fun', 'jac', 'nit', 'nfev', 'njev', 'nhev', 'status', 'success', 'message'];
  expect(Reflect.ownKeys({ ...run() })).toEqual(names);
  expect(Object.keys(JSON.parse(JSON.stringify(run())))).toEqual(names);
  expect(run()).toEqual(run());
  expect(structuredClone(run())).toEqual({ ...run() });
});
