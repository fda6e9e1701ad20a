import {
  type Assumptions,
  among,
  bernoulli,
  definedAs,
  derivation,
  exponentialDistribution,
  independent,
  integers,
  interval,
  matrix,
  normal,
  positive,
  rademacher,
  reals,
  sequence,
  symmetric,
  uniform,
  vector,
  withoutReplacement,
} from 'optlab';
import { unfolded } from '../../../lib/src/derive/language/unfold';
import { Setting } from '../../../lib/src/derive/points/setting';
import { provedEqual } from '../../../lib/src/derive/proof/prove';
import { parseMath } from '../../../lib/src/formula/parse-math';

type Claim = [left: string, right: string, assumptions: Assumptions];

const R = reals();
const P = positive();
/** Vectors of independent entries. */
const Z = {
  m: R,
  s: P,
  z: independent(normal('m', 's'), 'n'),
  y: independent(normal(0, 1), 'n'),
  A: matrix('n', 'n'),
  B: matrix('n', 'n'),
  a: vector('n'),
  b: vector('n'),
  S: symmetric('n'),
};
/** Matrices of independent entries. */
const W = {
  m: R,
  s: P,
  W: independent(normal('m', 's'), 'p', 'q'),
  V: independent(normal(0, 1), 'p', 'q'),
  Q: independent(rademacher(), 'n', 'n'),
  x: vector('q'),
  u: vector('p'),
  A: matrix('p', 'p'),
  C: matrix('q', 'p'),
  D: matrix('q', 'q'),
  z: independent(normal(0, 1), 'q'),
  B: matrix('n', 'n'),
};
const spread = definedAs('sum(i,1,N,(g[i]-sum(j,1,N,g[j])/N)^2)/N');
/** Draws from a sequence without replacement, and with it. */
const G = {
  N: integers(2, 5),
  B: integers(1, 'N'),
  g: sequence(R, 'N'),
  w: sequence(R, 'N'),
  b: withoutReplacement('g', 'B'),
  S: spread,
};
const H = {
  N: integers(2, 5),
  B: integers(1, 3),
  g: sequence(R, 'N'),
  b: independent(among('g'), 'B'),
  S: spread,
};
/** Numbers, of which c, d, v and r are symmetric about zero. */
const X = {
  m: R,
  s: P,
  l: P,
  x: normal('m', 's'),
  c: normal(0, 's'),
  d: normal(0, 1),
  e: exponentialDistribution('l'),
  v: uniform('-s', 's'),
  w: uniform(0, 's'),
  r: rademacher(),
  t: R,
  q: interval(0, 1),
  k: bernoulli('q'),
};
const Y = { ...X, m: interval(-2, 2), s: interval(0, 2), t: interval(0, 1), l: interval(1, 3) };

