import { derivationsIn } from '../support/derivations';
import { mutationScore, printScore } from '../support/mutation-score';
import { codeCells, notebookPaths, readNotebook, textOf } from '../support/notebook';
import { equivalentMutants } from './equivalent-mutants';

/** How often a notebook's code begins a derivation. */
const begun = (path: string) =>
  codeCells(readNotebook(path)).reduce(
    (sum, cell) => sum + (textOf(cell.source).match(/\bderivation\(/g)?.length ?? 0),
    0,
  );

const paths = notebookPaths().filter((path) => begun(path) > 0);

describe('derivations of the course', () => {
  test('are many', () => {
    expect(paths.reduce((sum, path) => sum + begun(path), 0)).toBeGreaterThanOrEqual(60);
  });

  test.each(paths)(
    '%s: every change of a sign, factor, exponent, index, operand, bound or order is rejected',
    (path) => {
      const derivations = derivationsIn(path);
      expect(derivations.length).toBeGreaterThanOrEqual(begun(path));
      // What does not hold is shown on purpose; the lesson's own test says so.
      const holding = derivations.filter((derivation) => derivation.report().holds);
      const score = mutationScore(holding, equivalentMutants[path] ?? {});
      printScore(path, score);
      expect(score.complaints).toEqual([]);
      expect(score.total).toBeGreaterThan(8 * holding.length);
    },
    120_000,
  );

  test('the list of equivalent mutants names notebooks of the course', () => {
    expect(Object.keys(equivalentMutants).filter((path) => !paths.includes(path))).toEqual([]);
  });
});
