import {
  type Assumption,
  type Assumptions,
  definedAs,
  derivation,
  diagonal,
  InvalidInput,
  integers,
  interval,
  matrix,
  nonnegative,
  orthogonal,
  positive,
  probabilities,
  psd,
  reals,
  refute,
  sequence,
  spd,
  symmetric,
  unitVector,
  vector,
} from 'optlab';
import type { Dense, Scope } from '../../../lib/src/derive/language/value';
import { Setting } from '../../../lib/src/derive/points/setting';
import { random } from '../../../lib/src/random';

const N = integers(1, 4);
const v = vector('n');

const kinds: Record<string, [Assumption, Scope, (value: Dense) => boolean]> = {
  orthogonal: [orthogonal('n'), { n: 3 }, (q) => orthonormal(q)],
  'orthonormal columns': [orthogonal('m', 'n'), { m: 4, n: 2 }, (q) => q.rows === 4 && orthonormal(q)],
  probabilities: [
    probabilities('n'),
    { n: 3 },
    ({ data }) => data.every((p) => p >= 0) && near(sum(data), 1),
  ],
  'positive probabilities': [
    probabilities('n', { positive: true }),
    { n: 3 },
    ({ data }) => data.every((p) => p > 0) && near(sum(data), 1),
  ],
  'unit vector': [unitVector('n'), { n: 3 }, ({ data }) => near(Math.hypot(...data), 1)],
  diagonal: [diagonal('n'), { n: 3 }, ({ data }) => data.every((x, i) => i % 4 === 0 || x === 0)],
  psd: [
    psd('n'),
    { n: 2 },
    ({ data: [a, b, c, d] }) => b === c && a >= -1e-9 && a * d - b * c >= -1e-9 * (a + d) ** 2,
  ],
};

const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;
const sum = (data: ArrayLike<number>) => Array.from(data).reduce((total, x) => total + x, 0);

function orthonormal({ rows, columns, data }: Dense): boolean {
  const product = (i: number, j: number) =>
    sum(Array.from({ length: rows }, (_, r) => data[r * columns + i] * data[r * columns + j]));
  return Array.from({ length: columns ** 2 }, (_, k) => [Math.floor(k / columns), k % columns]).every(
    ([i, j]) => near(product(i, j), i === j ? 1 : 0),
  );
}

