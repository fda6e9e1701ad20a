import {
  derivation,
  InvalidInput,
  independent,
  integers,
  interval,
  matrix,
  normal,
  probabilities,
  type RelationSign,
  type Remainder,
  reals,
  refute,
  type StepReport,
  sequence,
  vector,
} from 'optlab';

const line = derivation('types', { x: reals(), n: integers(1, 9) }).start('x');

/** The compiler refuses these, and plain JavaScript, which does not ask it, gets the error. */
const mistaken = {
  // @ts-expect-error
  assumption: () => derivation('t', { x: 'real' }),
  // @ts-expect-error
  notCalled: () => derivation('t', { x: reals }),
  // @ts-expect-error
  seeds: () => derivation('t', { x: reals() }, { seeds: 2 }),
  // @ts-expect-error
  points: () => derivation('t', { x: reals() }, { points: 'many' }),
  // @ts-expect-error
  early: () => derivation('t', { x: reals() }).verify(),
  // @ts-expect-error
  noReason: () => line.step('x'),
  // @ts-expect-error
  formula: () => line.step((x: number) => x, 'a function'),
  // @ts-expect-error
  orders: () => line.step('x', 'r', { as: { x: 0 }, orders: 2 }),
  // @ts-expect-error
  remainder: () => line.step('x', 'r', { as: { x: 0 }, order: 2, remainder: 'theta' }),
  // @ts-expect-error
  as: () => line.step('-> 0', 'r', { as: 'x' }),
  // @ts-expect-error
  place: () => line.minimumAt('x', 0, 'r'),
  // @ts-expect-error
  relation: () => refute('x', '1', { x: reals() }, { relation: '!=' }),
  // @ts-expect-error
  open: () => interval(0, 1, { open: 'both' }),
  // @ts-expect-error
  ends: () => interval([0, 1]),
  // @ts-expect-error
  size: () => vector(),
  // @ts-expect-error
  columns: () => matrix('n'),
  // @ts-expect-error
  fullrank: () => matrix('n', 'd', { fullrank: true }),
  // @ts-expect-error
  nonzero: () => vector('n', { nonZero: true }),
  // @ts-expect-error
  element: () => sequence('n', reals()),
  // @ts-expect-error
  draws: () => independent('n', normal(0, 1)),
  // @ts-expect-error an assumption on a value is no distribution
  distribution: () => independent(reals(), 'n'),
  // @ts-expect-error
  option: () => probabilities('n', { strict: true }),
};

test.each(Object.entries(mistaken))('%s is refused by the compiler, and when it runs', (_, call) => {
  expect(call).toThrow(InvalidInput);
});

/** Compiles only if each is the union that the pages say, no wider and no narrower. */
const verdicts: Record<StepReport['verdict'], true> = {
  'proved symbolically': true,
  held: true,
  fitted: true,
  false: true,
  undefined: true,
  undecided: true,
};
const relations: Record<RelationSign, true> = {
  '=': true,
  '<=': true,
  '<': true,
  '>=': true,
  '>': true,
  '~': true,
  '->': true,
};
const remainders: Record<Remainder, true> = { O: true, o: true, Theta: true };

test('verdicts, relations and remainders are unions of literals, and all of them are used', () => {
  const seen = new Set<string>();
  const claim = (left: string, right: string, options = {}) =>
    derivation('t', { x: reals(), n: integers(1, 1000), y: interval(2, Infinity) })
      .start(left)
      .step(right, 'claimed', options)
      .report()
      .steps.map(({ verdict }) => seen.add(verdict));
  claim('x + x', '2*x');
  claim('exp(x)', '>= 1 + x');
  claim('x', '2*x');
  claim('x/x', '1/x');
  claim('sum(i, 1, n, 1/i^2)', '-> pi^2/6', { as: { n: Infinity } });
  claim('1/log(y)', '-> 0', { as: { y: Infinity } });
  for (const verdict of seen) expect(verdicts).toHaveProperty([verdict], true);
  expect(seen.size).toBeGreaterThanOrEqual(5);
  for (const relation of Object.keys(relations) as RelationSign[])
    expect(() =>
      refute(
        'x',
        'n',
        { x: reals(), n: reals() },
        { relation, as: relation.match(/[~-]/) ? { x: 1 } : undefined },
      ),
    ).not.toThrow(TypeError);
  for (const remainder of Object.keys(remainders) as Remainder[])
    expect(() => line.step('x', 'r', { as: { x: 0 }, order: 2, remainder })).not.toThrow();
});
