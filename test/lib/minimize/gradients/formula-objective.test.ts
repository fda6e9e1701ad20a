import fc from 'fast-check';
import { displaySymbol, type FormulaData, formulaObjective, InvalidInput, minimize } from 'optlab';
import { compileExpression, exactly } from '../../../../lib/src/derive/language/evaluate';
import { column, dense, numbersIn, type Scope } from '../../../../lib/src/derive/language/value';
import { parseMath } from '../../../../lib/src/formula/parse-math';
import { compile } from '../../../../lib/src/minimize/gradients/formula/compile';
import { placeVariables, readObjective } from '../../../../lib/src/minimize/gradients/formula/read-objective';
import {
  type ScalarName,
  scalarFunctions,
} from '../../../../lib/src/minimize/gradients/formula/scalar-functions';
import { data, formulas, points } from './random-formulas';

/** What derivations make of a formula at x = point[0..2], s = point[3]. */
function derived(formula: string, point: readonly number[]): number[] {
  const scope: Scope = {
    x: column(point.slice(0, 3)),
    s: point[3],
    k: data.k,
    c: column(data.c),
    A: dense(4, 3, data.A.flat()),
  };
  const numbers = (text: string) =>
    Array.from(numbersIn(compileExpression(parseMath(text, 'test'), 'test')(scope, exactly)));
  return numbers(formula);
}

const mentionsAll = 'x[1]*0 + s*0 + k*0 + c[1]*0 + A[1,1]*0';
const variables = { x: 3, s: 1 };
const objectiveOf = (formula: string) => formulaObjective(`${formula} + ${mentionsAll}`, variables, data);
const moderate = (values: ArrayLike<number>) => Array.from(values).every((value) => Math.abs(value) < 1e6);

/** The distance of two vectors relative to their size, where neither is less than 1. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const size = Math.max(1, ...Array.from(a, Math.abs), ...Array.from(b, Math.abs));
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]))) / size;
};

describe('random formulas', () => {
  test('have the value that derivations give them', () => {
    fc.assert(
      fc.property(formulas, points, (formula, point) => {
        const [expected] = derived(formula, point);
        fc.pre(moderate([expected]));
        expect(distance([objectiveOf(formula).value(point)], [expected])).toBeLessThan(1e-11);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('have the gradient that derivations give them', () => {
    fc.assert(
      fc.property(formulas, points, (formula, point) => {
        const expected = [...derived(`grad(${formula}, x)`, point), ...derived(`grad(${formula}, s)`, point)];
        fc.pre(moderate(expected));
        expect(distance(objectiveOf(formula).grad(point), expected)).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test('have Hessian products that differences of the gradient agree with, and symmetric Hessians', () => {
    fc.assert(
      fc.property(formulas, points, points, (formula, point, direction) => {
        fc.pre(!/select|max|min/.test(formula));
        const { grad, hessp, hess } = objectiveOf(formula);
        const at = (h: number) => grad(point.map((x, i) => x + h * direction[i]));
        const central = (h: number) => at(h).map((up, i) => (up - at(-h)[i]) / (2 * h));
        const [wide, narrow] = [central(2e-4), central(1e-4)];
        // Richardson's extrapolation; their difference tells how far it can be trusted.
        const expected = narrow.map((slope, i) => (4 * slope - wide[i]) / 3);
        fc.pre(moderate(expected) && distance(wide, narrow) < 1e-5);
        const product = hessp(point, direction);
        expect(distance(product, expected)).toBeLessThan(1e-6);
        const rows = hess(point);
        fc.pre(moderate(rows));
        const mirrored = rows.map((_, k) => rows[(k % 4) * 4 + Math.floor(k / 4)]);
        expect(distance(rows, mirrored)).toBeLessThan(1e-9);
        const times = [0, 1, 2, 3].map((i) => direction.reduce((sum, v, j) => sum + rows[4 * i + j] * v, 0));
        expect(distance(product, times)).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

/** d/dx of f by the complex step would need complex functions; sixth-order differences do for smooth ones. */
const slope = (f: (x: number) => number, x: number, h = 1e-2): number => {
  const part = (k: number) => f(x + k * h) - f(x - k * h);
  return (45 * part(1) - 9 * part(2) + part(3)) / (60 * h);
};

