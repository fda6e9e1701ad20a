import fc from 'fast-check';
import katex from 'katex';
import { InvalidInput, statementsToTex, statementToTex, symbolToTex, toTex } from 'optlab';

const isValid = (tex: string) =>
  katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });

/** Formula and the exact LaTeX a careful author would have typed. */
const written: [formula: string, tex: string][] = [
  ['a + b - c', 'a + \\beta - c'],
  ['a - (c - d)', 'a - (c - d)'],
  ['a - (c + d)', 'a - (c + d)'],
  ['a + (c - d)', 'a + c - d'],
  ['(a + c) * d', '(a + c) d'],
  ['a * (c * d)', 'a c d'],
  ['a * (-c)', 'a (-c)'],
  ['a - (-c)', 'a - (-c)'],
  ['-a * c', '-a c'],
  ['-(a + c)', '-(a + c)'],
  ['(-a)^2', '(-a)^2'],
  ['-a^2', '-a^2'],
  ['2 * 3', '2 \\cdot 3'],
  ['x * 2', 'x \\cdot 2'],
  ['2 * x', '2 x'],
  ['2 * (1/3)', '2 \\cdot \\frac{1}{3}'],
  ['eta * (1/n) * x', '\\eta \\frac{1}{n} x'],
  ['a / c / d', '\\frac{\\frac{a}{c}}{d}'],
  ['(a/c)^2', '\\left( \\frac{a}{c} \\right)^2'],
  ['a * (c + 1/d)', 'a \\left( c + \\frac{1}{d} \\right)'],
  ['x^(1/2)', 'x^{1/2}'],
  ['x^(n-1)', 'x^{n - 1}'],
  ['(x^2)^3', '(x^2)^3'],
  ['b1^t', '\\beta_1^t'],
  ['(1-b1)*g', '(1 - \\beta_1) g'],
  ['sqrt(v) + eps', '\\sqrt{v} + \\varepsilon'],
  ['nthRoot(x, 3)', '\\sqrt[3]{x}'],
  ['abs(x)', '\\lvert x \\rvert'],
  ['abs(x/y)', '\\left\\lvert \\frac{x}{y} \\right\\rvert'],
  ['exp(-x^2/2)', 'e^{\\frac{-x^2}{2}}'],
  ['exp(x)^2', '(e^x)^2'],
  ['e * exp(x)', 'e \\exp(x)'],
  ['log(x)^2', '\\log(x)^2'],
  ['log(x, 2)', '\\log_2(x)'],
  ['max(a, 0) * c', '\\max(a, 0) c'],
  ['sign(x)', '\\operatorname{sign}(x)'],
  ['sum(i, 1, n, x[i]^2)', '\\sum_{i=1}^n x_i^2'],
  ['sum(i, 1, n, x[i] + 1)', '\\sum_{i=1}^n (x_i + 1)'],
  ['sum(i, 1, n, x[i]) + 1', '\\sum_{i=1}^n x_i + 1'],
  ['sum(i, 1, n, x[i]) * y', '\\left( \\sum_{i=1}^n x_i \\right) y'],
  ['y * sum(i, 1, n, x[i])', 'y \\sum_{i=1}^n x_i'],
  ['2 * sum(i, 1, n, x[i]) * y', '\\left( 2 \\sum_{i=1}^n x_i \\right) y'],
  ['sum(i, 0, n-1, b^i)', '\\sum_{i=0}^{n - 1} \\beta^i'],
  ['prod(k, 1, n, 1 - eta)', '\\prod_{k=1}^n (1 - \\eta)'],
  ['sum(x)', '\\operatorname{sum}(x)'],
  ['A[i, j]', 'A_{i,j}'],
  ['x_0[i]', 'x_{0,i}'],
  ["X'*(X*w - y)/n", '\\frac{X^\\top (X w - y)}{n}'],
  ["(X*w)'", '(X w)^\\top'],
  ["inv(A)'", '(A^{-1})^\\top'],
  ['inv(A*B)', '(A B)^{-1}'],
  ['norm(x)^2', '\\lVert x \\rVert^2'],
  ['norm(x, 1)', '\\lVert x \\rVert_1'],
  ['norm(A, "fro")', '\\lVert A \\rVert_F'],
  ['dot(u, v)', 'u^\\top v'],
  ['outer(s, y)', 's y^\\top'],
  ['trace(A*B)', '\\operatorname{tr}(A B)'],
  ['eigmax(A)', '\\lambda_{\\max}(A)'],
  ['grad(f, w)', '\\nabla_w f'],
  ['grad(norm(w)^2, w)', '\\nabla_w \\lVert w \\rVert^2'],
  ['diff(x^3, x)', '\\frac{\\partial}{\\partial x} x^3'],
  ['select(x > 0, x, 0)', '\\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}'],
  ['x <= y', 'x \\le y'],
  ['0 < x < 1', '0 < x < 1'],
  ['a and c < d', 'a \\wedge c < d'],
  ['1e-8', '10^{-8}'],
  ['1e-6', '10^{-6}'],
  ['0.000015', '1.5 \\cdot 10^{-5}'],
  ['0.0001', '0.0001'],
  ['2.5e-8 * x', '2.5 \\cdot 10^{-8} x'],
  ['x * 1e-8', 'x \\cdot 10^{-8}'],
  ['1e21', '10^{21}'],
  ['rate * x', '\\mathrm{rate} \\, x'],
  ['softmax(z)', '\\operatorname{softmax}(z)'],
  ['n!', 'n!'],
  ['combinations(n, k)', '\\binom{n}{k}'],
  ['[1, 2; 3, x]', '\\begin{bmatrix} 1 & 2 \\\\ 3 & x \\end{bmatrix}'],
  ['x .* y', 'x \\odot y'],
  ['x .* y .* z', 'x \\odot y \\odot z'],
  ["A'*(x .* y)", 'A^\\top (x \\odot y)'],
  ["A'*x .* y", 'A^\\top x \\odot y'],
  ["(A'*x) .* y", 'A^\\top x \\odot y'],
  ['(x .* y)*a', '(x \\odot y) a'],
  ['-(x .* y)*a', '(-x \\odot y) a'],
  ['(x .* y)/n', '\\frac{x \\odot y}{n}'],
  ['-(-a)', '-(-a)'],
  ['a*(c - d)*f', 'a (c - d) f'],
  ['mod(x, 2) + x % 2', '\\operatorname{mod}(x, 2) + x \\bmod 2'],
];