const proved: Claim[] = [
  ['E(z)', 'm*ones(n)', Z],
  ["E(z*z')", "s^2*I + m^2*ones(n)*ones(n)'", Z],
  ["E(z'*A*z)", "s^2*trace(A)+m^2*ones(n)'*A*ones(n)", Z],
  ['E(A*z)', 'A*E(z)', Z],
  ["E((a'*y)*y)", 'a', Z],
  ["E((a'*y)*(b'*y))", "a'*b", Z],
  ["E((a'*y)^2)", 'norm(a)^2', Z],
  ["E(y*y'*a)", 'a', Z],
  ['E(dot(y,A*y))', 'trace(A)', Z],
  ["E(trace(A*y*y'))", 'trace(A)', Z],
  ['E(norm(y)^2)', 'n', Z],
  ['E(norm(z)^2)', 'n*(s^2+m^2)', Z],
  ['E(norm(z-a)^2)', 'n*s^2+norm(m*ones(n)-a)^2', Z],
  ['E(total(z))', 'n*m', Z],
  ['Var(total(z))', 'n*s^2', Z],
  ["Var(a'*z)", 's^2*norm(a)^2', Z],
  ['Cov(z,z)', 's^2*I', Z],
  ['Cov(A*z,B*z)', "s^2*A*B'", Z],
  ["Cov(a'*z,b'*z)", "s^2*a'*b", Z],
  ['E(y[1]*y)', 'unit(1,n)', { ...Z, n: integers(2, 4) }],
  ["E(z'*A*y)", '0', Z],
  ["E((A*z+b)*(A*z+b)')", "s^2*A*A'+(m*A*ones(n)+b)*(m*A*ones(n)+b)'", Z],
  ["E(z'*z*a)", 'n*(s^2+m^2)*a', Z],
  ["E((z'*A*z)*(y'*B*y))", "E(z'*A*z)*trace(B)", Z],
  ["E((y'*a)*(z'*b))", '0', Z],
  ["E(y'*A*y*b)", 'trace(A)*b', Z],
  ['E(W)', "m*ones(p)*ones(q)'", W],
  ["E(V'*V)", 'p*I', W],
  ["E(V*V')", 'q*I', W],
  ["E(W'*W)", "p*s^2*I+p*m^2*ones(q)*ones(q)'", W],
  ['E(V*C*V)', "C'", W],
  ["E(V*D*V')", 'trace(D)*I', W],
  ["E(V'*A*V)", 'trace(A)*I', W],
  ['E(V*x)', '0', W],
  ["E(V*x*x'*V')", 'norm(x)^2*I', W],
  ["E(u'*W*x)", 'm*total(u)*total(x)', W],
  ["Var(u'*W*x)", 's^2*norm(u)^2*norm(x)^2', W],
  ['E(norm(V*x)^2)', 'p*norm(x)^2', W],
  ['E(norm(V*z)^2)', 'p*q', W],
  ['E(norm(V)^2)', 'p*q', W],
  ["E(trace(V'*A*V))", 'q*trace(A)', W],
  ['Var((V*x)[1])', 'norm(x)^2', { ...W, p: integers(2, 3) }],
  ["E((V'*V*x)'*x)", 'p*norm(x)^2', W],
  ["E(V'*A*V*x)", 'trace(A)*x', W],
  ['E(Q*Q)', 'I', W],
  ['E(Q*B*Q)', "B'", W],
  ["E(Q'*B*Q)", 'trace(B)*I', W],
  ['Var(V[1,1])', '1', W],
  ["E(norm(V'*u)^2)", 'q*norm(u)^2', W],
  ['Cov(V*x,V*x)', 'norm(x)^2*I', W],
  ['Var((V*z)[1])', 'q', W],
  ['E(trace(V*C))', '0', W],
  ['E(b[1])', 'sum(i,1,N,g[i])/N', G],
  ['Var(b[1])', 'S', G],
  ['Var(sum(k,1,B,b[k])/B)', 'S/B*(N-B)/(N-1)', G],
  ['Cov(b[1],b[2])', '-S/(N-1)', { ...G, B: integers(2, 'N') }],
  ['E(sum(k,1,B,b[k])^2)', 'Var(sum(k,1,B,b[k]))+(B*sum(i,1,N,g[i])/N)^2', G],
  ['E(sum(k,1,B,b[k]^2)/B)', 'sum(i,1,N,g[i]^2)/N', G],
  ['Var(sum(k,1,B,w[k]*b[k]))', 'S*(sum(k,1,B,w[k]^2) - (sum(k,1,B,w[k])^2-sum(k,1,B,w[k]^2))/(N-1))', G],
  ['Var(sum(k,1,B,b[k])/B)', 'S/B', H],
  ['E(b[1])', 'sum(i,1,N,g[i])/N', H],
  ['E(relu(c))', 's/sqrt(2*pi)', X],
  ['E(relu(c)^2)', 's^2/2', X],
  ['E(abs(c))', 's*sqrt(2/pi)', X],
  ['E(abs(c)^3)', '2*s^3*sqrt(2/pi)', X],
  ['Var(relu(c))', 's^2/2-s^2/(2*pi)', X],
  ['E(c*abs(c))', '0', X],
  ['E(c*relu(c))', 's^2/2', X],
  ['E(abs(v))', 's/2', X],
  ['E(relu(v)^2)', 's^2/6', X],
  ['Var(abs(d))', '1-2/pi', X],
  ['E(abs(2*d))', '2*sqrt(2/pi)', X],
  ['E(max(0,c))', 's/sqrt(2*pi)', X],
  ['E(relu(-c))', 'E(relu(c))', X],
  ['E(abs(c)*abs(d))', '2*s/pi', X],
  ['E(exp(t*x))', 'exp(t*m+t^2*s^2/2)', Y],
  ['E(exp(x+c))', 'exp(m+s^2)', Y],
  ['Var(exp(c))', 'exp(2*s^2)-exp(s^2)', Y],
  ['E(exp(t*e))', 'l/(l-t)', Y],
  ['E(exp(-e))', 'l/(l+1)', X],
  ['E(exp(t*r))', 'cosh(t)', Y],
  ['E(exp(t*k))', '1-q+q*exp(t)', Y],
  ['E(exp(t*v))', 'sinh(t*s)/(t*s)', Y],
  ['E(cosh(t*d))', 'exp(t^2/2)', Y],
  ['E(exp(x)*e)', 'exp(m+s^2/2)/l', Y],
  ['E(exp(t*m+s*t*d))', 'exp(t*m+s^2*t^2/2)', Y],
];

