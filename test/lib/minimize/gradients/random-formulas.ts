import fc from 'fast-check';

/** Numbers that x, v, A and w take; formulas below are smooth near them, as far as they are finite at all. */
export const data = {
  k: 3,
  c: [0.5, -1.25, 2],
  A: [
    [1, -0.5, 0.25],
    [0.75, 2, -1],
    [-0.3, 0.6, 1.5],
    [0.2, 0.1, -0.4],
  ],
};

type Formulas = { number: string; vector: string };

const wrap = (text: string) => `(${text})`;

/**
 * Random formulas over x, a vector of 3, and a number s, in the part of the grammar that derivations have too.
 *
 * A sum binds one of two indices, so that sums nest.
 */
export const formulas: fc.Arbitrary<string> = fc.letrec<Formulas>((tie) => {
  const number = tie('number').map(wrap);
  const vector = tie('vector').map(wrap);
  const leaf = fc.oneof(
    fc.constantFrom('s', 'x[1]', 'x[2]', 'x[3]', 'k', 'A[4, 2]'),
    fc.integer({ min: -20, max: 20 }).map((tenth) => (tenth < 0 ? `(${tenth / 10})` : `${tenth / 10}`)),
  );
  const smooth = fc.constantFrom('exp', 'sin', 'cos', 'tanh', 'sigmoid', 'square');
  const compound = fc.oneof(
    fc.tuple(number, fc.constantFrom('+', '-', '*'), number).map((parts) => parts.join(' ')),
    fc.tuple(number, number).map(([a, b]) => `${a} / (1.5 + sin${b})`),
    fc.tuple(smooth, number).map(([f, a]) => `${f}${a}`),
    number.map((a) => `log(1 + square${a})`),
    number.map((a) => `sqrt(0.5 + square${a})`),
    number.map((a) => `(1.5 + cos${a})^1.7`),
    fc.tuple(number, fc.integer({ min: 2, max: 5 })).map(([a, n]) => `(sin${a})^${n}`),
    fc.tuple(number, number, number).map(([a, b, c]) => `select(${a} > 0.137, ${b}, ${c})`),
    fc.tuple(fc.constantFrom('max', 'min'), number, number).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom('i', 'j'), number, vector)
      .map(([i, a, v]) => `sum(${i}, 1, k, ${a}*${v}[${i}])`),
    fc.constantFrom('i', 'j').map((i) => `sum(${i}, 2, 4, A[${i}, ${2}]*sin(x[${i} - 1]*s))`),
    fc.tuple(vector, vector).map(([a, b]) => `dot(${a}, ${b})`),
    vector.map((v) => `norm${v}^2`),
    vector.map((v) => `total(sin${v})`),
    vector.map((v) => `norm(A*${v} + A*c)`),
  );
  return {
    number: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, compound),
    vector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('x', 'c'),
      fc.tuple(number, vector).map((parts) => parts.join('*')),
      fc.tuple(vector, fc.constantFrom('+', '-', '.*'), vector).map((parts) => parts.join(' ')),
      fc.tuple(fc.constantFrom('sin', 'tanh', 'sigmoid'), vector).map((parts) => parts.join('')),
      vector.map((v) => `A'*(A*${v})`),
      vector.map((v) => `softmax${v}`),
    ),
  };
}).number;

/** Points near which the formulas above stay moderate. */
export const points = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), {
  minLength: 4,
  maxLength: 4,
});
