import { definedAs, integers, interval, matrix, nonzero, spd, symmetric, vector } from 'optlab';
import type { Identities, Slips } from './entry';

const pair = { n: integers(1, 4), G: spd('n'), s: vector('n', { nonzero: true }), y: definedAs('G*s') };
const inverse = { ...pair, H: spd('n'), rho: definedAs("1/(y'*s)") };
const direct = { ...pair, B: spd('n') };
const rankOne = { A: spd('n'), u: vector('n') };
const lowRank = { n: integers(1, 4), A: spd('n'), U: matrix('n', 2), C: spd(2) };
const ridge = { X: matrix('n', 'd'), y: vector('n'), lambda: interval(0.1, 10) };
const two = { A: matrix('n', 'n'), B: matrix('n', 'n') };
const tall = { d: integers(1, 3), n: integers('d', 5), X: matrix('n', 'd', { fullRank: true }) };
const quadratic = { A: spd('n'), b: vector('n'), x: vector('n') };
const golub = 'Golub, Van Loan, Matrix Computations';
const nocedal = 'Nocedal, Wright, Numerical Optimization';
const horn = 'Horn, Johnson, Matrix Analysis';
const BFGS = "(I - rho*s*y')*H*(I - rho*y*s') + rho*s*s'";
const directBFGS = "B - B*s*s'*B/(s'*B*s) + y*y'/(y'*s)";
const DFP = "H - H*y*y'*H/(y'*H*y) + s*s'/(y'*s)";