const ofOneNumber = [
  'exp(x)',
  'x*x + x',
  '3 - x',
  '-x',
  'norm(x*identity(2))',
  'log(x)',
  'log(x, 3)',
  'log1p(x)',
  'expm1(x)',
  'sqrt(x)',
  'abs(x)',
  'sin(x)',
  'cos(x)',
  'tan(x)',
  'asin(x/3)',
  'acos(x/3)',
  'atan(x)',
  'atan2(x, 2)',
  'atan2(2, x)',
  'sinh(x)',
  'cosh(x)',
  'tanh(x)',
  'relu(x)',
  'sigmoid(x)',
  'softplus(x)',
  'square(x)',
  'x^3',
  'x^4',
  'x^-1',
  'x^0.5',
  'x^(-2.5)',
  '2^x',
  'x^x',
  'pow(x, 2.5)',
  '1/x',
  'x*floor(2.3)',
  'max(x, 2)',
  'max(0.1, x)',
  'min(3, x)',
  'min(x, 2, 3)',
  'select(x > 0 and not (x > 5), x^2, -x)',
  'select(x < 0 or x == 3, x^2, 5*x)',
  'x > 0 ? x^3 : 0',
  'select(0 < x <= 0.9, x^2, x)',
];

/** By how much the first and the second derivative at 0.7 differ from differences, relative to these or 1. */
function errors(formula: string): number[] {
  const { value, grad, hess } = formulaObjective(formula, { x: 1 });
  const gradient = (x: number) => grad([x])[0];
  const relative = (given: number, expected: number) =>
    Math.abs(given - expected) / Math.max(1, Math.abs(expected));
  return [
    relative(
      gradient(0.7),
      slope((x) => value([x]), 0.7),
    ),
    relative(hess([0.7])[0], slope(gradient, 0.7)),
  ];
}

test.each(ofOneNumber)('%s has the first and second derivative that differences have', (formula) => {
  for (const error of errors(formula)) expect(error).toBeLessThan(1e-7);
});

const everyPartial = Object.entries(scalarFunctions).flatMap(([name, { partials }]) =>
  partials.flatMap((partial, i) => (partial && name !== 'weigh' ? [[name, i] as const] : [])),
);

test.each(everyPartial)('a slip in the derivative of %s by argument %p is found out', (name, i) => {
  const { partials } = scalarFunctions[name as ScalarName];
  const changed = partials as (typeof partials)[number][];
  const right = changed[i];
  changed[i] = (code, args, result) => {
    const slope = right?.(code, args, result) ?? code.constant(0);
    return code.apply('add', code.apply('multiply', code.constant(1.001), slope), code.constant(3e-3));
  };
  try {
    expect(ofOneNumber.some((formula) => Math.max(...errors(formula)) > 1e-7)).toBe(true);
  } finally {
    changed[i] = right;
  }
});

