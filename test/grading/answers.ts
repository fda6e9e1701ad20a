import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadExercise } from '../../grading/src/exercise';
import { gradeNotebooks } from '../../grading/src/grade';
import type { GradeResult } from '../../grading/src/result';
import { answerCell, type NotebookJson, root, temporaryFolder } from './support';

interface Misconception {
  name: string;
  part: string;
  misconception: string;
  fails: string[];
  says: string;
}

/**
 * Tests that a lesson's exercises give full points to the reference solution and to `otherwise`, right answers of
 * another kind by part, and that each known wrong answer fails just what it must.
 */
export function testAnswers(lesson: string, otherwise: Record<string, string>, points: number): void {
  const exercise = loadExercise(lesson);
  const learnerNotebook = join(root, `notebooks/exercises/${lesson}.ipynb`);
  const table: Misconception[] = JSON.parse(
    readFileSync(join(exercise.folder, 'misconceptions.json'), 'utf8'),
  );
  const wrongAnswer = (name: string) =>
    readFileSync(join(exercise.folder, 'misconceptions', `${name}.ts`), 'utf8');
  const folder = temporaryFolder();

  /** The learner's notebook with these answers in its answer cells. */
  function withAnswers(answers: Record<string, string>): NotebookJson {
    const notebook: NotebookJson = JSON.parse(readFileSync(learnerNotebook, 'utf8'));
    for (const [part, code] of Object.entries(answers)) answerCell(notebook, part).source = code;
    return notebook;
  }

  const names = ['solution', 'otherwise', 'stub', ...table.map(({ name }) => name)];
  let results: Record<string, GradeResult>;

  beforeAll(async () => {
    const notebooks = [
      withAnswers(exercise.solutions),
      withAnswers(otherwise),
      withAnswers({}),
      ...table.map(({ name, part }) => withAnswers({ [part]: wrongAnswer(name) })),
    ];
    const paths = notebooks.map((notebook, i) => folder.write(`${names[i]}.ipynb`, notebook));
    const graded = await gradeNotebooks(paths);
    results = Object.fromEntries(graded.map((result, i) => [names[i], result]));
  }, 180_000);

  const failedChecks = (name: string, part?: string) =>
    results[name].parts
      .filter(({ id }) => part === undefined || id === part)
      .flatMap(({ checks }) => checks)
      .filter(({ passed }) => !passed);

  test.each(['solution', 'otherwise'])('right answers have full points: %s', (name) => {
    expect(failedChecks(name)).toEqual([]);
    expect(results[name]).toMatchObject({ points, maxPoints: points, passed: true });
  });

  test('an unanswered notebook has no points', () => {
    expect(results.stub).toMatchObject({ points: 0, maxPoints: points, passed: false });
  });

  test('every exercise has wrong answers of at least five kinds', () => {
    for (const { id } of exercise.parts) {
      expect(table.filter(({ part }) => part === id).length).toBeGreaterThanOrEqual(5);
    }
  });

  test.each(table)(
    'the wrong answer $name fails what it must, and is told why',
    ({ name, part, fails, says }) => {
      const failed = failedChecks(name, part);
      expect(failed.map((check) => check.name)).toEqual(fails);
      expect(failed.map(({ message }) => message).join('\n')).toContain(says);
    },
  );
}
