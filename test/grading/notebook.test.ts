import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exerciseIds, loadExercise } from '../../grading/src/exercise';
import { clearSolution } from '../../grading/src/stub';
import { answerCell, type NotebookCell, type NotebookJson, root, temporaryFolder } from './support';

const source = ({ source }: NotebookCell) => (Array.isArray(source) ? source.join('') : source);

/** A function that the learner writes, with what it is to return where there are several. */
const stub =
  /^(\/\*\* [^\n]* \*\/\n)?function \w+\([^{]*\): .*\{\n {2}\/\/ YOUR CODE HERE\n {2}throw new Error\("No answer given"\);\n\}$/;

describe.each(exerciseIds())('the exercise notebook %s', (id) => {
  const exercise = loadExercise(id);
  const notebook: NotebookJson = JSON.parse(
    readFileSync(join(root, 'notebooks/exercises', `${id}.ipynb`), 'utf8'),
  );
  const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
  const prose = notebook.cells.filter(({ cell_type }) => cell_type === 'markdown').map(source);

  test('belongs to the exercise and to the TypeScript kernel', () => {
    expect(notebook.metadata.optlab).toEqual({ exercise: id });
    expect(notebook.metadata.kernelspec).toEqual({
      name: 'optlab',
      display_name: 'TypeScript (optlab)',
      language: 'typescript',
    });
    expect(notebook.metadata.language_info).toMatchObject({ name: 'typescript', file_extension: '.ts' });
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
  });

  test('has at least three exercises whose answer cells hold only the stub', () => {
    expect(exercise.parts.length).toBeGreaterThanOrEqual(3);
    for (const part of exercise.parts) {
      const answer = source(answerCell(notebook, part.id));
      expect(answer).toBe(clearSolution(exercise.solutions[part.id]));
      const functions = answer.split('\n\n');
      const given = functions.filter((each) => /leave it as it is\. \*\/\n/.test(each));
      const open = functions.filter((each) => !given.includes(each));
      expect(open.length).toBeGreaterThan(0);
      for (const each of open) expect(each).toMatch(stub);
    }
  });

  test('has exactly the answer cells of its exercise, in the form that nbgrader 0.9 writes', () => {
    const marked = code.filter(({ metadata }) => metadata.nbgrader?.solution);
    expect(marked.map(({ metadata }) => metadata.nbgrader)).toEqual(
      exercise.parts.map((part) => ({
        schema_version: 3,
        solution: true,
        grade: false,
        locked: false,
        task: false,
        grade_id: part.id,
        cell_type: 'code',
      })),
    );
    const ids = notebook.cells.flatMap(({ metadata }) => metadata.nbgrader?.grade_id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives the learner the same declarations that the grader gives', () => {
    expect(code.map(source)).toContain(exercise.prelude.trimEnd());
  });

  test('stores no outputs and names every cell once', () => {
    for (const cell of code) expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
    const ids = notebook.cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cellId of ids) expect(cellId).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
  });

  test('displays no equation that was not verified', () => {
    for (const text of prose) expect(text).not.toMatch(/\$\$|\\\[|\\begin\{/);
  });

  test('states the points that the grader gives, and a hint and a self-check for every exercise', () => {
    const headings = prose.flatMap((text) => [...text.matchAll(/^## (\d+\. .*) \((\d+) points\)$/gm)]);
    expect(headings.map(([, title, points]) => [title, Number(points)])).toEqual(
      exercise.parts.map(({ title, checks }) => [title, checks.reduce((sum, { points }) => sum + points, 0)]),
    );
    const total = exercise.parts.flatMap(({ checks }) => checks).reduce((sum, { points }) => sum + points, 0);
    expect(prose[0]).toContain(`${total} points`);
    const texts = notebook.cells.map(source);
    for (const part of exercise.parts) {
      const at = notebook.cells.indexOf(answerCell(notebook, part.id));
      const before = notebook.cells.slice(0, at).findLastIndex(({ cell_type }) => cell_type === 'markdown');
      expect(texts[before]).toMatch(/<details><summary>Hint 1/);
      const names = [...texts[at].matchAll(/^function (\w+)/gm)].map(([, name]) => name);
      expect(names).toContain(part.id);
      expect(texts[at + 1]).toMatch(new RegExp(`selfCheck[^]*\\b(${names.join('|')})\\(`));
    }
  });
});

describe.each(exerciseIds())('the folder of %s', (id) => {
  const exercise = loadExercise(id);
  const stems = (folder: string) => readdirSync(folder).map((file) => basename(file, '.ts'));

  test('has checks and a solution for each part, and points above zero for each check', () => {
    for (const part of exercise.parts) {
      const tests = readFileSync(join(exercise.folder, `${part.id}.test.ts`), 'utf8');
      const titles = [...tests.matchAll(/^test\('(.*)', async/gm)].map(([, title]) => title);
      expect(titles).toEqual(part.checks.map(({ name }) => name));
      for (const { points } of part.checks) expect(points).toBeGreaterThan(0);
    }
    expect(stems(join(exercise.folder, 'solution')).sort()).toEqual(
      exercise.parts.map((part) => part.id).sort(),
    );
  });

  test('lists every wrong answer', () => {
    const table = JSON.parse(readFileSync(join(exercise.folder, 'misconceptions.json'), 'utf8'));
    const names = table.map(({ name }: { name: string }) => name);
    expect(stems(join(exercise.folder, 'misconceptions')).sort()).toEqual(names.sort());
  });

  const folder = temporaryFolder();

  test('has solutions and wrong answers that pass the strict type check with the given code', () => {
    for (const kind of ['solution', 'misconceptions']) {
      for (const name of stems(join(exercise.folder, kind))) {
        const answer = readFileSync(join(exercise.folder, kind, `${name}.ts`), 'utf8');
        writeFileSync(
          join(folder.path, `${kind}-${name}.ts`),
          `${exercise.prelude}\n${answer}\nexport {};\n`,
        );
      }
    }
    const config = join(folder.path, 'tsconfig.json');
    const compilerOptions = { strict: true, noEmit: true, target: 'ES2022', lib: ['ES2023'], types: [] };
    writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', config], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