describe('matrices, loops and products', () => {
  const X = [
    [1, 2],
    [3, -1],
    [0.5, 0.25],
  ];
  const y = [1, -1, 2];

  test.each([
    ['rows of data', 'sum(i, 1, 3, (dot(X[i], w) - y[i])^2)', 'total(square(X*w - y))'],
    ['entries of data', 'sum(i, 1, 3, (sum(j, 1, 2, X[i,j]*w[j]) - y[i])^2)', 'dot(X*w - y, X*w - y)'],
    ['a transposed product', "y'*(X*w)", "dot(X'*y, w)"],
    ['a sum of vectors', 'norm(sum(i, 1, 3, y[i]*w[1]*X[i]) + w)^2', "norm(w[1]*(X'*y) + w)^2"],
    ['a trace', "trace(X*outer(w, w)*X')", 'norm(X*w)^2'],
    [
      'a product over an index',
      'prod(i, 1, 3, dot(X[i], w)) + dot(w, w)',
      '(X*w)[1]*(X*w)[2]*(X*w)[3] + dot(w, w)',
    ],
    ['a power of a matrix', "trace((X'*X*outer(w, w))^2)", "(w'*X'*X*w)^2"],
    ['an identity matrix', "w'*(X'*X + 2*identity(2))*w", 'norm(X*w)^2 + 2*dot(w, w)'],
    ['a row vector', "(w'*X')[2]", 'dot(X[2], w)'],
    ['an infinity norm', 'norm(X*w, Infinity)', 'max(abs(X*w))'],
    ['a p-norm', 'norm(X*w, 3)', 'total(abs(X*w).^3)^(1/3)'],
    ['a sum of magnitudes', 'norm1(X*w)', 'sum(i, 1, 3, abs(dot(X[i], w)))'],
    ['a matrix variable times itself', "total(X*outer(w, w)*X' .* (X*X'))", "total((X*w)*(w'*X') .* (X*X'))"],
  ])('%s: two ways to write it have one value, gradient and Hessian', (_, one, other) => {
    const at = [0.3, -0.7];
    const read = (formula: string) => {
      const used = { X, ...(/\by\b/.test(formula) ? { y } : {}) };
      const { value, grad, hess } = formulaObjective(formula, { w: 2 }, used);
      return [value(at), ...grad(at), ...hess(at)];
    };
    expect(distance(read(one), read(other))).toBeLessThan(1e-13);
  });

  test('a product over an index keeps its derivatives where factors are 0', () => {
    const product = formulaObjective('prod(i, 1, 4, x[i])', { x: 4 });
    expect([...product.grad([2, 0, 3, 5])]).toEqual([0, 30, 0, 0]);
    expect([...product.hessp([2, 0, 3, 5], [1, 0, 0, 0])]).toEqual([0, 15, 0, 0]);
    expect([...product.hessp([2, 0, 0, 5], [0, 1, 0, 0])]).toEqual([0, 0, 10, 0]);
  });

  test('several variables, matrices among them, are parts of one vector', () => {
    const logits = ['Z = X*W', 'total(square(Z)) + b*total(Z) + b^2'];
    const { n, pack, unpack, value, grad } = formulaObjective(logits, { W: [2, 3], b: 1 }, { X });
    expect(n).toBe(7);
    const values = {
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: 0.5,
    };
    const x = pack(values);
    expect([...x]).toEqual([1, 2, 3, 4, 5, 6, 0.5]);
    expect(unpack(x)).toEqual(values);
    const Z = X.flatMap((row) => [0, 1, 2].map((c) => row[0] * values.W[0][c] + row[1] * values.W[1][c]));
    const total = Z.reduce((sum, z) => sum + z, 0);
    expect(value(x)).toBeCloseTo(Z.reduce((sum, z) => sum + z * z, 0) + total / 2 + 0.25, 10);
    expect(grad(x)[6]).toBeCloseTo(total + 1, 10);
  });

  test('an index may come from data, and a choice on data leaves out what does not exist', () => {
    const picked = formulaObjective('sum(i, 1, 2, x[label[i]])', { x: 3 }, { label: [3, 3] });
    expect([...picked.grad([1, 2, 3])]).toEqual([0, 0, 2]);
    const chain = formulaObjective('sum(i, 1, 3, select(i > 1, x[i]*x[i - 1], x[i]^2))', { x: 3 });
    expect(chain.value([1, 2, 3])).toBe(1 + 2 + 6);
    expect([...chain.grad([1, 2, 3])]).toEqual([4, 4, 2]);
  });

  test('an empty sum is 0, an empty product 1', () => {
    const { value, grad } = formulaObjective('x + sum(i, 1, 0, x*i) + prod(i, 1, 0, x*i)', { x: 1 });
    expect([value([5]), ...grad([5])]).toEqual([6, 1]);
  });

  test('the data are copied', () => {
    const c = [1, 2];
    const { value } = formulaObjective('dot(c, x)', { x: 2 }, { c });
    c[0] = 100;
    expect(value([1, 1])).toBe(3);
  });

  test('evaluations do not disturb each other', () => {
    const f = formulaObjective('total(exp(A*x)) + norm(A*x)^2', { x: 2 }, { A: X });
    const [a, b] = [Float64Array.of(0.1, 0.2), Float64Array.of(-1, 1)];
    const before = [f.value(a), ...f.grad(a), ...f.hessp(a, b)];
    f.hessp(b, a);
    f.grad(b);
    expect([f.value(a), ...f.grad(a), ...f.hessp(a, b)]).toEqual(before);
    expect([...a, ...b]).toEqual([0.1, 0.2, -1, 1]);
  });
});