export const identities: Identities = {
  'Sherman-Morrison': {
    claim: ["inv(A + u*u')", '=', "inv(A) - inv(A)*u*u'*inv(A)/(1 + u'*inv(A)*u)"],
    assumptions: rankOne,
    verdict: 'proved',
    source: `${golub}, 2.1.4`,
  },
  Woodbury: {
    claim: ["inv(A + U*C*U')", '=', "inv(A) - inv(A)*U*inv(inv(C) + U'*inv(A)*U)*U'*inv(A)"],
    assumptions: lowRank,
    verdict: 'proved',
    source: `${golub}, 2.1.4`,
  },
  'the determinant after a change of rank one': {
    claim: ["det(A + u*u')", '=', "det(A)*(1 + u'*inv(A)*u)"],
    assumptions: rankOne,
    verdict: 'proved',
    source: `${horn}, 0.8.5`,
  },
  'push-through': {
    claim: ["inv(X'*X + lambda*I)*X'", '=', "X'*inv(X*X' + lambda*I)"],
    assumptions: ridge,
    verdict: 'proved',
    source: 'Henderson, Searle 1981, On deriving the inverse of a sum of matrices',
  },
  'the inverse of a product': {
    claim: ['inv(A*B)', '=', 'inv(B)*inv(A)'],
    assumptions: { A: spd('n'), B: spd('n') },
    verdict: 'proved',
    source: `${horn}, 0.5`,
  },
  'the transpose of a product': {
    claim: ["(A*B)'", '=', "B'*A'"],
    assumptions: { A: matrix('m', 'k'), B: matrix('k', 'n') },
    verdict: 'proved',
    source: `${horn}, 0.2.5`,
  },
  'the trace is cyclic': {
    claim: ['trace(A*B)', '=', 'trace(B*A)'],
    assumptions: { A: matrix('m', 'n'), B: matrix('n', 'm') },
    verdict: 'proved',
    source: `${horn}, 1.2`,
  },
  'the determinant of a product': {
    claim: ['det(A*B)', '=', 'det(A)*det(B)'],
    assumptions: two,
    verdict: 'proved',
    source: `${horn}, 0.3.5`,
  },
  'the trace is the sum of the eigenvalues': {
    claim: ['trace(A)', '=', 'eigmin(A) + eigmax(A)'],
    assumptions: { A: symmetric(2) },
    verdict: 'held',
    source: `${horn}, 1.2`,
  },
  'the Frobenius norm sums squared products': {
    claim: ["trace((A*B)'*(A*B))", '=', "trace(B*B'*A'*A)"],
    assumptions: two,
    verdict: 'proved',
    source: `${golub}, 2.3.1`,
  },
  'a quadratic form sees the symmetric part': {
    claim: ["x'*A*x", '=', "x'*(A + A')*x/2"],
    assumptions: { A: matrix('n', 'n'), x: vector('n') },
    verdict: 'proved',
    source: `${horn}, 4.1`,
  },
  'the hat matrix is idempotent': {
    claim: ["X*inv(X'*X)*X'*X*inv(X'*X)*X'", '=', "X*inv(X'*X)*X'"],
    assumptions: tall,
    verdict: 'proved',
    source: 'Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 3.2',
  },
  'residuals are orthogonal to the columns': {
    claim: ["X'*(y - X*inv(X'*X)*X'*y)", '=', "0*X'*y"],
    assumptions: { ...tall, y: vector('n') },
    verdict: 'proved',
    source: `${golub}, 5.3.1`,
  },
  'a reflection is its own inverse': {
    claim: ["(I - 2*u*u'/(u'*u))*(I - 2*u*u'/(u'*u))", '=', 'identity(n)'],
    assumptions: { u: vector('n', { nonzero: true }) },
    verdict: 'proved',
    source: `${golub}, 5.1.2`,
  },
  'the secant condition of BFGS': {
    claim: [`(${BFGS})*y`, '=', 's'],
    assumptions: inverse,
    verdict: 'proved',
    source: `${nocedal}, 6.1`,
  },
  'the secant condition of direct BFGS': {
    claim: [`(${directBFGS})*s`, '=', 'y'],
    assumptions: direct,
    verdict: 'proved',
    source: `${nocedal}, 6.1`,
  },
  'the secant condition of DFP': {
    claim: [`(${DFP})*y`, '=', 's'],
    assumptions: inverse,
    verdict: 'proved',
    source: `${nocedal}, 6.1`,
  },
  'both forms of BFGS are inverse to each other': {
    claim: [`(${BFGS})*(inv(H) - inv(H)*s*s'*inv(H)/(s'*inv(H)*s) + y*y'/(y'*s))`, '=', 'identity(n)'],
    assumptions: inverse,
    verdict: 'proved',
    source: `${nocedal}, 6.1`,
  },
  'the secant condition of the symmetric rank-one update': {
    claim: ["(H + (s - H*y)*(s - H*y)'/((s - H*y)'*y))*y", '=', 's'],
    assumptions: { n: integers(1, 4), H: spd('n'), y: vector('n', { nonzero: true }), s: definedAs('2*H*y') },
    verdict: 'proved',
    source: `${nocedal}, 6.2`,
  },
  "the secant condition of Broyden's update": {
    claim: ["(B + (y - B*s)*s'/(s'*s))*s", '=', 'y'],
    assumptions: { B: matrix('n', 'n'), s: vector('n', { nonzero: true }), y: vector('n') },
    verdict: 'proved',
    source: `${nocedal}, 11.1`,
  },
  'curvature along s': {
    claim: ["s'*y", '>=', "eigmin(G)*(s'*s)"],
    assumptions: pair,
    verdict: 'held',
    source: `${nocedal}, 6.1`,
  },
  'the first Barzilai-Borwein step': {
    claim: ['norm(s/a - y)^2', '>=', "norm(s*(s'*y)/(s'*s) - y)^2"],
    assumptions: { ...pair, a: nonzero() },
    verdict: 'proved',
    source: 'Barzilai, Borwein 1988, eq. 5',
  },
  'Newton-Schulz squares the residual': {
    claim: ['I - A*(X*(2*I - A*X))', '=', '(I - A*X)*(I - A*X)'],
    assumptions: { n: integers(1, 4), A: matrix('n', 'n'), X: matrix('n', 'n') },
    verdict: 'proved',
    source: 'Schulz 1933; Higham, Functions of Matrices, 7.3',
  },
  'the Newton step reaches the minimum of a quadratic': {
    claim: ['A*(x - inv(A)*(A*x - b)) - b', '=', '0*b'],
    assumptions: quadratic,
    verdict: 'proved',
    source: `${nocedal}, 3.3`,
  },
  'the gradient of a quadratic form': {
    claim: ["grad(x'*A*x, x)", '=', "(A + A')*x"],
    assumptions: { A: matrix('n', 'n'), x: vector('n') },
    verdict: 'proved',
    source: 'Petersen, Pedersen, The Matrix Cookbook, eq. 81',
  },
  'the gradient of a trace': {
    claim: ['grad(trace(A*X), X)', '=', "A'"],
    assumptions: { A: matrix('n', 'm'), X: matrix('m', 'n') },
    verdict: 'proved',
    source: 'Petersen, Pedersen, The Matrix Cookbook, eq. 100',
  },
  'the gradient of the log-determinant': {
    claim: ['grad(log(det(A)), A)', '=', "inv(A)'"],
    assumptions: { A: spd('n') },
    verdict: 'proved',
    source: 'Boyd, Vandenberghe, Convex Optimization, A.4.1',
  },
  'the Rayleigh quotient is at most the largest eigenvalue': {
    claim: ["x'*A*x", '<=', "eigmax(A)*(x'*x)"],
    assumptions: { A: symmetric('n'), x: vector('n') },
    verdict: 'held',
    source: `${horn}, 4.2.2`,
  },
  'Cauchy-Schwarz': {
    claim: ["(u'*v)^2", '<=', "(u'*u)*(v'*v)"],
    assumptions: { u: vector('n'), v: vector('n') },
    verdict: 'held',
    source: `${horn}, 5.1`,
  },
  "Kantorovich's inequality": {
    claim: ["(x'*A*x)*(x'*inv(A)*x)", '<=', "(eigmin(A) + eigmax(A))^2/(4*eigmin(A)*eigmax(A))*(x'*x)^2"],
    assumptions: { A: spd('n'), x: vector('n') },
    verdict: 'held',
    source: `${nocedal}, 3.3, exercise 3.6`,
  },
  'the second direction of conjugate gradients is conjugate': {
    claim: ["r'*A*(r - a*A*r + (r - a*A*r)'*(r - a*A*r)/(r'*r)*r)", '=', '0'],
    assumptions: {
      n: integers(1, 4),
      A: spd('n'),
      r: vector('n', { nonzero: true }),
      a: definedAs("(r'*r)/(r'*A*r)"),
    },
    verdict: 'proved',
    source: `${nocedal}, 5.1`,
  },
  'exact line search leaves an orthogonal gradient': {
    claim: ["g'*(g - (g'*g)/(g'*A*g)*A*g)", '=', '0'],
    assumptions: { A: spd('n'), g: vector('n', { nonzero: true }) },
    verdict: 'proved',
    source: `${nocedal}, 3.3`,
  },
};

