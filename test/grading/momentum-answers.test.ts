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

const exercise = loadExercise('2.2-momentum');
const learnerNotebook = join(root, 'notebooks/exercises/2.2-momentum.ipynb');
const table: Misconception[] = JSON.parse(readFileSync(join(exercise.folder, 'misconceptions.json'), 'utf8'));
const wrongAnswer = (name: string) =>
  readFileSync(join(exercise.folder, 'misconceptions', `${name}.ts`), 'utf8');
const folder = temporaryFolder();

/** The learner's notebook with these answers in its answer cells. */
function withAnswers(answers: Record<string, string>): NotebookJson {
  const notebook: NotebookJson = JSON.parse(readFileSync(learnerNotebook, 'utf8'));
  for (const [part, code] of Object.entries(answers)) answerCell(notebook, part).source = code;
  return notebook;
}

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // Powers of the companion matrix instead of the formula for its roots.
  slowestFactor: `
    function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
      let slowest = 0;
      for (const lambda of curvatures) {
        let [p, q, r, s] = [1 + beta - eta * lambda, -beta, 1, 0];
        let log = 0;
        for (let n = 1; n <= 45; n++) {
          const size = Math.max(...[p, q, r, s].map(Math.abs));
          [p, q, r, s] = [p / size, q / size, r / size, s / size];
          log += Math.log(size) / 2 ** (n - 1);
          [p, q, r, s] = [p * p + q * r, q * (p + s), r * (p + s), q * r + s * s];
        }
        slowest = Math.max(slowest, Math.exp(log));
      }
      return slowest;
    }`,
  // Without a velocity: from the last two points.
  rollDown: `
    function rollDown(grad: Gradient, start: Vector, eta: number, beta: number, steps: number, ahead: boolean) {
      const path = [Float64Array.from(start)];
      while (path.length <= steps) {
        const now = path[path.length - 1];
        const before = path[Math.max(0, path.length - 2)];
        const next = now.map((value, i) => value + beta * (value - before[i]));
        const g = grad(Array.from(ahead ? next : now));
        path.push(next.map((value, i) => value - eta * g[i]));
      }
      return path;
    }`,
  // By rolling a ball along the steepest direction.
  planMomentum: `
    function planMomentum(curvatures: Vector, factor: number) {
      const sorted = [...curvatures].sort((a, b) => a - b);
      const root = Math.sqrt(sorted[sorted.length - 1] / sorted[0]);
      const rate = 1 - 2 / (root + 1);
      let [e, before, steps] = [1, 1, 0];
      for (let t = 0; t < 3000; t++) {
        if (Math.abs(e) > (1 + 1e-12) / factor) steps = t + 1;
        [e, before] = [-2 * rate * e - rate * rate * before, e];
      }
      return { eta: (1 + rate) ** 2 / sorted[sorted.length - 1], beta: rate * rate, rate, steps };
    }`,
};

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
  expect(results[name]).toMatchObject({ points: 18, maxPoints: 18, passed: true });
});

test('an unanswered notebook has no points', () => {
  expect(results.stub).toMatchObject({ points: 0, maxPoints: 18, passed: false });
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
