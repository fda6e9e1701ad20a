import {
  type Assumptions,
  definedAs,
  derivation,
  diagonal,
  integers,
  matrix,
  nonnegative,
  orthogonal,
  positive,
  probabilities,
  reals,
  sequence,
  spd,
  symmetric,
  unitVector,
  vector,
} from 'optlab';
import { Setting } from '../../../lib/src/derive/points/setting';
import { provedEqual } from '../../../lib/src/derive/proof/prove';
import { parseMath } from '../../../lib/src/formula/parse-math';

type Claim = [left: string, right: string, assumptions: Assumptions];

const [A, B, S, v] = [matrix('n', 'n'), matrix('n', 'n'), spd('n'), vector('n')];
const [P, R, N] = [positive(), reals(), integers(1, 4)];
const nz = vector('n', { nonzero: true });
const bf = {
  B: S,
  s: nz,
  G: S,
  y: definedAs('G*s'),
  rho: definedAs("1/(y'*s)"),
  H: definedAs("(I-rho*s*y')*B*(I-rho*y*s')+rho*s*s'"),
};

/** Identities of the field, valid wherever both sides are defined, whatever the sizes. */
const right: Claim[] = [
  ["inv(A + u*u')", "inv(A) - inv(A)*u*u'*inv(A)/(1 + u'*inv(A)*u)", { A: S, u: v }],
  [
    'inv(A+U*C*V)',
    'inv(A)-inv(A)*U*inv(inv(C)+V*inv(A)*U)*V*inv(A)',
    { A: S, C: spd('k'), U: matrix('n', 'k'), V: matrix('k', 'n') },
  ],
  [
    "inv(A+U*inv(C)*U')",
    "inv(A)-inv(A)*U*inv(C+U'*inv(A)*U)*U'*inv(A)",
    { A: S, C: spd('k'), U: matrix('n', 'k') },
  ],
  ["inv(X'*X+l*I)*X'*y", "X'*inv(X*X'+l*I)*y", { X: matrix('n', 'd'), y: v, l: P }],
  ["inv(X'*X/n+l*I)*X'*y/n", "inv(X'*X+n*l*I)*X'*y", { X: matrix('n', 'd'), y: v, l: P, n: integers(1, 4) }],
  ["X'*(X*w-y)+l*w", '0', { X: matrix('n', 'd'), y: v, l: P, w: definedAs("inv(X'*X+l*I)*X'*y") }],
  ['H*y', 's', bf],
  ['inv(H)', "inv(B)-inv(B)*s*s'*inv(B)/(s'*inv(B)*s)+y*y'/(y'*s)", bf],
  ["(C - C*s*s'*C/(s'*C*s)+y*y'/(y'*s))*H", 'I', { ...bf, C: definedAs('inv(B)') }],
  ['(I-A*(X*(2*I-A*X)))', '(I-A*X)^2', { A: matrix('n', 'm'), X: matrix('m', 'n') }],
  ['P*P', 'P', { X: matrix(4, 'd', { fullRank: true }), P: definedAs("X*inv(X'*X)*X'") }],
  ["P'", 'P', { X: matrix(4, 'd', { fullRank: true }), P: definedAs("X*inv(X'*X)*X'") }],
  ['(I-P)*A', '0', { A: matrix(4, 'd', { fullRank: true }), P: definedAs("A*inv(A'*A)*A'") }],
  ["Q'*Q", 'I', { v: nz, Q: definedAs("I-2*v*v'/(v'*v)") }],
  ['trace(A*B)', 'trace(B*A)', { A: matrix('m', 'n'), B: matrix('n', 'm') }],
  ["(A*B)'", "B'*A'", { A, B }],
  ["grad(x'*A*x,x)", "(A+A')*x", { A, x: v }],
  [
    'grad(norm(X*w-y)^2/2+l/2*norm(w)^2,w)',
    "X'*(X*w-y)+l*w",
    { X: matrix('n', 'd'), w: vector('d'), y: v, l: P },
  ],
  ['hessian(norm(X*w-y)^2/2,w)', "X'*X", { X: matrix('n', 'd'), w: vector('d'), y: v }],
  ['grad(trace(A*B),A)', "B'", { A, B }],
  ['grad(trace(inv(A)),A)', "-(inv(A)*inv(A))'", { A: S }],
  ['grad(log(det(A)),A)', "inv(A)'", { A: S }],
  ["grad(u'*inv(A)*v,A)", "-inv(A)'*u*v'*inv(A)'", { A: S, u: v, v }],
  ['grad(norm(x),x)', 'x/norm(x)', { x: nz }],
  ['grad(log(total(exp(x))),x)', 'softmax(x)', { x: v }],
  ["det(A+u*v')", "det(A)*(1+v'*inv(A)*u)", { A: S, u: v, v }],
  ["det(I+u*v')", "1+u'*v", { u: v, v, n: integers(1, 4) }],
  ['trace(I*A)', 'trace(A)', { A }],
  ['inv(A)-inv(B)', 'inv(A)*(B-A)*inv(B)', { A: S, B: S }],
  ['norm(A*x)^2', "x'*A'*A*x", { A, x: v }],
  ['norm(s*w-w)^2', '(s-1)^2*norm(w)^2', { s: R, w: v }],
  ["x'*A*x", "trace(A*x*x')", { A, x: v }],
  ['2*X-X*A*X', 'inv(A)-(I-X*A)^2*inv(A)', { A: S, X: A }],
  ['inv(I+U*V)', 'I-U*inv(I+V*U)*V', { U: definedAs("W*W'"), V: S, W: A }],
  ["inv(W+b*a')", "inv(W)-inv(W)*b*a'*inv(W)/(1+a'*inv(W)*b)", { W: S, a: v, b: v }],
  [
    "grad(sum(i,1,n,(x[i]'*w-y[i])^2)/2,w)",
    "sum(i,1,n,(x[i]'*w-y[i])*x[i])",
    { x: sequence(vector('d'), 'n'), y: sequence(reals(), 'n'), w: vector('d'), n: integers(1, 4) },
  ],
  [
    "sum(i,1,n,x[i]*x[i]')*w",
    "sum(i,1,n,x[i]*(x[i]'*w))",
    { x: sequence(vector('d'), 'n'), w: vector('d'), n: integers(1, 4) },
  ],
  ['x-inv(A)*(A*x-b)', 'inv(A)*b', { A: S, x: v, b: v }],
  [
    "r1'*r",
    '0',
    { A: S, b: nz, x: v, r: definedAs('b'), a: definedAs("r'*r/(r'*A*r)"), r1: definedAs('r-a*A*r') },
  ],
  [
    "p1'*A*p",
    '0',
    {
      A: S,
      b: nz,
      r: definedAs('b'),
      p: definedAs('b'),
      a: definedAs("r'*r/(p'*A*p)"),
      r1: definedAs('r-a*A*p'),
      p1: definedAs("r1+(r1'*r1)/(r'*r)*p"),
    },
  ],
  [
    "p1'*A*p",
    '0',
    {
      A: S,
      b: nz,
      p: definedAs('b'),
      a: definedAs("b'*b/(p'*A*p)"),
      r1: definedAs('b-a*A*p'),
      p1: definedAs("r1-(r1'*A*p)/(p'*A*p)*p"),
    },
  ],
  ["u'*inv(A+u*u')*u", "u'*inv(A)*u/(1+u'*inv(A)*u)", { A: S, u: v }],
  ['log(det(inv(A)))', '-log(det(A))', { A: S }],
  ['norm(A-B)^2', "trace((A-B)'*(A-B))", { A, B }],
  ['grad(norm(A-B)^2,A)', '2*(A-B)', { A, B }],
  ['(A+B)^2', 'A^2+A*B+B*A+B^2', { A, B }],
  ['dot(u,v)', "u'*v", { u: v, v }],
  ['outer(u,v)', "u*v'", { u: v, v }],
  ['total(x.*y)', "x'*y", { x: v, y: v }],
  ["x'*A*x", "x'*A'*x*1", { A, x: v }],
  ['A*B', 'B*A', { A: matrix(1, 1), B: matrix(1, 1) }],
  ['x*y', 'y*x', { x: vector(1), y: vector(1) }],
  ["x'*A*x", 'A*x^2', { A: matrix(1, 1), x: vector(1) }],
  ["u*v'*w", "w*v'*u", { u: vector(1), v: vector(1), w: vector(1) }],
  ['A*x', "x'*A'", { A: matrix(1, 'n'), x: v }],
  ['I*A-A', '0', { A: matrix('m', 'n') }],
  ["x*(y'*z)", "x*y'*z", { x: v, y: v, z: v }],
  ['0*A', '0', { A }],
  ['x-x', '0', { x: v }],
  ['0*I', '0', {}],
  ['I-I', '0', {}],
  ['inv(2*I)', 'I/2', {}],
  ['norm(u)', '1', { u: unitVector('n') }],
  ["w'*x", "x'*w", { x: v, w: v }],
  ["(x'*y)*A", "A*(x'*y)", { A, x: v, y: v }],
  [
    'B*H',
    'I',
    {
      H0: S,
      s: vector('n', { nonzero: true }),
      G: S,
      y: definedAs('G*s'),
      H: definedAs("(I-s*y'/(y'*s))*H0*(I-y*s'/(y'*s))+s*s'/(y'*s)"),
      B: definedAs("inv(H0)-inv(H0)*s*s'*inv(H0)/(s'*inv(H0)*s)+y*y'/(y'*s)"),
    },
  ],
  [
    "inv(W+L*inv(C)*L')",
    "inv(W)-inv(W)*L*inv(C+L'*inv(W)*L)*L'*inv(W)",
    { W: S, L: matrix('n', 'r'), C: spd('r') },
  ],
  ["x-inv(hessian(x'*A*x/2-b'*x,x))*grad(x'*A*x/2-b'*x,x)", 'inv(A)*b', { A: S, x: v, b: v }],
  ["grad(trace(W'*A*W),W)", "(A+A')*W", { A, W: matrix('n', 'k') }],
  [
    'grad(norm(A*W-B)^2/2,W)',
    "A'*(A*W-B)",
    { A: matrix('m', 'n'), W: matrix('n', 'k'), B: matrix('m', 'k') },
  ],
  ["(I-2*v*v'/(v'*v))*(I-2*v*v'/(v'*v))'", 'I', { v: vector('n', { nonzero: true }) }],
  ['inv(A)-inv(A+B)', 'inv(A)*B*inv(A+B)', { A: S, B: S }],
  ['inv(A)-inv(A+B)', 'inv(A+B)*B*inv(A)', { A: S, B: S }],
  ['inv(inv(A)+inv(B))', 'A*inv(A+B)*B', { A: S, B: S }],
  ['inv(inv(A)+inv(B))', 'A-A*inv(A+B)*A', { A: S, B: S }],
  ["X'*inv(X*X'+l*I)", "inv(X'*X+l*I)*X'", { X: matrix('n', 'd'), l: positive() }],
  ["I-X*inv(X'*X+l*I)*X'", "l*inv(X*X'+l*I)", { X: matrix('n', 'd'), l: positive() }],
  ["y'*(I-X*inv(X'*X+l*I)*X')*y", "l*y'*inv(X*X'+l*I)*y", { X: matrix('n', 'd'), y: v, l: positive() }],
  ['I-A*(2*X-X*A*X)', '(I-A*X)*(I-A*X)', { A, X: B }],
  ['trace(inv(A)*B*A)', 'trace(B)', { A: S, B }],
  ["trace(u*v')", "u'*v", { u: v, v }],
  ["x'*y*(y'*x)", "(x'*y)^2", { x: v, y: v }],
  ['det(inv(A)*B*A)', 'det(B)', { A: S, B }],
  ["grad(softmax(x)'*b,x)", "softmax(x).*b-softmax(x)*(softmax(x)'*b)", { x: v, b: v }],
  [
    "grad(-log(softmax(z)'*y),z)",
    "softmax(z)-softmax(z).*y/(softmax(z)'*y)",
    { z: v, y: probabilities('n', { positive: true }) },
  ],
  ["grad(logsumexp(z)-y'*z,z)", 'softmax(z)-y', { z: v, y: probabilities('n') }],
  ["(inv(A)*B)'", "B'*inv(A)", { A: S, B }],
  ['A*inv(A+l*I)', 'I-l*inv(A+l*I)', { A: S, l: positive() }],
  ['A*inv(A+l*I)', 'inv(A+l*I)*A', { A: S, l: positive() }],
  ['inv(A)*inv(A+l*I)', '(inv(A)-inv(A+l*I))/l', { A: S, l: positive() }],
  ['inv(A+l*I)*inv(A+m*I)', 'inv(A+m*I)*inv(A+l*I)', { A: S, l: positive(), m: positive() }],
  [
    "sum(i,1,n,x[i]*x[i]')*w",
    "sum(i,1,n,(x[i]'*w)*x[i])",
    { x: sequence(vector('d'), 'n'), w: vector('d'), n: N },
  ],
  [
    'sum(i,1,n,A*x[i]+b)',
    'A*sum(i,1,n,x[i])+n*b',
    { A: matrix('d', 'd'), b: vector('d'), x: sequence(vector('d'), 'n'), n: N },
  ],
  ["(sum(i,1,n,x[i]*x[i]'))'", "sum(i,1,n,x[i]*x[i]')", { x: sequence(vector('d'), 'n'), n: N }],
  ["trace(sum(i,1,n,x[i]*x[i]'))", 'sum(i,1,n,norm(x[i])^2)', { x: sequence(vector('d'), 'n'), n: N }],
  [
    'sum(i,1,n,norm(x[i]-m)^2)',
    'sum(i,1,n,norm(x[i])^2)-n*norm(m)^2',
    { n: N, x: sequence(vector('d'), 'n'), m: definedAs('sum(i,1,n,x[i])/n') },
  ],
  ["u'*inv(A+u*u')*u", "u'*inv(A)*u/(1+u'*inv(A)*u)", { A: S, u: v }],

  ["Q'*Q", 'I', { Q: orthogonal('m', 'n') }],
  ['inv(Q)', "Q'", { Q: orthogonal('n') }],
  ['norm(Q*x)', 'norm(x)', { Q: orthogonal('n'), x: v }],
  ["trace(Q'*A*Q)", 'trace(A)', { Q: orthogonal('n'), A }],
  ['total(p)', '1', { p: probabilities('n') }],
  ["(diag(p)-p*p')*ones(n)", '0', { p: probabilities('n'), n: N }],
  ["(diag(p)-p*p')*v", "p.*v-p*(p'*v)", { p: v, v }],
  ['D*E', 'E*D', { D: diagonal('n'), E: diagonal('n') }],
  ["(I-2*u*u')^2", 'I', { u: unitVector('n') }],
  ['sqrt(x)^2', 'x', { x: nonnegative() }],
  ['hessian(logsumexp(x),x)', "diag(softmax(x))-softmax(x)*softmax(x)'", { x: v }],
  ['hessian(total(exp(A*x)),x)', "A'*diag(exp(A*x))*A", { A: matrix('m', 'n'), x: v }],
  ['grad(logsumexp(x)-x[1],x)', 'softmax(x)-unit(1,n)', { x: v, n: N }],
  ["x'*unit(i,n)", 'x[i]', { x: v, n: N, i: integers(1, 'n') }],
  [
    'x1-xs',
    '(I-eta*A)*(x-xs)',
    { A: S, x: v, b: v, eta: positive(), xs: definedAs('inv(A)*b'), x1: definedAs('x-eta*(A*x-b)') },
  ],
  [
    'f1',
    "x'*A*x/2-eta*norm(A*x)^2+eta^2/2*(A*x)'*A*(A*x)",
    { A: S, x: v, eta: positive(), f1: definedAs("(x-eta*A*x)'*A*(x-eta*A*x)/2") },
  ],
  ['inv(D)*D', 'I', { D: definedAs('diag(exp(w))'), w: v }],
  ['D*inv(D+l*I)', 'inv(D+l*I)*D', { D: diagonal('n'), l: positive() }],
  ["x'*A*x", "trace(x*x'*A)", { A, x: v }],
  [
    'grad(norm(A*x-b)^2/2+l*norm1(x),x)',
    "A'*(A*x-b)+l*sign(x)",
    { A: matrix('m', 'n'), x: v, b: vector('m'), l: positive() },
  ],
  ["grad(log(x'*A*x),x)", "2*A*x/(x'*A*x)", { A: S, x: vector('n', { nonzero: true }) }],
  ["grad(x'*A*x/(x'*x),x)", "2/(x'*x)*(A*x-(x'*A*x)/(x'*x)*x)", { A: S, x: vector('n', { nonzero: true }) }],
  ['grad(norm(A)^2,A)', '2*A', { A }],
  ["grad(trace(A'*B*A),A)", "(B+B')*A", { A: matrix('n', 'm'), B: matrix('n', 'n') }],
  ["grad(u'*A'*A*u,A)", "2*A*u*u'", { A: matrix('m', 'n'), u: v }],
  [
    'hessian(norm(X*w-y)^2/(2*n)+l/2*norm(w)^2,w)',
    "X'*X/n+l*identity(d)",
    { X: matrix('n', 'd'), w: vector('d'), y: v, l: positive(), n: integers(1, 4), d: integers(1, 3) },
  ],
  [
    'hessian(norm(X*w-y)^2/(2*n)+l/2*norm(w)^2,w)',
    "X'*X/n+l*I",
    { X: matrix('n', 'd'), w: vector('d'), y: v, l: positive(), n: integers(1, 4) },
  ],
  [
    'grad(total(tanh(W*x)),x)',
    "W'*(1/1*(ones(m)-tanh(W*x).^2))",
    { W: matrix('m', 'n'), x: v, m: integers(1, 3) },
  ],
  [
    'grad(norm(W2*tanh(W1*x)-y)^2/2,W2)',
    "(W2*tanh(W1*x)-y)*tanh(W1*x)'",
    { W2: matrix('k', 'm'), W1: matrix('m', 'n'), x: v, y: vector('k') },
  ],
  [
    'grad(norm(W2*relu(W1*x)-y)^2/2,W1)',
    "(relu(sign(W1*x)).*(W2'*(W2*relu(W1*x)-y)))*x'",
    { W2: matrix('k', 'm'), W1: matrix('m', 'n'), x: v, y: vector('k') },
  ],
  [
    'grad(norm(W2*sigmoid(W1*x)-y)^2/2,W1)',
    "(sigmoid(W1*x).*(ones(m)-sigmoid(W1*x)).*(W2'*(W2*sigmoid(W1*x)-y)))*x'",
    { W2: matrix('k', 'm'), W1: matrix('m', 'n'), x: v, y: vector('k'), m: integers(1, 3) },
  ],
  [
    "grad(logsumexp(W*x)-y'*W*x,W)",
    "(softmax(W*x)-y)*x'",
    { W: matrix('k', 'n'), x: v, y: probabilities('k') },
  ],
  [
    "norm(A-s*u*w')^2",
    "norm(A)^2-2*s*u'*A*w+s^2*norm(u)^2*norm(w)^2",
    { A: matrix('m', 'n'), u: vector('m'), w: v, s: reals() },
  ],
  ["inv(L*L')", "inv(L)'*inv(L)", { L: definedAs('A+A*A'), A: S }],
  [
    "sum(i,1,n,(x[i]-m)*(x[i]-m)')",
    "sum(i,1,n,x[i]*x[i]')-n*m*m'",
    { n: integers(1, 4), x: sequence(vector('d'), 'n'), m: definedAs('sum(i,1,n,x[i])/n') },
  ],
  ["(inv(A)+B)'", "inv(A)+B'", { A: S, B: A }],
  ['sum(i,1,0,A*x)', '0*x', { A, x: v }],
  ['sum(i,1,3,A^i*x)', 'A*x+A*A*x+A^3*x', { A, x: v }],
  ['(I-A)*sum(i,0,3,A^i)', 'I-A^4', { A }],
];

