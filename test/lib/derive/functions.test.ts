import {
  type Assumptions,
  derivation,
  integers,
  interval,
  matrix,
  positive,
  reals,
  toTex,
  vector,
} from 'optlab';
import { functions } from '../../../lib/src/derive/language/functions';

const x = { x: reals() };
const v = { x: vector('n') };
const N = integers(1, 4);

const verdictOf = (left: string, right: string, assumptions: Assumptions) => {
  const symbols = Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));
  return derivation('function', assumptions, { symbols }).start(left).step(right, 'claimed').report()
    .steps[0];
};

const value = (name: string, ...args: number[]) => functions[name].apply(args, (result) => result);

describe('functions of the field', () => {
  // NIST Digital Library of Mathematical Functions, table 7.23, and the quantiles that every table of statistics has.
  test.each<[string, number, number]>([
    ['erf', 0.5, 0.5204998778130465],
    ['erf', 1, 0.8427007929497149],
    ['erf', -2, -0.9953222650189527],
    ['erfc', 2, 0.004677734981047266],
    ['erfc', 3, 2.209049699858544e-5],
    ['erfc', 10, 2.088487583762545e-45],
    ['erfc', -3, 1.9999779095030015],
    ['normcdf', 0, 0.5],
    ['normcdf', 1.959963984540054, 0.975],
    ['normcdf', -6, 9.865876450376946e-10],
    ['normpdf', 0, 0.3989422804014327],
    ['softplus', 0, Math.LN2],
    ['softplus', 800, 800],
    ['softplus', -40, 4.248354255291589e-18],
    ['log1p', 1e-20, 1e-20],
    ['expm1', 1e-20, 1e-20],
    ['atanh', 0.5, 0.5493061443340549],
  ])('%s(%d) is %d', (name, at, expected) => {
    expect(Math.abs(Number(value(name, at)) / expected - 1)).toBeLessThan(2e-14);
  });

  test.each<[string, string, Assumptions]>([
    ['diff(normcdf(x), x)', 'normpdf(x)', x],
    ['diff(normpdf(x), x)', '-x*normpdf(x)', x],
    ['normcdf(-x)', '1 - normcdf(x)', x],
    ['erfc(x)', '1 - erf(x)', { x: interval(-3, 3) }],
    ['diff(softplus(x), x)', 'sigmoid(x)', x],
    ['softplus(x) - softplus(-x)', 'x', { x: interval(-30, 30) }],
    ['diff(sinh(x), x)', 'cosh(x)', x],
    ['cosh(x)^2 - sinh(x)^2', '1', { x: interval(-5, 5) }],
    ['diff(atanh(x), x)', '1/(1 - x^2)', { x: interval(-1, 1) }],
    ['diff(log1p(x), x)', '1/(1 + x)', { x: positive() }],
    ['diff(expm1(x), x)', 'exp(x)', x],
    ['grad(logsumexp(x), x)', 'softmax(x)', v],
    ['logsumexp(x)', 'log(total(exp(x)))', v],
    ["grad(softplus(w'*x), w)", "sigmoid(w'*x)*x", { ...v, w: vector('n') }],
    ['grad(total(erf(x)), x)', '2*sqrt(2)*normpdf(sqrt(2)*x)', v],
    ["ones(n)'*x", 'total(x)', { ...v, n: N }],
    ["ones(n)'*ones(n)", 'n', { n: N }],
    ['diag(u)*diag(x)', 'diag(u.*x)', { ...v, u: vector('n') }],
    ['frobenius(A)^2', "trace(A'*A)", { A: matrix('m', 'n') }],
    ['norm(A)', 'frobenius(A)', { A: matrix('m', 'n') }],
  ])('%s = %s is proved', (left, right, assumptions) => {
    expect(verdictOf(left, right, assumptions).verdict).toBe('proved symbolically');
  });

  test.each<[string, string, Assumptions]>([
    ['clip(x, -1, 1)', 'max(-1, min(1, x))', x],
    ['diff(erf(x), x)', '2/sqrt(pi)*exp(-x^2)', x],
    ['atanh(x)', 'log((1 + x)/(1 - x))/2', { x: interval(-1, 1) }],
    [
      'kron(A, B)*kron(C, D)',
      'kron(A*C, B*D)',
      { A: matrix('n', 'n'), B: matrix(2, 2), C: matrix('n', 'n'), D: matrix(2, 2) },
    ],
    ['sum(i, 1, n, x[i]*unit(i, n))', 'x', { ...v, n: N }],
    ['diag(diag(x))', 'x', v],
  ])('%s = %s holds', (left, right, assumptions) => {
    expect(verdictOf(left, right, assumptions).holds).toBe(true);
  });

  test.each<[string, string, Assumptions]>([
    ['clip(x, 0, 2)', 'x', x],
    ['softplus(x)', 'relu(x)', x],
    ['erf(x)', 'normcdf(x)', x],
    ['logsumexp(2*x)', '2*logsumexp(x)', v],
    ['log1p(x)', 'log(x)', { x: positive() }],
    ['kron(A, B)', 'kron(B, A)', { A: matrix('n', 'n'), B: matrix('n', 'n') }],
    ['unit(1, n)', 'ones(n)', { n: N }],
    ['diag(x)', "x*x'", v],
    ['frobenius(A)', 'spectralNorm(A)', { A: matrix('n', 'n') }],
  ])('%s = %s is refuted', (left, right, assumptions) => {
    expect(verdictOf(left, right, assumptions).verdict).toBe('false');
  });

  test('a norm of a matrix with a p says which norms there are', () => {
    expect(verdictOf('norm(A, 2)', 'spectralNorm(A)', { A: matrix(2, 2) }).summary).toMatch(
      /norm\(A\) is the Frobenius norm of a matrix, .* spectralNorm\(A\) its largest singular value/,
    );
  });

  test.each(['identity(1/2)', 'unit(3, 2)', 'ones(0)', 'identity(-1)'])(
    '%s has no value, said in words',
    (formula) => {
      expect(verdictOf(formula, formula, {}).summary).toMatch(/takes a whole number from 1 to/);
    },
  );

  test.each([
    ['log1p(x)', '\\log(1 + x)'],
    ['normcdf(x)', '\\Phi(x)'],
    ['normpdf(x)', '\\varphi(x)'],
    ['erf(x)', '\\operatorname{erf}(x)'],
    ['unit(i, n)', '\\mathbf{e}_i'],
    ['ones(n)', '\\mathbf{1}_n'],
    ['kron(A, B)', 'A \\otimes B'],
    ['frobenius(A)', '\\lVert A \\rVert_F'],
    ['diag(x)', '\\operatorname{diag}(x)'],
  ])('%s is set as %s', (formula, tex) => {
    expect(toTex(formula)).toBe(tex);
  });

  test('mutants change each into its neighbour', () => {
    const made = derivation('kinds', { x: vector('n'), z: reals() })
      .start('logsumexp(x) + softplus(z) + erf(z)')
      .step('log(total(exp(x))) + softplus(z) + erf(z)', 'definition');
    const kinds = made
      .mutants()
      .map(({ description }) => description)
      .join(' ');
    expect(kinds).toMatch(/logsumexp -> max/);
    expect(kinds).toMatch(/softplus -> relu/);
    expect(kinds).toMatch(/erf -> erfc/);
    expect(made.mutants().filter((mutant) => !mutant.rejected())).toEqual([]);
  });
});