describe('large arguments neither overflow nor lose digits', () => {
  test.each<[string, number, number, number]>([
    ['log(1 + exp(x))', 1000, 1000, 1],
    ['log(1 + exp(x))', -50, Math.exp(-50), Math.exp(-50)],
    ['log(exp(x) + 1)', 1000, 1000, 1],
    ['softplus(x)', -800, 0, 0],
    ['log(1 + x)', 1e-20, 1e-20, 1],
    ['1/(1 + exp(-x))', -1000, 0, 0],
    ['1/(1 + exp(-x))', 1000, 1, 0],
    ['exp(x)/(1 + exp(x))', 1000, 1, 0],
    ['log(sigmoid(x))', -1000, -1000, 1],
    ['log(1 - sigmoid(x))', 1000, -1000, -1],
    ['log(sum(i, 1, 3, exp(i*x)))', 1000, 3000, 3],
    ['log(total(exp(x*c)))', -1000, -1000, 1],
    ['logsumexp(x*c)', 1000, 3000, 3],
    ['log(softmax(x*c)[1])', 1000, -2000, -2],
    ['tanh(x)', 500, 1, 0],
  ])('%s at %p', (formula, x, value, slope) => {
    const f = formulaObjective(formula, { x: 1 }, /\bc\b/.test(formula) ? { c: [1, 2, 3] } : {});
    const close = (a: number, b: number) => Math.abs(a - b) <= 1e-14 * Math.max(Math.abs(b), 1e-300);
    expect(close(f.value([x]), value)).toBe(true);
    expect(close(f.grad([x])[0], slope)).toBe(true);
    expect(Number.isFinite(f.hess([x])[0])).toBe(true);
  });

  test('a branch that is not taken may be infinite or undefined', () => {
    const safe = formulaObjective('select(x > 0, x*log(x), 0) + max(0, sqrt(x)) + min(1/x, 3)', { x: 1 });
    expect(safe.grad([0.25])[0]).toBeCloseTo(Math.log(0.25) + 1 + 1, 12);
    const atZero = formulaObjective('select(x > 0, x*log(x), x^2 + 2*x)', { x: 1 });
    expect([atZero.value([0]), ...atZero.grad([0]), ...atZero.hess([0])]).toEqual([0, 2, 2]);
  });

  test('a norm has the gradient 0 at 0, and its square a Hessian', () => {
    const { grad } = formulaObjective('norm(x)', { x: 2 });
    expect([...grad([0, 0])]).toEqual([0, 0]);
    const { hess } = formulaObjective('norm(x)^2', { x: 2 });
    expect([...hess([0, 0])]).toEqual([2, 0, 0, 2]);
  });
});