export const slips: Slips = {
  'Sherman-Morrison with a plus': {
    claim: ["inv(A + u*u')", '=', "inv(A) + inv(A)*u*u'*inv(A)/(1 + u'*inv(A)*u)"],
    assumptions: rankOne,
    source: `minus: ${golub}, 2.1.4`,
    refuted: 'at n = 1, A = 1, u = 1 the left side is 0.5, the right side 1.5',
  },
  'Sherman-Morrison without the inverse in its divisor': {
    claim: ["inv(A + u*u')", '=', "inv(A) - inv(A)*u*u'*inv(A)/(1 + u'*u)"],
    assumptions: rankOne,
    source: `1 + u'A^-1 u: ${golub}, 2.1.4`,
    refuted: 'at n = 1, A = 2, u = 1 the left side is 0.333333, the right side 0.375',
  },
  'Woodbury with C for its inverse': {
    claim: ["inv(A + U*C*U')", '=', "inv(A) - inv(A)*U*inv(C + U'*inv(A)*U)*U'*inv(A)"],
    assumptions: lowRank,
    source: `inv(C) + U'A^-1 U: ${golub}, 2.1.4`,
    refuted:
      'at n = 1, A = 1, U = [[1, 1]], C = [[1, 1], [1, 2]] the left side is 0.166667, the right side 0.5',
  },
  'the inverse of a sum': {
    claim: ['inv(A + B)', '=', 'inv(A) + inv(B)'],
    assumptions: { A: spd('n'), B: spd('n') },
    source: `there is none so simple: ${horn}, 0.7.4`,
    refuted: 'at n = 1, A = 1, B = 1 the left side is 0.5, the right side 2',
  },
  'the inverse of a product in its order': {
    claim: ['inv(A*B)', '=', 'inv(A)*inv(B)'],
    assumptions: { A: spd('n'), B: spd('n') },
    source: `inv(B) inv(A): ${horn}, 0.5`,
    refuted:
      'at n = 2, A = [[1, 1], [1, 2]], B = [[2, 1], [1, 1]] the left side is [[3, -2], [-4, 3]], the right side [[3, -4], [-2, 3]]',
  },
  'the trace of a product': {
    claim: ['trace(A*B)', '=', 'trace(A)*trace(B)'],
    assumptions: two,
    source: `trace(B A): ${horn}, 1.2`,
    refuted: 'at n = 2, A = [[1, 1], [0, 1]], B = [[1, 1], [1, 1]] the left side is 3, the right side 4',
  },
  'the trace of three matrices in any order': {
    claim: ['trace(A*B*C)', '=', 'trace(A*C*B)'],
    assumptions: { ...two, C: matrix('n', 'n') },
    source: `cyclic orders only: ${horn}, 1.2`,
    refuted:
      'at n = 2, A = [[1, 1], [1, 1]], B = [[1, 1], [0, 1]], C = [[1, 1], [1, 4]] the left side is 12, the right side 9',
  },
  'the determinant of a multiple': {
    claim: ['det(2*A)', '=', '2*det(A)'],
    assumptions: { A: spd('n') },
    source: `2^n det(A): ${horn}, 0.3`,
    refuted: 'at n = 2, A = [[1, 1], [1, 2]] the left side is 4, the right side 2',
  },
  'a projection without its inverse': {
    claim: ["X*X'*X*X'", '=', "X*X'"],
    assumptions: tall,
    source: `X inv(X'X) X': ${golub}, 2.5.1`,
    refuted: 'at d = 1, n = 2, X = [1, 1] the left side is [[2, 2], [2, 2]], the right side [[1, 1], [1, 1]]',
  },
  'a reflection without its two': {
    claim: ["(I - u*u'/(u'*u))*(I - u*u'/(u'*u))", '=', 'identity(n)'],
    assumptions: { u: vector('n', { nonzero: true }) },
    source: `I - 2 u u'/(u'u): ${golub}, 5.1.2`,
    refuted: 'at n = 1, u = 1 the left side is 0, the right side 1',
  },
  'BFGS with s and y exchanged': {
    claim: ["((I - rho*y*s')*H*(I - rho*s*y') + rho*y*y')*y", '=', 's'],
    assumptions: inverse,
    source: `that is DFP's update of the direct matrix: ${nocedal}, 6.1`,
    refuted: 'at n = 1, G = 2, s = 1, y = 2, H = 1, rho = 0.5 the left side is 4, the right side 1',
  },
  "DFP's update taken for the direct matrix": {
    claim: [`(${DFP})*s`, '=', 'y'],
    assumptions: inverse,
    source: `it maps y to s: ${nocedal}, 6.1`,
    refuted: 'at n = 1, G = 2, s = 1, y = 2, H = 1, rho = 0.5 the left side is 0.5, the right side 2',
  },
  'BFGS is DFP': {
    claim: [`(${BFGS})*s`, '=', `(${DFP})*s`],
    assumptions: inverse,
    source: `they differ by a rank-one term: ${nocedal}, 6.3`,
    refuted:
      'at n = 2, G = [[1, 1], [1, 2]], s = [1, 1], y = [2, 3], H = [[1, 1], [1, 2]], rho = 0.2 the left side is [0.52, 0.32], the right side [0.488235, 0.341176]',
  },
  'BFGS without its last term': {
    claim: ["((I - rho*s*y')*H*(I - rho*y*s'))*y", '=', 's'],
    assumptions: inverse,
    source: `plus rho s s': ${nocedal}, 6.1`,
    refuted: 'at n = 1, G = 1, s = 1, y = 1, H = 1, rho = 1 the left side is 0, the right side 1',
  },
  'Newton-Schulz with X(I - AX)': {
    claim: ['I - A*(X*(I - A*X))', '=', '(I - A*X)*(I - A*X)'],
    assumptions: { n: integers(1, 4), A: matrix('n', 'n'), X: matrix('n', 'n') },
    source: 'X(2I - AX): Higham, Functions of Matrices, 7.3',
    refuted: 'at n = 1, A = 1, X = 1 the left side is 1, the right side 0',
  },
  'the gradient of a quadratic form without symmetry': {
    claim: ["grad(x'*A*x, x)", '=', '2*A*x'],
    assumptions: { A: matrix('n', 'n'), x: vector('n') },
    source: "(A + A')x: Petersen, Pedersen, The Matrix Cookbook, eq. 81",
    refuted: 'at n = 2, A = [[1, 1], [0, 1]], x = [1, 1] the left side is [3, 3], the right side [4, 2]',
  },
  'the gradient of a trace without its transpose': {
    claim: ['grad(trace(A*X), X)', '=', 'A'],
    assumptions: { A: matrix('n', 'n'), X: matrix('n', 'n') },
    source: "A': Petersen, Pedersen, The Matrix Cookbook, eq. 100",
    refuted:
      'at n = 2, A = [[1, 1], [0, 1]], X = [[1, 1], [1, 1]] the left side is [[1, 0], [1, 1]], the right side [[1, 1], [0, 1]]',
  },
  "Kantorovich's inequality without its four": {
    claim: ["(x'*A*x)*(x'*inv(A)*x)", '<=', "(x'*x)^2"],
    assumptions: { A: spd('n'), x: vector('n') },
    source: `(mu + L)^2/(4 mu L): ${nocedal}, exercise 3.6`,
    refuted:
      'at n = 2, A = [[1, 1], [1, 2]], x = [1, 1] the left side is 5, the right side 4, which is not <=',
  },
  'spectral norms multiply': {
    claim: ['spectralNorm(A*B)', '=', 'spectralNorm(A)*spectralNorm(B)'],
    assumptions: two,
    source: `at most: ${horn}, 5.6`,
    refuted:
      'at n = 2, A = [[1, 1], [1, 1]], B = [[1, 1], [0, 1]] the left side is 3.16228, the right side 3.23607',
  },
  'the spectral norm is the largest eigenvalue': {
    claim: ['spectralNorm(A)', '=', 'eigmax(A)'],
    assumptions: { A: symmetric('n') },
    source: `its size, or -eigmin: ${horn}, 5.6`,
    refuted: 'at n = 1, A = -1 the left side is 1, the right side -1',
  },
  'matrices commute where they are symmetric': {
    claim: ['A*B', '=', 'B*A'],
    assumptions: { A: symmetric('n'), B: symmetric('n') },
    source: `where they share eigenvectors: ${horn}, 4.1.6`,
    refuted:
      'at n = 2, A = [[1, 0], [0, 2]], B = [[1, 1], [1, 1]] the left side is [[1, 1], [2, 2]], the right side [[1, 2], [1, 2]]',
  },
};