/** Claims that fail at some size, each a slip that looks right. */
const wrong: Claim[] = [
  ['A*B', 'B*A', { A, B }],
  ["A'", 'A', { A }],
  ["x*y'", "y*x'", { x: v, y: v }],
  ["x*y'*z", "z*y'*x", { x: v, y: v, z: v }],
  ['trace(A*B*C)', 'trace(A*C*B)', { A, B, C: A }],
  ["x'*A*y", "y'*A*x", { A, x: v, y: v }],
  ['inv(A+B)', 'inv(A)+inv(B)', { A: S, B: S }],
  ['inv(A*B)', 'inv(A)*inv(B)', { A: S, B: S }],
  ["Q*Q'", 'I', { Q: orthogonal('m', 'n') }],
  ["u*u'", 'I', { u: unitVector('n') }],
  ['det(A+B)', 'det(A)+det(B)', { A, B }],
  ['det(2*A)', '2*det(A)', { A }],
  ['norm(A*x)', 'norm(A)*norm(x)', { A, x: v }],
  ["(x.*y)'*z", "x'*(y.*y)", { x: v, y: v, z: v }],
  ['diag(x)*A', 'A*diag(x)', { x: v, A }],
  ['diag(x)*y', "x'*y", { x: v, y: v }],
  ['x.*A', 'A.*x', { A: matrix(2, 2), x: vector(2) }],
  ["grad(x'*A*x,x)", '2*A*x', { A, x: v }],
  ["hessian(x'*A*x,x)", '2*A', { A, x: v }],
  ['grad(trace(A*B),A)', 'B', { A, B }],
  ['grad(log(det(A)),A)', 'inv(A)', { A }],
  ["sum(i,1,n,x[i]*x[i]')", "sum(i,1,n,x[i])*sum(i,1,n,x[i])'", { x: sequence(vector('d'), 'n'), n: N }],
  ['sum(i,1,n,A)', 'A', { A, n: N }],
  ['sum(i,1,n,i*A)', 'n*A', { A, n: N }],
  ["sum(i,1,n,x[i]*y')", "y*sum(i,1,n,x[i])'", { x: sequence(v, 'n'), y: v, n: N }],
  ['sum(i,1,n,B*x[i])', 'sum(i,1,n,x[i])', { B: matrix('d', 'd'), x: sequence(vector('d'), 'n'), n: N }],
  [
    "sum(i,1,n,sum(j,1,n,x[i]*x[j]'))",
    "sum(i,1,n,sum(j,1,n,x[i]*x[i]'))",
    { x: sequence(vector('d'), 'n'), n: N },
  ],
  ['sum(i,1,n,sum(j,1,i,x[j]))', 'sum(i,1,n,sum(j,1,n,x[j]))', { x: sequence(vector('d'), 'n'), n: N }],
  ['softmax(x+y)', 'softmax(x).*softmax(y)', { x: v, y: v }],
  ['exp(x+y)', 'exp(x)+exp(y)', { x: v, y: v }],
  ['exp(A)*exp(B)', 'exp(A+B)', { A, B }],
  ['total(x.*x)', 'total(x)^2', { x: v }],
  ['logsumexp(2*x)', '2*logsumexp(x)', { x: v }],
  ['inv(I+U*V)', 'I-U*V', { U: matrix('n', 'k'), V: matrix('k', 'n') }],
  ["inv(A+u*v')", "inv(A)-inv(A)*u*v'*inv(A)", { A: S, u: v, v }],
  ["inv(A+u*u')", "inv(A)+inv(A)*u*u'*inv(A)/(1+u'*inv(A)*u)", { A: S, u: v }],
  ["inv(X'*X+l*I)*X'", "X'*inv(X'*X+l*I)", { X: matrix('n', 'd'), l: positive() }],
  ["inv(X*X'+l*I)*X", "X*inv(X'*X+2*l*I)", { X: matrix('n', 'd'), l: positive() }],
  ["X*inv(X'*X)*X'", 'I', { X: matrix(4, 'd', { fullRank: true }) }],
  ["X*inv(X'*X)*X'*y", 'y', { X: matrix(4, 'd', { fullRank: true }), y: vector(4) }],
  ['(A*B)^2', 'A^2*B^2', { A, B }],
  ['(A+B)^2', 'A^2+2*A*B+B^2', { A, B }],
  ['trace(A)^2', 'trace(A^2)', { A }],
  ['trace(A*B)', 'trace(A)*trace(B)', { A, B }],
  ["Q'*A*Q", 'A', { Q: orthogonal('n'), A: symmetric('n') }],
  ['D*A*D', 'A*D*D', { D: diagonal('n'), A }],
  ['D^2', 'I', { D: diagonal('n') }],
  ["p*p'*ones(n)", 'ones(n)', { p: probabilities('n'), n: N }],
  ["p'*p", '1', { p: probabilities('n') }],
  ['unit(1,n)', 'unit(2,n)', { n: integers(2, 4) }],
  ['x[1]', 'x[2]', { x: vector(2) }],
  ["det(I+u*v')", "1-u'*v", { u: v, v }],
  ['det(A*B)', 'det(A)', { A, B }],
  ['norm(x+y)^2', 'norm(x)^2+norm(y)^2', { x: v, y: v }],
  ['outer(x,y)', 'dot(x,y)', { x: v, y: v }],
  ['A.*B', 'A*B', { A, B }],
  ['A.^2', 'A^2', { A }],
  ['1./A', 'inv(A)', { A }],
  ['kron(A,B)', 'kron(B,A)', { A, B }],
  ["inv(A)'", "A'", { A: S }],
  ["x'*inv(A)*x", "1/(x'*A*x)", { A: S, x: vector('n', { nonzero: true }) }],
  ['sqrt(A)*sqrt(A)', 'A', { A: S }],
  ['abs(x).*abs(y)', 'x.*y', { x: v, y: v }],
  ['max(x,y)', 'x', { x: v, y: v }],
  ['identity(n)*2', 'n*identity(n)', { n: N }],
  ['trace(identity(n))', '1', { n: N }],
  ["ones(n)*ones(n)'", 'identity(n)', { n: N }],
  ['norm(c*x)', 'c*norm(x)', { c: reals(), x: v }],
  ["sqrt(x'*x)*sqrt(y'*y)", "x'*y", { x: v, y: v }],
  ["(x'*y)^2", "(x'*x)*(y'*y)", { x: v, y: v }],
  ['frobenius(A)', 'spectralNorm(A)', { A }],
  ['norm(A*Q)', 'norm(A)*2', { A, Q: orthogonal('n') }],
  ['inv(A)*x', "x'*inv(A)", { A: S, x: v }],
  [
    'H*s',
    'y',
    {
      B: S,
      s: vector('n', { nonzero: true }),
      G: S,
      y: definedAs('G*s'),
      rho: definedAs("1/(y'*s)"),
      H: definedAs("(I-rho*s*y')*B*(I-rho*y*s')+rho*s*s'"),
    },
  ],
  [
    'H*y',
    's',
    {
      B: S,
      s: vector('n', { nonzero: true }),
      G: S,
      y: definedAs('G*s'),
      rho: definedAs("1/(y'*y)"),
      H: definedAs("(I-rho*s*y')*B*(I-rho*y*s')+rho*s*s'"),
    },
  ],
  ["x'*diag(y)*z", "x'*diag(z)*z", { x: v, y: v, z: v }],
  ['grad(total(x.^3),x)', '3*x', { x: v }],
  ['hessian(total(x.^3),x)', '3*diag(x)', { x: v }],
  ['grad(norm(X*w-y)^2/n,w)', "X'*(X*w-y)/n", { X: matrix('n', 'd'), w: vector('d'), y: v, n: N }],
  ["exp(x')", 'exp(x)', { x: v }],
  ["(A*B)'*x", "A'*B'*x", { A, B, x: v }],
  ['I', '2*I', {}],
  ['I*x', '2*x', { x: v }],
  ['I+A', '1+A', { A }],
  ['A-A', '1', { A }],
  ['A^0', 'A', { A }],
  ['A^(-1)', 'A', { A: S }],
];

