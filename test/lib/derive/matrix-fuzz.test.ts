import fc from 'fast-check';
import { integers, matrix, orthogonal, positive, probabilities, reals, spd, vector } from 'optlab';
import { compileExpression, exactly } from '../../../lib/src/derive/language/evaluate';
import { alike, isFiniteValue, ShapeError } from '../../../lib/src/derive/language/value';
import { mutationsOf } from '../../../lib/src/derive/mutation/mutations';
import { Setting } from '../../../lib/src/derive/points/setting';
import { provedEqual } from '../../../lib/src/derive/proof/prove';
import { parseMath } from '../../../lib/src/formula/parse-math';

type Size = 'n' | 'k' | '1';

const setting = new Setting({
  n: integers(2, 4),
  k: integers(2, 3),
  A: matrix('n', 'n'),
  B: matrix('n', 'n'),
  S: spd('n'),
  Q: orthogonal('n'),
  U: matrix('n', 'k'),
  C: spd('k'),
  x: vector('n'),
  y: vector('n'),
  p: probabilities('n', { positive: true }),
  z: vector('k'),
  c: reals(),
  d: positive(),
});
const points = setting.points(40, 3).slice(-6);

const leaves: Record<string, string[]> = {
  'n n': ['A', 'B', 'S', 'Q', 'I', "A'", "Q'"],
  'n k': ['U'],
  'k n': ["U'"],
  'k k': ['C', 'I'],
  'n 1': ['x', 'y', 'p'],
  '1 n': ["x'", "y'", "p'"],
  'k 1': ['z'],
  '1 k': ["z'"],
  '1 1': ['c', 'd', '2', '3'],
};
const inverses: Record<string, string[]> = {
  n: ['inv(S)', 'inv(Q)', "inv(S + x*x')", "inv(U*C*U' + d*I)", 'inv(A + B)'],
  k: ['inv(C)', "inv(C + U'*S*U)", "inv(inv(C) + z*z')"],
};

/** A formula of the given shape whose products conform. */
function formulaOf(rows: Size, columns: Size, depth: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...leaves[`${rows} ${columns}`]);
  if (depth <= 0) return leaf;
  const part = (r: Size, c: Size) => formulaOf(r, c, depth - 1);
  const pair = (make: (a: string, b: string) => string, a: fc.Arbitrary<string>, b: fc.Arbitrary<string>) =>
    fc.tuple(a, b).map(([left, right]) => make(left, right));
  const product = (middle: Size) =>
    pair((a, b) => `(${a})*(${b})`, part(rows, middle), part(middle, columns));
  const choices = [
    leaf,
    product('n'),
    product('k'),
    product('1'),
    pair((a, b) => `(${a} + ${b})`, part(rows, columns), part(rows, columns)),
    pair((a, b) => `(${a} - (${b}))`, part(rows, columns), part(rows, columns)),
    pair((a, b) => `(${a})*(${b})`, part('1', '1'), part(rows, columns)),
    part(columns, rows).map((a) => `(${a})'`),
  ];
  if (rows === columns && rows !== '1') choices.push(fc.constantFrom(...inverses[rows]));
  if (columns === '1' && rows !== '1')
    choices.push(pair((a, b) => `(${a}).*(${b})`, part(rows, '1'), part(rows, '1')));
  if (rows === '1' && columns === '1') {
    choices.push(
      part('n', 'n').map((a) => `trace(${a})`),
      part('n', '1').map((a) => `norm(${a})^2`),
    );
  }
  return fc.oneof(...choices);
}

const shapes: [Size, Size][] = [
  ['n', 'n'],
  ['n', '1'],
  ['1', '1'],
  ['n', 'k'],
];
const claim = fc.constantFrom(...shapes).chain(([rows, columns]) =>
  fc.record({
    formula: formulaOf(rows, columns, 3),
    other: formulaOf(rows, columns, 2),
    isNumber: fc.constant(columns === '1' && rows === '1'),
    pick: fc.nat(),
  }),
);

/** Whether two formulas agree at all points, by evaluation alone; undefined where neither could be compared. */
function agree(left: string, right: string): boolean | undefined {
  const [a, b] = [left, right].map((text) => compileExpression(parseMath(text, 'side'), 'side'));
  let compared = 0;
  for (const point of points) {
    try {
      const [x, y] = [a(point, exactly), b(point, exactly)];
      if (!isFiniteValue(x) || !isFiniteValue(y)) continue;
      const pair = alike(x, y);
      if (!pair) return false;
      const size = Math.max(1, ...Array.from(pair[0], Math.abs), ...Array.from(pair[1], Math.abs));
      if (Array.from(pair[0]).some((entry, i) => Math.abs(entry - pair[1][i]) > 1e-5 * size)) return false;
      compared++;
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
    }
  }
  return compared > 0 ? true : undefined;
}

const proves = (left: string, right: string) =>
  provedEqual(parseMath(left, 'left'), parseMath(right, 'right'), setting.knowledge);

describe('proofs of random formulas in vectors and matrices', () => {
  test('are found after rewriting by laws of their own', () => {
    fc.assert(
      fc.property(claim, ({ formula, other, isNumber }) => {
        if (agree(formula, formula) === undefined) return;
        const laws = [
          `((${formula})')'`,
          `(${formula} + (${other})) - (${other})`,
          `-((-2)*(${formula}) + (${formula}))`,
          `(c + d)*(${formula}) - c*(${formula}) - (${formula})*(d - 1)`,
          isNumber ? `(${formula})'` : `((2*(${formula}))'/2)'`,
        ];
        expect(laws.filter((law) => !proves(formula, law))).toEqual([]);
      }),
      { numRuns: 120, seed: 7 },
    );
  });

  test('are never found where one change makes the claim false', () => {
    let [changed, proved] = [0, 0];
    fc.assert(
      fc.property(claim, ({ formula, pick }) => {
        const mutations = mutationsOf(parseMath(formula, 'formula'), setting);
        for (const step of [0, 1, 2, 3]) {
          const mutation = mutations[(pick + 7 * step) % Math.max(mutations.length, 1)];
          if (!mutation) continue;
          const mutant = mutation.expression.toString();
          changed++;
          if (!proves(formula, mutant)) continue;
          proved++;
          expect([formula, mutant, agree(formula, mutant)]).not.toContain(false);
        }
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(changed).toBeGreaterThan(300);
    // Some changes are none, such as a sign within a square; the check above is not vacuous.
    expect(proved).toBeGreaterThan(0);
  });

  test('of two formulas drawn apart are found only of equal ones', () => {
    fc.assert(
      fc.property(claim, ({ formula, other }) => {
        if (proves(formula, other)) expect(agree(formula, other)).not.toBe(false);
      }),
      { numRuns: 150, seed: 13 },
    );
  });
});