describe('an assumption on a vector or a matrix', () => {
  test.each(Object.entries(kinds))(
    '%s: draws, simple values and the nearest ones satisfy it',
    (_, [made, scope, holds]) => {
      const source = random(5);
      const values = [
        ...Array.from({ length: 40 }, () => made.draw(source, scope)),
        ...made.simple(scope),
      ] as Dense[];
      expect(made.simple(scope).length).toBeGreaterThan(2);
      const moved = values.map((value) => {
        const away = { ...value, data: value.data.map((x) => x + 0.2 * source.normal()) };
        return made.nearest?.(away, scope) as Dense;
      });
      for (const value of [...values, ...moved.filter(Boolean)]) {
        expect([value.data, holds(value), made.allows(value, scope)]).toEqual([value.data, true, true]);
      }
      expect(moved.filter(Boolean).length).toBeGreaterThan(30);
    },
  );

  test.each(Object.entries(kinds))('%s: does not allow what lies beside it', (_, [made, scope]) => {
    const value = made.draw(random(2), scope) as Dense;
    const beside = { ...value, data: value.data.map((x, i) => (i === 1 ? x - 0.5 : x)) };
    expect(made.allows(beside, scope)).toBe(false);
    expect(made.allows({ ...value, rows: value.rows + 1, data: new Float64Array(99) }, scope)).toBe(false);
  });

  test('random orthogonal matrices are turns and mirrors, and uniform', () => {
    const source = random(3);
    const draws = Array.from({ length: 2000 }, () => orthogonal(2).draw(source, {}) as Dense);
    const [turns, right] = [
      draws.filter(({ data: [a, b, c, d] }) => a * d - b * c > 0).length,
      draws.filter(({ data: [a] }) => Math.abs(a) < Math.SQRT1_2).length,
    ];
    for (const count of [turns, right]) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test.each<[Assumption, string, string]>([
    [orthogonal('n'), 'an orthogonal n x n matrix', '\\in \\mathbb{R}^{n \\times n}\\text{ orthogonal}'],
    [
      orthogonal('m', 'r'),
      'an m x r matrix with orthonormal columns',
      '\\in \\mathbb{R}^{m \\times r}\\text{ with orthonormal columns}',
    ],
    [
      probabilities('n'),
      'a vector of n probabilities that add up to 1',
      '\\in [0, 1]^{n}\\text{ with sum } 1',
    ],
    [diagonal(3), 'a diagonal 3 x 3 matrix', '\\in \\mathbb{R}^{3 \\times 3}\\text{ diagonal}'],
    [
      psd('n'),
      'a symmetric positive semidefinite n x n matrix',
      '\\in \\mathbb{R}^{n \\times n}\\text{ symmetric positive semidefinite}',
    ],
    [unitVector('n'), 'a unit vector with n entries', '\\in \\mathbb{R}^{n},\\ \\text{of length } 1'],
    [nonnegative(), 'a number that is not negative', '\\ge 0'],
  ])('is said in words and in LaTeX: $text', (made, text, tex) => {
    expect([made.text, made.tex((formula) => formula)]).toEqual([text, tex]);
  });
});

describe('a bound over a curved set', () => {
  const four = probabilities(4, { positive: true });
  test.each<[string, '<=' | '>=' | '<' | '>', string, Assumptions]>([
    ["norm(Q'*x)", '<=', 'norm(x)', { Q: orthogonal('m', 'n'), x: vector('m') }],
    ["trace(Q'*A*Q)", '<=', 'eigmax(A)', { Q: orthogonal(3, 1), A: symmetric(3) }],
    ['trace(Q)', '<=', 'n', { Q: orthogonal('n'), n: N }],
    ['-total(p.*log(p))', '<=', 'log(4)', { p: four }],
    ['total(p.*log(p./q))', '>=', 'norm1(p - q)^2/2', { p: four, q: four }],
    ["x'*(diag(p) - p*p')*x", '<=', 'norm(x)^2/2', { p: probabilities('n'), x: v }],
    ["u'*A*u", '<=', 'eigmax(A)', { u: unitVector('n'), A: symmetric('n') }],
    ["x'*A*x", '>=', '0', { A: psd('n'), x: v }],
    ['x', '>=', '0', { x: nonnegative() }],
  ])('%s %s %s holds', (left, relation, right, assumptions) => {
    expect(refute(left, right, assumptions, { relation })).toBeUndefined();
  });

  test.each<[string, '<=' | '>=' | '<' | '>', string, Assumptions]>([
    ["trace(Q'*A*Q)", '<=', '0.99*eigmax(A)', { Q: orthogonal(4, 1), A: spd(4) }],
    ['trace(Q)', '<=', '3.99', { Q: orthogonal(4) }],
    ['-total(p.*log(p))', '<=', '0.99*log(4)', { p: four }],
    [
      'total(p.*log(p./q))',
      '>=',
      '0.52*norm1(p - q)^2',
      { p: probabilities(2, { positive: true }), q: probabilities(2, { positive: true }) },
    ],
    ["x'*(diag(p) - p*p')*x", '<=', 'norm(x)^2/2.05', { p: probabilities(3), x: vector(3) }],
    ["u'*A*u", '<=', '0.9*eigmax(A)', { u: unitVector(4), A: spd(4) }],
    ["x'*A*x", '>', '0', { A: psd('n'), x: vector('n', { nonzero: true }) }],
    ['x', '>', '0', { x: nonnegative() }],
  ])('%s %s %s is refuted at a point that the assumptions allow', (left, relation, right, assumptions) => {
    const found = refute(left, right, assumptions, { relation });
    expect(found?.text).toMatch(/which is not/);
  });
});

describe('assumptions that contradict each other', () => {
  test.each<[string, Assumptions, RegExp]>([
    [
      'a range whose ends are crossed',
      { a: positive(), b: interval('a', '-a') },
      /a a positive number; b in \(a, -a\).*No value of b was found beside the others, for example beside a = /,
    ],
    [
      'no integer between the ends',
      { a: interval(0.1, 0.9), i: integers('a', 'a') },
      /i an integer from a to a.*No value of i/,
    ],
    [
      'more orthonormal columns than rows',
      { m: integers(1, 2), n: integers(3, 4), Q: orthogonal('m', 'n') },
      /No value of Q was found beside the others, for example beside m = [12], n = [34]/,
    ],
    ['a size that is never positive', { n: integers(-5, 0), x: v }, /No value of x/],
    [
      'a size that is a real number',
      { n: reals(), x: v },
      /n must be integers, since it is a size.*Declare \{ n: integers\(1, 4\) \}/,
    ],
    [
      'a definition that is undefined everywhere',
      { x: reals(), y: definedAs('log(-x^2-1)') },
      /No value of y.*there log\(-x\^2-1\) is NaN/,
    ],
    [
      'a definition whose shapes do not fit',
      { A: matrix(2, 3), y: definedAs('inv(A)') },
      /a matrix of shape 2x3 has no inverse/,
    ],
    [
      'definitions that exclude each other',
      { x: reals(), y: definedAs('sqrt(x)'), z: definedAs('log(-x)') },
      /x a real number; y = sqrt\(x\); z = log\(-x\)/,
    ],
    [
      'definitions of one another',
      { a: definedAs('b + 1'), b: definedAs('a - 1') },
      /a -> b -> a.*a and b depend on each other: leave one of them free/,
    ],
    ['a definition by itself', { a: definedAs('a + 1') }, /a depends on itself/],
    ['ends that are equal and left out', { x: interval(0, 1), y: interval('x', 'x') }, /No value of y/],
    [
      'a length that is a real number',
      { g: sequence(reals(), 'n'), n: interval(0, 5) },
      /since it is a size/,
    ],
  ])('%s: refused by name', (_, assumptions, message) => {
    const begin = () => derivation('contradiction', assumptions);
    expect(begin).toThrow(InvalidInput);
    expect(begin).toThrow(message);
  });

  test.each<[string, Assumptions]>([
    ['a narrow range', { a: interval(0, 1), b: interval('1e6*a', 1) }],
    ['a definition that is defined at an end', { x: interval(0, 10), y: definedAs('sqrt(x - 9.999)') }],
    ['few of many integers', { n: integers(1, 100_000), k: integers('n', 2) }],
    ['a small product', { a: positive(), c: interval(0, '1/a - 1000') }],
    ['sizes in order', { m: N, n: integers('m + 1', 4) }],
    ['columns that are rarely few enough', { n: integers(1, 10), Q: orthogonal('n', 4) }],
    ['ends that are equal and included', { x: interval(0, 1), y: interval('x', 'x', { open: false }) }],
    ['sizes of which some are none', { n: integers(-2, 3), x: v }],
  ])('%s: satisfiable, if rarely', (_, assumptions) => {
    expect(new Setting(assumptions).points(64, 1)).toHaveLength(64);
  });

  test('more columns than rows in numbers are refused at once', () => {
    expect(() => orthogonal(2, 3)).toThrow(/at most as many columns as rows.*declare the transpose/);
  });
});

test('the rounding of a defined name does not refute what is true of it', () => {
  const tall = { X: matrix(4, 'd', { fullRank: true }), P: definedAs("X*inv(X'*X)*X'") };
  expect(refute('P*P', 'P', tall)).toBeUndefined();
  expect(refute("P'", 'P', tall)).toBeUndefined();
  expect(refute('P*P', '1.0001*P', tall)).toBeDefined();
});