const wrong: Claim[] = [
  ["E(z*z')", 's^2*I', Z],
  ["E(z'*A*z)", 's^2*trace(A)', Z],
  ["E((a'*y)*y)", 'n*a', Z],
  ["E(y*y')", 'n*I', Z],
  ['E(norm(y)^2)', '1', Z],
  ["E((a'*y)*(b'*y))", 'norm(a)*norm(b)', Z],
  ['Cov(A*z,B*z)', "s^2*B*A'", Z],
  ["E(y'*A*y)", 'trace(A)*n', Z],
  ["Var(y'*A*y)", 'trace(A)^2', Z],
  ["E((y'*A*y)^2)", 'trace(A)^2', Z],
  ["E((y'*y)^2)", 'n^2', Z],
  ['E(norm(y))', 'sqrt(n)', Z],
  ["E(z'*A*z)", "E(z)'*A*E(z)", Z],
  ['E(V*C*V)', 'C', W],
  ['E(V*C*V)', "C*C'", W],
  ["E(V'*V)", 'q*I', W],
  ["E(V*D*V')", 'D', W],
  ['E(Q*Q)', 'n*I', W],
  ['E(Q*B*Q)', 'B', W],
  ["E(Q'*B*Q)", 'B', W],
  ["E(V'*V*V'*V)", 'p^2*I', W],
  ['E(inv(Q))', 'inv(E(Q))', W],
  ['E(relu(V*x))', '0', W],
  ['Var((V*x)[1])', 'norm(x)', W],
  ['Cov((V*x)[1],(V*x)[2])', 'norm(x)^2', { ...W, p: integers(2, 3) }],
  ['E(norm(V*x)^2)', 'q*norm(x)^2', W],
  ['Var(sum(k,1,B,b[k])/B)', 'S/B', G],
  ['Var(sum(k,1,B,b[k])/B)', 'S/B*(N-B)/N', G],
  ['Cov(b[1],b[2])', '0', G],
  ['Var(sum(k,1,B,b[k])/B)', 'S/B*(N-B)/(N-1)', H],
  ['E(b[1]*b[2])', 'E(b[1])*E(b[2])', G],
  ['E(b[1]^2)', 'E(b[1])^2', G],
  ['E(relu(x))', 's/sqrt(2*pi)', X],
  ['E(relu(c)^2)', 's^2', X],
  ['E(abs(x))', 's*sqrt(2/pi)', X],
  ['E(relu(w))', '0', X],
  ['E(abs(w))', 's/2*2', X],
  ['E(x*abs(x))', '0', X],
  ['E(exp(c))', '1', X],
  ['E(exp(x)*x)', 'E(exp(x))*E(x)', X],
  ['E(exp(x)*exp(x))', 'E(exp(x))^2', X],
  ['E(exp(x*c))', '1', X],
  ['E(exp(c^2))', '1', X],
  ['E(exp(t*e))', 'l/(l+t)', X],
  ['E(abs(c+d))', 'E(abs(c))+E(abs(d))', X],
  ['E(abs(c)*c^2)', '0', X],
  ['E(abs(c)^2*abs(d))', 's^2', X],
  ["E(sum(i,1,n,(a'*y)*y[i]))", '0', Z],
  ['E(sum(i,1,n,y[i])^2)', 'n^2', Z],
  ["Var(sum(i,1,n,y[i]*(a'*y)))", 'norm(a)^2', Z],
  ["E(sum(i,1,n,(a'*y))^2)", 'n*norm(a)^2', Z],
  ["Var(sum(i,1,n,(a'*y)))", 'n*norm(a)^2', Z],
  ['Var(sum(i,1,n,norm(y)))', 'n*Var(norm(y))', Z],
  ['Var(sum(i,1,n,y[i]*y[1]))', 'n', Z],
];

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const check = (left: string, relation: string, right: string, assumptions: Assumptions) =>
  derivation('claim', assumptions, { symbols: symbolsOf(assumptions) })
    .start(left)
    .step(`${relation} ${right}`, 'claimed')
    .report().steps[0];

describe('averages in closed form', () => {
  test.each(proved)('%s = %s is proved', (left, right, assumptions) => {
    expect(check(left, '=', right, assumptions).summary).toMatch(/^proved symbolically; held at \d+ points/);
  });

  test.each(wrong)('%s = %s has no proof, whatever points would say', (left, right, assumptions) => {
    const setting = new Setting(assumptions);
    setting.points(4, 1);
    const [a, b] = [left, right].map((side) => unfolded(parseMath(side, 'side'), setting.knowledge));
    expect(provedEqual(a, b, setting.knowledge)).toBe(false);
  });

  test.each(wrong)('%s = %s is rejected', (left, right, assumptions) => {
    const { verdict, counterexample } = check(left, '=', right, assumptions);
    expect(['false', 'undefined']).toContain(verdict);
    expect(counterexample?.text).toBeDefined();
  });
});