const notation = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const provesAlone = ([left, right, assumptions]: Claim) => {
  const setting = new Setting(assumptions);
  setting.points(4, 1);
  return provedEqual(parseMath(left, 'left'), parseMath(right, 'right'), setting.knowledge);
};

describe('a proof by non-commutative expansion', () => {
  test.each(right)('is found for %s = %s', (left, side, assumptions) => {
    const made = derivation('identity', assumptions, { symbols: notation(assumptions) }).start(left);
    const [step] = made.step(side, 'claimed').report().steps;
    expect([step.verdict, step.counterexample]).toEqual(['proved symbolically', undefined]);
  });

  test.each(wrong)('is not found, even without a look at numbers, for %s = %s', (...claim) => {
    expect(provesAlone(claim)).toBe(false);
  });

  test.each(wrong)('%s = %s is refuted', (left, side, assumptions) => {
    const made = derivation('slip', assumptions, { symbols: notation(assumptions) }).start(left);
    expect(made.step(side, 'claimed').report().holds).toBe(false);
  });

  test.each<Claim>([
    ["x*(y'*z)*w", "w*x'*y*z", { x: v, y: v, z: v, w: v }],
    ['x*y', 'y*x', { x: v, y: v }],
    ['A*B', 'B*A', { A: matrix('m', 'n'), B: matrix('n', 'm') }],
    ['A + c', 'c + A', { A, c: R }],
    ['I + c', 'c + I', { c: R }],
  ])('is not claimed where shapes fit at size one only: %s = %s', (...claim) => {
    expect(provesAlone(claim)).toBe(false);
  });

  test('holds for numbers too where the size is known to be one', () => {
    expect(provesAlone(["x*y'", "y*x'", { x: vector(1), y: vector(1) }])).toBe(true);
    expect(provesAlone(["x*y'", "y*x'", { x: v, y: v, n: integers(1, 4) }])).toBe(false);
  });

  test('gives up, without a verdict of its own, where the expansion explodes', () => {
    const names = 'ABCDEFGH'.split('');
    const sum = `(${names.join('+')})`;
    const all = Object.fromEntries(names.map((name) => [name, matrix('n', 'n')]));
    expect(provesAlone([`${sum}^8`, `${sum}^4*${sum}^4`, all])).toBe(false);
  });
});