describe('LaTeX of a formula', () => {
  test.each(written)('%s', (formula, tex) => {
    expect(toTex(formula)).toBe(tex);
    isValid(tex);
  });

  test('the table of symbols comes before the notation of the course', () => {
    expect(toTex('lr * g', { lr: '\\alpha', g: '\\nabla f' })).toBe('\\alpha \\nabla f');
  });

  test('a name of an object method is a name like any other', () => {
    expect(toTex('constructor + toString')).toBe('\\mathrm{constructor} + \\mathrm{toString}');
  });

  test.each(['', '   ', '1 +', 'a = = b', 'a; b', '{x: 1}', '"a"::'])(
    '%j is refused with a reason',
    (text) => {
      expect(() => toTex(text)).toThrow(InvalidInput);
    },
  );

  test('whatever mathjs parses from random operators comes out as valid LaTeX that keeps every name', () => {
    const leaf = fc.constantFrom('a', 'lambda1', 'rate', '2', '0.5', '1e-8', 'x[i]', 'vhat', 'p', 'vmax');
    const { formula } = fc.letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '^', '<', '.*'), tie('formula'))
          .map(([a, op, c]) => `(${a}) ${op} (${c})`),
        tie('formula').map((a) => `-(${a})`),
        tie('formula').map((a) => `(${a})'`),
        fc
          .tuple(fc.constantFrom('sqrt', 'abs', 'exp', 'log', 'norm', 'inv', 'trace', 'relu'), tie('formula'))
          .map(([f, a]) => `${f}(${a})`),
        fc.tuple(tie('formula'), tie('formula')).map(([a, c]) => `select(${a} > 0, ${a}, ${c})`),
        tie('formula').map((a) => `sum(i, 1, n, ${a})`),
      ),
    }));
    fc.assert(
      fc.property(formula, (text) => {
        isValid(toTex(text));
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('parentheses', () => {
  /** Reads our LaTeX of + - * / ^ and unary minus back, by the conventions of print. */
  test('the value read from the printed formula is the value of the formula', () => {
    const leaf = fc.constantFrom('x', 'y', 'z');
    const { formula } = fc.letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula'))
          .map(([a, op, c]) => `(${a}) ${op} (${c})`),
        tie('formula').map((a) => `-(${a})`),
        tie('formula').map((a) => `(${a})^2`),
        tie('formula').map((a) => `sum(i, 1, 3, ${a})`),
      ),
    }));
    fc.assert(
      fc.property(formula, (text) => {
        const direct = evaluateFormula(text);
        const read = evaluateTex(toTex(text));
        if (Number.isFinite(direct))
          expect(read).toBeCloseTo(direct, 6 - Math.floor(Math.log10(1 + Math.abs(direct))));
      }),
      { numRuns: 1000, seed: 2 },
    );
  });
});

const point = { x: 1.3, y: -0.7, z: 0.45 };

