import { bfgs, formulaObjective, InvalidInput, lineSearchMethod, minimize, strongWolfe } from 'optlab';
import { methodNames } from './every-method';

const f = (x: Float64Array) => x[0] ** 2;
const grad = (x: Float64Array) => [2 * x[0]];
const hess = () => [[2]];
const method = lineSearchMethod(bfgs(), strongWolfe());

/** The compiler refuses these too. */
const mistaken = {
  // @ts-expect-error
  memory: () => minimize(f, [1], { method: 'bfgs', memory: 5 }),
  // @ts-expect-error bfgs is the default
  memoryByDefault: () => minimize(f, [1], { memory: 5 }),
  // @ts-expect-error
  bounds: () => minimize(f, [1], { method: 'newton', bounds: [[0, 1]] }),
  // @ts-expect-error
  hess: () => minimize(f, [1], { method: 'cg', grad, hess }),
  // @ts-expect-error it asks for values alone
  grad: () => minimize(f, [1], { method: 'nelder-mead', grad }),
  // @ts-expect-error its tolerances are xatol and fatol
  gtol: () => minimize(f, [1], { method: 'nelder-mead', gtol: 1e-8 }),
  // @ts-expect-error
  lineSearch: () => minimize(f, [1], { method: 'dogleg', lineSearch: strongWolfe() }),
  // @ts-expect-error a method of one's own has its options already
  curvature: () => minimize(f, [1], { method, curvature: 'damp' }),
  // @ts-expect-error
  capitals: () => minimize(f, [1], { method: 'BFGS' }),
  // @ts-expect-error
  misspelt: () => minimize(f, [1], { maxIter: 5 }),
  // @ts-expect-error
  promised: () => minimize(async () => 1, [1]),
  // @ts-expect-error
  bare: () => minimize(f, 3),
};

test.each<[string, () => unknown, string]>([
  ['memory', mistaken.memory, 'memory must be left out with the method bfgs, but was 5. It is for lbfgs and'],
  ['memory by default', mistaken.memoryByDefault, 'memory must be left out with the method bfgs'],
  ['bounds', mistaken.bounds, 'bounds must be left out with the method newton'],
  ['hess', mistaken.hess, 'It is for newton, newton-cg, dogleg and trust-ncg.'],
  ['grad', mistaken.grad, 'grad must be left out with the method nelder-mead'],
  [
    'gtol',
    mistaken.gtol,
    'left out with the method nelder-mead, but was 1e-8. It is for every other method.',
  ],
  ['lineSearch', mistaken.lineSearch, 'lineSearch must be left out with the method dogleg'],
  ['curvature', mistaken.curvature, 'minimize: option must be one of method, grad, hess'],
  ['a name in capitals', mistaken.capitals, 'Did you mean bfgs?'],
  ['a misspelt limit', mistaken.misspelt, 'Did you mean maxiter?'],
  ['a promise', mistaken.promised, 'minimize: what f returns must be a number, but was a promise.'],
  ['a number for x0', mistaken.bare, 'minimize: x0 must be an array'],
])('%s: refused where it would have no effect, or be wrong', (_, call, message) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(message);
});

test.each([
  ['BFGS', 'bfgs'],
  ['L-BFGS', 'lbfgs'],
  ['L-BFGS-B', 'lbfgsb'],
  ['Nelder-Mead', 'nelder-mead'],
  ['Newton-CG', 'newton-cg'],
  ['CG', 'cg'],
  ['bgfs', 'bfgs'],
  ['neldermead', 'nelder-mead'],
  ['gradient descent', 'gradient-descent'],
])('the name %s is answered by: did you mean %s', (given, meant) => {
  const call = () => minimize(f, [1], { method: given as never });
  expect(call).toThrow(`Did you mean ${meant}?`);
});

test.each(['SLSQP', 'constructor', '', null, 3])('no method is like %s', (given) => {
  const call = () => minimize(f, [1], { method: given as never });
  expect(call).toThrow(InvalidInput);
  expect(call).not.toThrow('Did you mean');
});

test.each(methodNames)('%s takes what is undefined for left out, and derivatives that f brings', (name) => {
  const nothing = {
    grad: undefined,
    hess: undefined,
    bounds: undefined,
    memory: undefined,
    xatol: undefined,
  };
  const objective = formulaObjective('(x - 3)^2', { x: 1 });
  expect(minimize(objective, [1], { method: name, ...nothing } as never).success).toBe(true);
});
