import { nearest } from '../../errors/only-options';
import { reference } from './reference';

/** What is called otherwise elsewhere, in lower case, and how it is written here. */
const functionsElsewhere: Readonly<Record<string, string>> = {
  ln: 'log(x)',
  log2: 'log(x, 2)',
  log10: 'log(x, 10)',
  pow: 'x^y',
  power: 'x^y',
  cbrt: 'x^(1/3)',
  gamma: 'factorial(n - 1) for a whole number n',
  asin: 'atan(x/sqrt(1 - x^2))',
  arcsin: 'atan(x/sqrt(1 - x^2))',
  acos: 'pi/2 - atan(x/sqrt(1 - x^2))',
  arccos: 'pi/2 - atan(x/sqrt(1 - x^2))',
  tan: 'sin(x)/cos(x)',
  arctan: 'atan(x)',
  arctanh: 'atanh(x)',
  artanh: 'atanh(x)',
  mod: 'x - n*floor(x/n)',
  logit: 'log(p/(1 - p))',
  logistic: 'sigmoid(x)',
  heaviside: '(x > 0)',
  indicator: '(x > 0), which is 1 where it holds and else 0',
  if: 'select(c, f, g), or c ? f : g',
  where: 'select(c, f, g), or c ? f : g',
  ifelse: 'select(c, f, g), or c ? f : g',
  piecewise: 'select(c, f, g), or c ? f : g',
  tr: 'trace(A)',
  t: "A'",
  ctranspose: "A'",
  inverse: 'inv(A)',
  pinv: "inv(A'*A)*A' for a matrix of full rank with at least as many rows as columns",
  eye: 'identity(n)',
  cond: 'eigmax(A)/eigmin(A) for a symmetric positive definite matrix',
  matmul: 'A*B',
  multiply: 'A*B',
  add: 'a + b',
  subtract: 'a - b',
  divide: 'a/b',
  hadamard: 'x.*y',
  inner: 'dot(x, y)',
  innerproduct: 'dot(x, y)',
  normalcdf: 'normcdf(x)',
  normalpdf: 'normpdf(x)',
  derivative: 'diff(f, x)',
  derive: 'diff(f, x)',
  gradient: 'grad(f, x)',
  nabla: 'grad(f, x)',
  jacobian: 'diff(f[i], x), entry by entry',
  summation: 'sum(i, from, to, f)',
  Σ: 'sum(i, from, to, f)',
  product: 'prod(i, from, to, f)',
  Π: 'prod(i, from, to, f)',
  mean: 'sum(i, 1, n, x[i])/n for numbers, E(x) for a random name',
  avg: 'sum(i, 1, n, x[i])/n for numbers, E(x) for a random name',
  average: 'sum(i, 1, n, x[i])/n for numbers, E(x) for a random name',
  expectation: 'E(x)',
  expected: 'E(x)',
  variance: 'Var(x)',
  std: 'sqrt(Var(x))',
  sd: 'sqrt(Var(x))',
  covariance: 'Cov(x, y)',
  pr: 'P(x > 0)',
  prob: 'P(x > 0)',
  probability: 'P(x > 0)',
  lim: 'a step "-> L" with the option { as: { x: 0 } }',
  limit: 'a step "-> L" with the option { as: { x: 0 } }',
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** What to write in place of a function that there is not: its own name here, or the nearest one. */
export function functionRemedy(name: string): string {
  const asWritten = own(functionsElsewhere, name) ?? own(functionsElsewhere, name.toLowerCase());
  if (asWritten !== undefined) return `Write ${asWritten}.`;
  if (/^(integral|integrate|int)$/i.test(name)) {
    return 'There are no integrals here; an average over a distribution is E(f).';
  }
  const [, extreme] = /^(argmin|argmax|min|max|sum|prod)_/.exec(name) ?? [];
  if (extreme === 'min' || extreme === 'max') {
    return `The ${extreme === 'min' ? 'smallest' : 'largest'} value over a name is claimed with .${extreme}imumAt(name, place, reason).`;
  }
  if (extreme !== undefined) return `Write ${reference[extreme].use}.`;
  const meant = nearest(name, Object.keys(reference));
  const list = 'docs/derivations.md lists all functions.';
  return meant === undefined ? list : `Did you mean ${reference[meant].use}? Otherwise: ${list}`;
}

const greek =
  'αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta κkappa λlambda μmu νnu ξxi πpi ρrho σsigma τtau φphi χchi ψpsi ωomega ΔDelta Λlambda';

const spelled = new Map(greek.split(' ').map((pair) => [pair[0], pair.slice(1)]));

/**
 * What to do about a name that is not declared.
 *
 * @param formula the formula as it was read
 */
export function nameRemedy(name: string, formula: string, declared: readonly string[]): string {
  const called = own(reference, name);
  if (called !== undefined && new RegExp(`\\b${name}\\[`).test(formula)) {
    return `Brackets are for entries: write ${called.use} with parentheses.`;
  }
  if (name === 'T' && /\^ \(?T\b/.test(formula)) return "The transpose of A is written A'.";
  const letter = [...name].find((each) => spelled.has(each));
  if (letter !== undefined) return `Spell Greek letters out: ${letter} is ${spelled.get(letter)}.`;
  if (name.includes('×')) return 'Write * for a product.';
  const [, base, index] = /^(\w*?)_(\w*)$/.exec(name) ?? [];
  if (base !== undefined && index !== undefined) {
    if (['sum', 'prod', 'argmin', 'argmax'].includes(base)) return `Write ${reference[base].use}.`;
    if (base === '' || own(reference, base)) {
      return base === 'norm' || (base === '' && formula.includes('norm('))
        ? 'Write norm(x, p) for the p-norm of a vector.'
        : 'An underscore is part of a name; a function is written f(x).';
    }
    if (declared.includes(base)) return `An entry or an item is written ${base}[${index}].`;
  }
  const differential = /^d([A-Za-z]\w*)$/.exec(name)?.[1];
  if (differential !== undefined && declared.includes(differential) && formula.includes(`/ ${name}`)) {
    return `A derivative is written diff(f, ${differential}).`;
  }
  if (!/^[A-Za-z]\w*$/.test(name)) {
    return name.startsWith('$')
      ? 'Write the formula as text, not in LaTeX: without $.'
      : `A name is a letter followed by letters and digits, which ${name} is not.`;
  }
  if (new RegExp(`\\[(.*\\W)?${name}\\b[^\\[]*\\]`).test(formula)) {
    return `An index is bound by sum(${name}, 1, n, ...), or declared, for example { ${name}: integers(1, 'n') }.`;
  }
  if (/^[a-z]+( [a-z]+){2,}$/i.test(formula)) {
    return 'The formula comes first, the reason second.';
  }
  const isProduct = name.length > 1 && [...name].every((each) => declared.includes(each));
  const product = isProduct ? [...name].join('*') : undefined;
  const sameButCase = declared.find((each) => each.toLowerCase() === name.toLowerCase());
  const meant = product ?? sameButCase ?? (name.length > 2 ? nearest(name, declared) : undefined);
  const declare = `${name} has no assumption: declare it, for example { ${name}: reals() }`;
  return meant === undefined ? `${declare}.` : `${declare}, or did you mean ${meant}?`;
}