function evaluateFormula(text: string): number {
  const js = text.replace(/sum\(i, 1, 3, /g, '3*(').replace(/\^/g, '**');
  return new Function(...Object.keys(point), `return ${js}`)(...Object.values(point));
}

/** A reader of LaTeX that knows juxtaposition, \frac, powers and \sum: a sum reaches to the next + or -. */
function evaluateTex(tex: string): number {
  const tokens = tex.replace(/\\left|\\right/g, '').match(/\\[a-z]+|[^\s]/g) ?? [];
  let at = 0;
  const take = (token: string) => {
    if (tokens[at] !== token) throw new Error(`expected ${token} at ${tokens.slice(at).join(' ')}`);
    at++;
  };
  const group = () => {
    take('{');
    const value = additive();
    take('}');
    return value;
  };
  function additive(): number {
    let value = term();
    while (tokens[at] === '+' || tokens[at] === '-')
      value += tokens[at++] === '+' ? positiveTerm() : -positiveTerm();
    return value;
  }
  function positiveTerm(): number {
    if (tokens[at] === '-') throw new Error('two signs in a row');
    return term();
  }
  function term(): number {
    if (tokens[at] === '-') {
      at++;
      return -term();
    }
    let value = factor();
    while (at < tokens.length && !['+', '-', ')', '}'].includes(tokens[at])) value *= factor();
    return value;
  }
  function factor(): number {
    if (tokens[at] === '\\cdot') at++;
    if (tokens[at] === '\\sum') {
      at++;
      while (tokens[at] !== '^') at++;
      at += 2;
      return 3 * term();
    }
    let value: number;
    if (tokens[at] === '\\frac') {
      at++;
      return group() / group();
    }
    if (tokens[at] === '(') {
      at++;
      value = additive();
      take(')');
    } else {
      value = point[tokens[at++] as 'x'];
    }
    if (tokens[at] === '^') {
      at += 2;
      value **= 2;
    }
    return value;
  }
  const value = additive();
  if (at < tokens.length) throw new Error(`unread: ${tokens.slice(at).join(' ')}`);
  return value;
}

describe('LaTeX of a name', () => {
  test.each([
    ['lr', '\\eta'],
    ['b1', '\\beta_1'],
    ['eps', '\\varepsilon'],
    ['theta', '\\theta'],
    ['kappa', '\\kappa'],
    ['g', 'g'],
    ['lambda12', '\\lambda_{12}'],
    ['x_max', 'x_{\\max}'],
    ['x_old', 'x_{\\mathrm{old}}'],
    ['vhat', '\\hat{v}'],
    ['thetaStar', '\\theta^\\star'],
    ['vmax', 'v^{\\max}'],
    ['that', '\\hat{t}'],
    ['what2', '\\hat{w}_2'],
    ['_x', '\\mathrm{\\_x}'],
  ])('%s is %s', (name, tex) => {
    expect(symbolToTex(name)).toBe(tex);
    isValid(tex);
  });
});

describe('LaTeX of an update rule', () => {
  test('Adam reads as in Kingma & Ba 2015, Algorithm 1', () => {
    const lines = statementsToTex([
      'm = b1*m + (1-b1)*g',
      'v = b2*v + (1-b2)*g^2',
      'p = p - lr * (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps)',
    ]);
    expect(lines).toEqual([
      'm_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t',
      'v_t = \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2',
      '\\theta_t = \\theta_{t-1} - \\frac{\\eta \\frac{m_t}{1 - \\beta_1^t}}{\\sqrt{\\frac{v_t}{1 - \\beta_2^t}} + \\varepsilon}',
    ]);
    lines.forEach(isValid);
  });

  test('state that a later line assigns is the old state', () => {
    expect(statementsToTex(['p = p - lr*m', 'm = b*m + g'])).toEqual([
      '\\theta_t = \\theta_{t-1} - \\eta m_{t-1}',
      'm_t = \\beta m_{t-1} + g_t',
    ]);
  });

  test('an index joins a subscript or superscript that is there, and powers stay readable', () => {
    expect(statementsToTex(['mu_next = b*0.5*0.96^t', 'p = p - mu_next*g'])).toEqual([
      '\\mu_{\\mathrm{next},t} = \\beta \\cdot 0.5 \\cdot 0.96^t',
      '\\theta_t = \\theta_{t-1} - \\mu_{\\mathrm{next},t} g_t',
    ]);
    expect(statementsToTex(['vmax = max(vmax, v)', 'd1 = d1^2 * vmax^2'], { state: ['v'] })).toEqual([
      'v^{\\max}_t = \\max(v^{\\max}_{t-1}, v_{t-1})',
      'd_{1,t} = d_{1,t-1}^2 (v^{\\max}_t)^2',
    ]);
  });

  test('one statement, another index, other inputs', () => {
    expect(statementToTex('x = x - lr*h', { index: 'k', inputs: ['h'], symbols: { lr: '\\alpha' } })).toBe(
      'x_k = x_{k-1} - \\alpha h_k',
    );
  });

  test.each(['m + 1', 'x[1] = 2', 'm =', 'f(x) = x'])('%j is no assignment to a name', (text) => {
    expect(() => statementToTex(text)).toThrow(InvalidInput);
  });
});

test.each<[string, (wrong: never) => unknown]>([
  ['toTex', toTex],
  ['statementToTex', statementToTex],
  ['statementsToTex', statementsToTex],
  ['symbolToTex', symbolToTex],
])('%s refuses what is no text', (_, call) => {
  for (const wrong of [null, undefined, 5, {}, '']) expect(() => call(wrong as never)).toThrow(InvalidInput);
});
