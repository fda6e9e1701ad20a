import { type Assumptions, type Derivation, derivation } from 'optlab';
import { mutationScore, printScore } from '../../../support/mutation-score';
import { gallery } from './index';

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const centered = 'a sum that is zero, times whatever does not depend on the index';
const zero = 'the code of zero less the zero point is zero, times whatever';
const clamped = 'what is clamped already is inside';
const even = 'only the square is used';
const signOnly = 'the sign does not see a positive factor';

/** Changes that leave a true statement, each with the reason. */
const equivalent: Readonly<Record<string, string>> = {
  'half of a normal signal passes a rectifier: start: sign of z in z':
    'a normal variable around zero is symmetric',
  'the slope of the Huber loss is clipped: start: sign of x in x': even,
  "a weight's length has no gradient under normalization: start: norm -> norm1 in norm(w)":
    'no norm sees the length of a direction',
  'normalization leaves no mean: start: / -> * in (x[i] - m) / s': centered,
  'normalization leaves no mean: start: divisor s dropped in (x[i] - m) / s': centered,
  'normalization leaves no mean: start: operands of - exchanged in (x[i] - m)': centered,
  'normalization leaves no mean: start: sign of s in s': centered,
  'normalization leaves no mean: start: factor 2 on s in s': centered,
  'the derivative of the geometric series: start: lower bound - 1 in sum(i, 1, n, i * q ^ (i - 1))':
    'the term of i = 0 is zero',
  'zero has a code of its own: start: factor s dropped in s * ((round(0 / s) + z) - z)': zero,
  'zero has a code of its own: start: sign of s in s': zero,
  'zero has a code of its own: start: factor 2 on s in s': zero,
  'zero has a code of its own: start: operand s -> x in s': zero,
  'zero has a code of its own: start: operands of - exchanged in ((round(0 / s) + z) - z)': zero,
  'zero has a code of its own: start: term round(0 / s) dropped in (round(0 / s) + z)': zero,
  'zero has a code of its own: start: round -> floor in round(0 / s)': 'zero is whole',
  'clamping twice is clamping once: start: -c dropped from max in max(-c, min(max(-c, min(x, c)), c))':
    clamped,
  'clamping twice is clamping once: start: factor 2 on c in c': clamped,
  'clamping twice is clamping once: start: c dropped from min in min(max(-c, min(x, c)), c)': clamped,
  'clamping twice is clamping once: start: -c dropped from max in max(-c, min(x, c))': clamped,
  'clamping twice is clamping once: start: factor 2 on c in c, occurrence 2': clamped,
  'clamping twice is clamping once: start: c dropped from min in min(x, c)': clamped,
  'clamping twice is clamping once: start: factor 2 on c in c, occurrence 3': clamped,
  'clamping twice is clamping once: start: operand c -> x in c, occurrence 3': clamped,
  'clamping twice is clamping once: start: factor 2 on c in c, occurrence 4': clamped,
  'clamping twice is clamping once: start: operand c -> x in c, occurrence 4': clamped,
  'a mask applied twice is a mask: start: factor m dropped in m * (m * w)': 'that is what is claimed',
  'a mask applied twice is a mask: start: factor m dropped in (m * w)': 'that is what is claimed',
  "Adam's first step is the learning rate: step 1: factor 2 on g in g": signOnly,
  'the cosine schedule halves angles: start: sign of t in t': 'the cosine is even',
  'the cosine schedule halves angles: step 1: sign of t in t': 'the cosine is even',
  'the cosine schedule spends half of the budget: start: upper bound - 1 in sum(i, 0, n, (1 + cos(pi * i / n)) / 2)':
    'the last term is zero',
  'the cosine schedule spends half of the budget: start: + -> - in (1 + cos(pi * i / n))':
    'the cosines sum to zero',
  'the cosine schedule spends half of the budget: start: term cos(pi * i / n) dropped in (1 + cos(pi * i / n))':
    'the cosines sum to zero',
};

describe.each(Object.entries(gallery))('%s', (theme, { identities }) => {
  test('every change of an equality is rejected', () => {
    const derivations = Object.entries(identities).flatMap(
      ([title, { claim, assumptions }]): Derivation[] => {
        const [left, relation, right] = claim;
        if (relation !== '=') return [];
        return [
          derivation(title, assumptions, { symbols: symbolsOf(assumptions) })
            .start(left)
            .step(right, title),
        ];
      },
    );
    const own = Object.entries(equivalent).filter(([label]) =>
      Object.keys(identities).some((title) => label.startsWith(`${title}: `)),
    );
    const score = mutationScore(derivations, Object.fromEntries(own));
    printScore(theme, score);
    expect(score.complaints).toEqual([]);
  }, 120_000);
});
