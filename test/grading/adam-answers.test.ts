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

const exercise = loadExercise('2.4-adam');
const learnerNotebook = join(root, 'notebooks/exercises/2.4-adam.ipynb');
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
  correctedAverage: `
    function correctedAverage(gradients: Vector, beta: number): Vector {
      const out: Vector = [];
      let sum = 0, weight = 0;
      for (const g of gradients) {
        sum = beta * sum + g;
        weight = beta * weight + 1;
        out.push(sum / weight);
      }
      return out;
    }`,
  adamwPath: `
    function adamwPath(grad: Gradient, start: Vector, eta: number, lambda: number, steps: number): Vector[] {
      let theta = start.slice();
      const path = [theta.slice()];
      const m = new Float64Array(start.length), v = new Float64Array(start.length);
      let [c1, c2] = [1, 1];
      while (path.length <= steps) {
        c1 *= 0.9;
        c2 *= 0.999;
        const g = grad(theta.slice());
        theta = theta.map((p, j) => {
          m[j] += 0.1 * (g[j] - m[j]);
          v[j] += 0.001 * (g[j] * g[j] - v[j]);
          return p * (1 - eta * lambda) - (eta / (1 - c1)) * m[j] / (Math.sqrt(v[j] / (1 - c2)) + 1e-8);
        });
        path.push(theta.slice());
      }
      return path;
    }`,
  worstGradients: `
    function worstGradients(b1: number, b2: number, t: number): Vector {
      const worst: Vector = [-1000];
      while (worst.length < t) worst.unshift(worst[0] * b1 / b2);
      return worst;
    }`,
  memoryNeeded: `
    function memoryNeeded(C: number): number {
      const round = (b2: number): number => {
        const v = (C ** 2 + b2 + b2 ** 2) / (1 + b2 + b2 ** 2);
        const v2 = b2 * v + 1 - b2;
        const v3 = b2 * v2 + 1 - b2;
        return 1 / Math.sqrt(v2) + 1 / Math.sqrt(v3) - C / Math.sqrt(v);
      };
      let step = 0.5, b2 = 0.5;
      while (step > 1e-12) {
        step /= 2;
        b2 += round(b2) > 0 ? step : -step;
      }
      return b2;
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
  expect(results[name]).toMatchObject({ points: 20, maxPoints: 20, passed: true });
});

test('an unanswered notebook has no points', () => {
  expect(results.stub).toMatchObject({ points: 0, maxPoints: 20, passed: false });
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
