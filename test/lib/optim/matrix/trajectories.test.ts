import { deviationOf, matrixRuns, optimizerOf } from './problems';

test.each(
  matrixRuns.map((run) => [run.rule, run.problem, JSON.stringify(run.options), run.witness, run] as const),
)(
  '%s on the %s problem with %s goes where %s goes, in float64',
  (_rule, _problem, _options, _witness, run) => {
    expect(deviationOf(optimizerOf(run), run)).toBeLessThan(1e-10);
  },
);

test('every rule and wrapper has a witness', () => {
  const rules = [...new Set(matrixRuns.map(({ rule }) => rule))].sort();
  expect(rules).toEqual(['adafactor', 'lookahead', 'muon', 'sam', 'shampoo']);
});
