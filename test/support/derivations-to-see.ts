import { derivationsMadeBy, runCode } from './derivations';

/** Cells that show derivations of every shape: short, wide, long, with fractions, with bounds, with a slip. */
export const derivationCells: readonly string[] = [
  `import { definedAs, derivation, integers, interval, matrix, positive, reals, sequence, spd, symmetric, vector } from 'optlab';
derivation('Bias correction', { b: interval(0, 1), n: integers(1, 50), g: reals() })
  .start('(1-b) * sum(i, 1, n, b^(n-i) * g)', 'the moving average written out')
  .step('(1-b) * g * (1-b^n)/(1-b)', 'geometric series')
  .step('g * (1-b^n)', 'cancel')`,
  `derivation('The best learning rate', { A: spd('n'), n: integers(2, 4), mu: definedAs('eigmin(A)'), L: definedAs('eigmax(A)'), eta: positive() })
  .start('spectralNorm(I - eta*A)', 'the largest stretch of an error in one step')
  .step('max(abs(1 - eta*mu), abs(1 - eta*L))', 'the worst curvature is at an end of the spectrum')
  .minimumAt('eta', '2/(L + mu)', 'both ends contract alike')
  .step('(L - mu)/(L + mu)', 'insert')`,
  `const pair = { H: spd('n'), G: spd('n'), s: vector('n', { nonzero: true }), y: definedAs('G*s'), rho: definedAs("1/(y'*s)") };
derivation('The secant condition of BFGS', pair)
  .start("((I - rho*s*y')*H*(I - rho*y*s') + rho*s*s')*y", 'the new inverse Hessian times the difference of gradients')
  .step("H*y - rho*s*y'*H*y - rho*H*y*(s'*y) + rho^2*s*(y'*H*y)*(s'*y) + rho*s*(s'*y)", 'multiply everything out, from the left to the right, and keep the order of the factors')
  .step('s', '$\\\\rho\\\\, y^\\\\top s = 1$: the terms with $H$ cancel in pairs')`,
  `derivation('The sum of squared residuals', { X: matrix('n', 'd'), w: vector('d'), y: vector('n'), lambda: positive() })
  .start("norm(X*w - y)^2 + lambda*norm(w)^2", 'ridge regression')
  .step("w'*X'*X*w - 2*y'*X*w + y'*y + lambda*(w'*w)", 'expand; a number is its own transpose')`,
  `derivation('A slip: the geometric series with one term too many', { b: interval(0, 1), n: integers(1, 50), g: reals() })
  .start('(1-b) * sum(i, 1, n, b^(n-i) * g)', 'the moving average of a constant')
  .step('g * (1-b^(n+1))', 'geometric series')`,
  `derivation('Steps to a relative error eps', { kappa: interval(1, Infinity), epsilon: interval(0, 1) })
  .start('log(1/epsilon) / log((kappa + 1)/(kappa - 1))', 'solve $\\\\rho^t = \\\\varepsilon$ for $t$')
  .step('~ kappa/2 * log(1/epsilon)', '$\\\\log\\\\frac{1+x}{1-x} = 2x + O(x^3)$ with $x = 1/\\\\kappa$', { as: { kappa: Infinity } })`,
];

/** The derivations of these cells. */
export const derivationsToSee = derivationsMadeBy(() => runCode(derivationCells.join(';\n')));
