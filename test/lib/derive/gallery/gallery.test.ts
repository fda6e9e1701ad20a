import { type Assumptions, derivation, refute } from 'optlab';
import type { Claim, Outside } from './entry';
import { gallery } from './index';
import { distance, outsideValue, type Values } from './outside';
import { pointsOf, valuesOf } from './points';

/** Names that print alike, such as b and beta, are told apart here by themselves. */
const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

/** Whether a relation holds between the sides as mathjs computes them, up to the error of its differences. */
function holdsOutside([left, relation, right]: Claim, values: Values, outside?: Outside): boolean {
  const [a, b] =
    outside?.(values as Record<string, number>) ?? [left, right].map((side) => outsideValue(side, values));
  if (relation === '<') return (a as number) < (b as number);
  if (relation === '>') return (a as number) > (b as number);
  if (distance(a, b) < 1e-6) return true;
  return relation === '<='
    ? (a as number) < (b as number)
    : relation === '>=' && (a as number) > (b as number);
}

/** The values that the tool chose: those of names that are no abbreviation. */
const chosen = (values: object, assumptions: Assumptions) =>
  Object.entries(values)
    .filter(([name]) => assumptions[name]?.definition === undefined && !assumptions[name]?.random)
    .map(([, value]) => value);

describe.each(Object.entries(gallery))('%s', (_, { identities, slips }) => {
  test.each(Object.entries(identities))('%s', (title, { claim, assumptions, verdict, outside }) => {
    const [left, relation, right] = claim;
    const [report] = derivation(title, assumptions, { symbols: symbolsOf(assumptions) })
      .start(left)
      .step(`${relation} ${right}`, title)
      .report().steps;
    const enough = verdict === 'proved' ? ['proved symbolically'] : ['held', 'proved symbolically'];
    expect([report.summary, enough.includes(report.verdict)]).toEqual([report.summary, true]);
    expect(report.points).toBeGreaterThanOrEqual(20);
    for (const values of pointsOf(assumptions, 12, 5))
      expect([values, holdsOutside(claim, values, outside)]).toEqual([values, true]);
  });

  test.each(Object.entries(slips))('wrong: %s', (_title, { claim, assumptions, refuted, outside }) => {
    const [left, relation, right] = claim;
    const found = refute(left, right, assumptions, { relation });
    expect(found?.text).toBe(refuted);
    expect(JSON.stringify(chosen(found?.values ?? {}, assumptions))).not.toMatch(/\d\.?\d{3}|\.\d{3}|e/);
    const values = valuesOf(found?.values ?? {}, assumptions);
    expect(holdsOutside(claim, values, outside)).toBe(false);
  });
});

test('the gallery is as large as it claims', () => {
  const themes = Object.values(gallery);
  const count = (of: (theme: (typeof themes)[number]) => object) =>
    themes.reduce((sum, theme) => sum + Object.keys(of(theme)).length, 0);
  expect(count(({ identities }) => identities)).toBeGreaterThanOrEqual(90);
  expect(count(({ slips }) => slips)).toBeGreaterThanOrEqual(60);
});