describe('what cannot be used is refused when it is defined', () => {
  const X = [
    [1, 2],
    [3, 4],
  ];
  const on =
    (formula: unknown, variables: unknown = { x: 2 }, given?: unknown) =>
    () =>
      formulaObjective(formula as never, variables as never, given as never);

  test.each<[string, () => unknown, string]>([
    ['an unknown symbol', on('x[1] + z'), 'line 1 (x[1] + z): symbol z must be one of x'],
    [
      'one on a second line',
      on(['r = x - x', 'dot(r, q)']),
      'line 2 (dot(r, q)): symbol q must be one of x, r',
    ],
    ['an unknown function', on('gamma(x[1])'), 'function must be one of exp, log'],
    ['a product without sign', on('x(1)'), 'For an entry write x[...], for a product x*(...).'],
    ['a sum without index', on('sum(x)'), 'total(x) adds up the entries of a vector'],
    [
      'an unknown operator',
      on('x[1] % 2'),
      "operator must be one of + - * / ^ .* ./ .^ ' and the comparisons",
    ],
    ['a text', on('x[1] + "a"'), 'constant must be a number, but was "a"'],
    ['no formula', on('x[1] +'), "must be one formula in mathjs' grammar"],
    ['no lines', on([]), 'must be a formula, or an array of lines'],
    ['no text', on(5), 'formula must be a formula, or an array of lines'],
    ['a vector as value', on('x'), 'the value must be a number, but was a vector of 2'],
    ['an index out of range', on('x[3]'), 'the index of x[3] must be a whole number from 1 to 2, but was 3.'],
    [
      'an index of 0',
      on('sum(i, 1, 2, x[i - 1])'),
      'the index of x[i - 1] must be a whole number from 1 to 2, but was 0.',
    ],
    ['half an index', on('x[1.5]'), 'must be a whole number from 1 to 2, but was 1.5.'],
    ['an index NaN', on('x[0/0]'), 'must be a whole number from 1 to 2, but was NaN.'],
    ['an index that varies', on('x[x[1]]'), 'must be indexed by loops and data alone'],
    [
      'a bound that varies',
      on('sum(i, 1, x[1], x[2])'),
      'the upper bound of sum must be a whole number from data',
    ],
    [
      'an endless sum',
      on('sum(i, 1, Infinity, x[1]/i)'),
      'the bounds of sum(i, 1, Infinity, x[1] / i) must be whole numbers',
    ],
    ['a sum that runs back', on('sum(i, 3, 1, x[1])'), 'must be whole numbers, the upper one no less than'],
    ['vectors of two lengths', on('total(x + c)', { x: 2 }, { c: [1, 2, 3] }), 'x + c must be of one shape'],
    [
      'a matrix and a vector',
      on('total(X*x)', { x: 3 }, { X }),
      'X * x must be a product of matrices that fit',
    ],
    ['a division by a vector', on('total(1/x)'), 'must be a division by a number; entry by entry it is ./'],
    [
      'a power of a vector',
      on('total(x^2)'),
      'must be a power of a number, or a whole one from 1 on of a square',
    ],
    ['an index beyond a number', on('x[2]', { x: 1 }), 'a whole number from 1 to 1, but was 2.'],
    [
      'a row beyond a matrix',
      on('norm(X[3])*x[1]', { x: 2 }, { X }),
      'a whole number from 1 to 2, but was 3.',
    ],
    [
      'a row beyond a single one',
      on('norm(X[2])*x[1]', { x: 2 }, { X: [[1, 2]] }),
      'from 1 to 1, but was 2.',
    ],
    [
      'an entry beyond a matrix',
      on('X[1, 3]*x[1]', { x: 2 }, { X }),
      'whole numbers within a 2x2 matrix, but was 1, 3.',
    ],
    ['an I without size', on('dot(x, I*x)'), 'An identity matrix is identity(n).'],
    ['an identity of no size', on('dot(x, identity(x[1])*x)'), 'of a whole number of rows'],
    ['too many arguments', on('exp(x[1], x[2])'), 'the number of arguments of exp must be 1, but was 2.'],
    ['three indices', on('x[1, 1, 1]'), 'must be one index or two'],
    [
      'data that nothing reads',
      on('x[1]', { x: 2 }, { k: 1 }),
      'symbol k must be read by the formula, but was never read.',
    ],
    ['a variable that nothing reads', on('x[1]', { x: 2, w: 1 }), 'symbol w must be read'],
    ['a temporary that nothing reads', on(['r = x[1]', 'x[2]']), 'symbol r must be read'],
    ['a name for two', on('x[1]', { x: 2 }, { x: 1 }), 'symbol x must be one of the two'],
    ['a name that is assigned twice', on(['x = 1', 'x']), 'assigned symbol x must be a new name'],
    ['a line without a name', on(['x[1]', 'x[2]']), "the line must be an assignment such as 'r = X*w - y'"],
    ['no variables', on('1', {}), 'variables must be an object of lengths by name'],
    ['variables null', on('1', null), 'variables must be an object of lengths by name'],
    ['a length of 0', on('x', { x: 0 }), 'the shape of x must be the length of a vector'],
    [
      'three dimensions',
      on('x', { x: [1, 2, 3] }),
      'the shape of x must be the length of a vector, or [rows, columns]',
    ],
    [
      'rows of two lengths',
      on('X[1,1]*x[1]', { x: 2 }, { X: [[1, 2], [3]] }),
      'row 2 of X must be of 2 numbers, as row 1, but was of 1.',
    ],
    [
      'data in words',
      on('c*x[1]', { x: 2 }, { c: '5' }),
      'c must be a number, a vector as an array of numbers',
    ],
    [
      'a hole in data',
      on('c[1]*x[1]', { x: 2 }, { c: [1, null] }),
      'entry 2 of c must be a number, but was null.',
    ],
    ['empty data', on('total(c)*x[1]', { x: 2 }, { c: [] }), 'none of them empty'],
    [
      'a tensor as data',
      on('c*x[1]', { x: 2 }, { c: { dataSync: () => [1] } }),
      'but was a tensor. Read its numbers by arraySync().',
    ],
    [
      'a name with a sign',
      on('x[1]', { 'x-1': 2 }),
      'name must be letters, digits and _, beginning with a letter',
    ],
    ['a matrix of conditions', on('total(select(x > 0, x, x))'), 'must be a condition on numbers'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });

  test('and a point of another length when it is evaluated', () => {
    const f = formulaObjective('x[1]*x[2]', { x: 2 });
    expect(() => f.value([1])).toThrow('formulaObjective: x must be an array of 2 numbers, but was [1].');
    expect(() => f.grad([1, '2'] as never)).toThrow('x must be an array of 2 numbers');
    expect(() => f.hessp([1, 2], [1])).toThrow('v must be an array of 2 numbers');
  });
});

describe('what derivatives cost, in operations on numbers', () => {
  const rows = Array.from({ length: 50 }, (_, i) => Array.from({ length: 8 }, (_, j) => Math.sin(i * 8 + j)));
  const labels = rows.map((_, i) => (i % 2 ? 1 : -1));

  test.each<[string, Record<string, number | [number, number]>, Record<string, FormulaData>]>([
    ['sum(i, 1, 99, 100*(x[i + 1] - x[i]^2)^2 + (1 - x[i])^2)', { x: 100 }, {}],
    ['sum(i, 1, 50, log(1 + exp(-y[i]*dot(X[i], w))))/50 + dot(w, w)', { w: 8 }, { X: rows, y: labels }],
    ['total(softplus(-y .* (X*w)))/50 + dot(w, w)', { w: 8 }, { X: rows, y: labels }],
    ['sum(i, 1, 50, (sum(j, 1, 8, X[i, j]*sin(w[j])) - y[i])^2)', { w: 8 }, { X: rows, y: labels }],
    ['log(sum(i, 1, 50, exp(dot(X[i], w))))', { w: 8 }, { X: rows }],
    ["norm(X*tanh(W*(X'*y)))^2", { W: [8, 8] }, { X: rows, y: labels }],
  ])('%s', (formula, sizes, given) => {
    const variables = placeVariables(sizes);
    const { graph, result } = readObjective(formula, variables, given);
    const { value, gradient, product } = compile(graph, result, true);
    const n = variables.reduce((sum, { shape }) => sum + shape.rows * shape.columns, 0);
    const [x, v] = [new Float64Array(n).fill(0.1), new Float64Array(n).fill(1)];
    const one = value(x);
    expect(one).toBeGreaterThan(n);
    // Griewank & Walther, sections 3.3 and 3.2: at most 5 times for a gradient, and 2.5 times that along a direction.
    expect(gradient(x, new Float64Array(n)) / one).toBeLessThan(5);
    expect(Number(product(x, new Float64Array(n), v, new Float64Array(n))) / one).toBeLessThan(12.5);
  });

  test('memory does not grow with the length of a sum', () => {
    const { valueAndGrad, hessp } = formulaObjective('sum(i, 1, m, exp(-i*x))', { x: 1 }, { m: 1e6 });
    const before = process.memoryUsage().arrayBuffers;
    expect(valueAndGrad([1]).value).toBeCloseTo(1 / (Math.E - 1), 12);
    expect(hessp([1], [1])[0]).toBeGreaterThan(0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });
});

test('an objective shows its formula', () => {
  const bundle = formulaObjective(
    ['r = X*w - y', 'dot(r, r)/2 + lambda*norm1(w)'],
    { w: 2 },
    {
      X: [
        [1, 2],
        [3, 4],
      ],
      y: [1, 2],
      lambda: 0.1,
    },
  )[displaySymbol]();
  expect(bundle['text/plain']).toBe('r = X*w - y\nf(w) = dot(r, r)/2 + lambda*norm1(w)\nfor w a vector of 2');
  expect(bundle['text/latex']).toContain('r &= X w - y');
  expect(bundle['text/latex']).toContain('f(w) &= \\frac{r^\\top r}{2} + \\lambda \\lVert w \\rVert_1');
});

test('minimize takes it with all its derivatives', () => {
  const rosenbrock = formulaObjective('100*(x[2] - x[1]^2)^2 + (1 - x[1])^2', { x: 2 });
  const { x, success, nhev } = minimize(rosenbrock, [-1.2, 1], { method: 'newton' });
  expect(success).toBe(true);
  expect(nhev).toBeGreaterThan(5);
  expect(distance(x, [1, 1])).toBeLessThan(1e-8);
});
