import type { FormulaDefinition } from 'optlab';

const define = (name: string, lines: string[]): FormulaDefinition => ({
  name,
  symbols: {
    a: { kind: 'scalar', is: 'a scalar', optional: true },
    b: { kind: 'scalar', is: 'a scalar', optional: true },
    t: { kind: 'scalar', is: 'the step', optional: true },
    g: { kind: 'input', is: 'the gradient', optional: true },
    m: { kind: 'updated', is: 'a state', optional: true },
    v: { kind: 'updated', is: 'a state', optional: true },
    p: { kind: 'updated', is: 'the parameters', optional: true },
  },
  lines,
});

/** Formulas that between them use every operation, and the shapes that update rules have. */
export const corpus: FormulaDefinition[] = [
  define('sums and products', ['m = a*m + (1-a)*g', 'v = m - g*v', 'p = -p*b + 2*v']),
  define('quotients', ['m = g/p', 'v = v/a', 'p = (a - b)/p']),
  define('roots', ['m = sqrt(g)', 'v = sqrt(v^2 + g^2)', 'p = abs(p)^0.5']),
  define('whole powers', ['m = g^3', 'v = v^2 + g^4', 'p = p^-2 + m^1 + v^0']),
  define('other powers', ['m = abs(g)^a', 'v = v^2', 'p = p^m']),
  define('exponentials', ['m = exp(m)', 'v = log(v)', 'p = exp(g) * p']),
  define('magnitudes', ['m = abs(m) - g', 'v = sign(v)', 'p = p - sign(g)*a']),
  define('extremes', ['m = max(m, g)', 'v = min(v, g, a)', 'p = max(p, b)']),
  define('comparisons', ['m = select(g < m, a, b)', 'v = select(g <= v, v, g)', 'p = select(p > a, p, g)']),
  define('equalities', ['m = select(g == m, a, m)', 'v = v >= a ? v : g', 'p = select(p != g, a, p)']),
  define('logic', [
    'm = select(g > 0 and m > 0, a, g)',
    'v = select(g > 0 or v > 0, v, b)',
    'p = select(not (p < g), p, a < p < 1 ? g : b)',
  ]),
  define('scalar conditions', [
    'm = select(t < 3, m, g)',
    'v = t > 2 and v > 0 ? v : g',
    'p = p*select(a < b, a, b)',
  ]),
  define('scalar functions', ['m = m*cos(pi*t/8)', 'v = v + gamma(t)', 'p = p/sqrt(t) + atan2(a, b)']),
  define('constants', ['m = g*0 + 1', 'v = a', 'p = p*0.1 - -0.3']),
  define('temporaries', ['c = 1 - a^t', 'u = m/c', 'm = u*g', 'v = u', 'p = p - u*c + v']),
  define('sums over a tensor', ['m = m + sum(g)', 'v = v', 'p = p*norm2(g)/(1 + norm2(p)) + sum(m)']),
  define('Adam', [
    'm = a*m + (1-a)*g',
    'v = b*v + (1-b)*g^2',
    'p = p - 0.001*(m/(1-a^t))/(sqrt(v/(1-b^t)) + 1e-8)',
  ]),
];
