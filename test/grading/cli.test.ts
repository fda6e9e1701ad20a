import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import {
  answerCell,
  exerciseFolder,
  grade,
  learnerNotebook,
  type NotebookJson,
  partIds,
  readLearnerNotebook,
  referenceSolution,
  referenceSolutions,
  root,
  temporaryFolder,
  withAnswers,
} from './support';

const folder = temporaryFolder();
const solved = () => folder.write('solved.ipynb', withAnswers(referenceSolutions()));

describe('the command npm run grade', () => {
  test('gives an unanswered notebook no points and ends with 1', () => {
    const { status, stdout, stderr } = grade([learnerNotebook]);
    expect(stdout).toMatch(/^Total +0 \/ 20$/m);
    expect(stdout.match(/No answer given\./g)).toHaveLength(partIds.length);
    expect(stdout).not.toContain('✓');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });

  test('gives the reference solution all points and ends with 0', () => {
    const json = join(folder.path, 'result.json');
    const { status, stdout, stderr } = grade([solved(), '--json', json]);
    expect(stdout).toMatch(/^Total +20 \/ 20$/m);
    expect(stdout).not.toContain('✗');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(readFileSync(json, 'utf8')).passed).toBe(true);
  });

  test('gives part of the points for part of the answers, explains the rest, and ends with 1', () => {
    const wrong = readFileSync(join(exerciseFolder, 'misconceptions/sign-error.ts'), 'utf8');
    const notebook = withAnswers({ ridgeGradient: wrong, descend: referenceSolution('descend') });
    const { status, stdout } = grade([folder.write('partial.ipynb', notebook)]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Total +5 \/ 20$/m);
    expect(stdout).toMatch(/✗ gives the numbers computed by hand.*0 \/ 1\n +For X = \[\[1\], \[2\], \[4\]\]/);
    expect(stdout).toMatch(/Every number has the wrong sign/);
  });

  test('with --quiet prints nothing, and the exit code tells', () => {
    const { status, stdout, stderr } = grade([learnerNotebook, '--quiet']);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: '' });
  });

  test('takes paths from the folder of the caller, although npm runs it in the root', () => {
    const name = basename(solved());
    const env = { npm_lifecycle_event: 'grade', INIT_CWD: folder.path };
    expect(grade([name, '--json', 'beside.json', '--quiet'], { env }).status).toBe(0);
    expect(existsSync(join(folder.path, 'beside.json'))).toBe(true);
    const fromRoot = relative(root, learnerNotebook);
    expect(grade([fromRoot, '--quiet'], { env })).toMatchObject({ status: 1, stderr: '' });
  });

  test('tells how it is used when asked', () => {
    const { status, stdout } = grade(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('npm run grade -- NOTEBOOK');
  });
});

describe('the JSON result', () => {
  test('has each check with its points, its duration and its explanation', () => {
    const json = join(folder.path, 'partial.json');
    const wrong = readFileSync(join(exerciseFolder, 'misconceptions/rounded-down.ts'), 'utf8');
    const notebook = folder.write('rounded.ipynb', withAnswers({ planDescent: wrong }));
    expect(grade([notebook, '--json', json, '--quiet']).status).toBe(1);
    const result = JSON.parse(readFileSync(json, 'utf8'));

    expect(result).toEqual({
      grader: { name: 'optlab-grading', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      notebook,
      exercise: '1.2-gradient-descent',
      title: expect.any(String),
      points: 3,
      maxPoints: 20,
      passed: false,
      durationMs: expect.any(Number),
      parts: partIds.map((id) => ({
        id,
        title: expect.any(String),
        cell: expect.any(Number),
        answered: id === 'planDescent',
        points: id === 'planDescent' ? 3 : 0,
        maxPoints: expect.any(Number),
        durationMs: expect.any(Number),
        checks: expect.any(Array),
      })),
    });
    for (const part of result.parts) {
      expect(readLearnerNotebook().cells[part.cell - 1].metadata.nbgrader?.grade_id).toBe(part.id);
      for (const check of part.checks) {
        expect(check).toEqual({
          name: expect.any(String),
          points: check.passed ? check.maxPoints : 0,
          maxPoints: expect.any(Number),
          passed: expect.any(Boolean),
          durationMs: expect.any(Number),
          message: check.passed ? null : expect.stringMatching(/\./),
        });
      }
      expect(sum(part.checks, 'points')).toBe(part.points);
      expect(sum(part.checks, 'maxPoints')).toBe(part.maxPoints);
    }
    expect(sum(result.parts, 'maxPoints')).toBe(20);
  });

  test('that cannot be written is said in one sentence', () => {
    const { status, stderr } = grade([
      learnerNotebook,
      '--json',
      join(folder.path, 'no', 'such', 'folder.json'),
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^The result cannot be written to .*\n$/);
  });

  test('is not touched where the notebook cannot be graded', () => {
    const json = join(folder.path, 'untouched.json');
    expect(grade([join(folder.path, 'none.ipynb'), '--json', json]).status).toBe(2);
    expect(existsSync(json)).toBe(false);
  });
});

describe('what cannot be graded ends with 2 and one sentence', () => {
  function changed(change: (notebook: NotebookJson) => unknown): NotebookJson {
    const notebook = readLearnerNotebook();
    change(notebook);
    return notebook;
  }
  const text = () => readFileSync(learnerNotebook, 'utf8');
  const cases: [string, () => NotebookJson | string, RegExp][] = [
    ['an empty file', () => '', /its text is not JSON/],
    ['half a file', () => text().slice(0, 3000), /its text is not JSON/],
    ['JSON that is a list', () => '[]', /is not a Jupyter notebook/],
    ['JSON that is null', () => 'null', /is not a Jupyter notebook/],
    ['JSON of something else', () => '{"name":"optlab"}', /is not a Jupyter notebook/],
    [
      'an old notebook',
      () => '{"nbformat":3,"worksheets":[]}',
      /has nbformat 3, the grader reads nbformat 4/,
    ],
    ['a notebook of the future', () => changed((n) => Object.assign(n, { nbformat: 5 })), /has nbformat 5/],
    [
      'a cell without source',
      () => changed((n) => delete (n.cells[3] as { source?: unknown }).source),
      /damaged: cell 4/,
    ],
    ['a cell that is null', () => changed((n) => n.cells.splice(0, 1, null as never)), /damaged: cell 1/],
    ['a lesson', () => changed((n) => delete n.metadata.optlab), /is not an exercise notebook/],
    [
      'an exercise that is a number',
      () => changed((n) => Object.assign(n.metadata, { optlab: { exercise: 12 } })),
      /is not an exercise notebook/,
    ],
    [
      'an unknown exercise',
      () => changed((n) => Object.assign(n.metadata, { optlab: { exercise: '9.9-magic' } })),
      /no exercise "9\.9-magic"; this grader knows (\S+, )*1\.2-gradient-descent, /,
    ],
    [
      'an exercise that is a path',
      () =>
        changed((n) =>
          Object.assign(n.metadata, { optlab: { exercise: '../exercises/1.2-gradient-descent' } }),
        ),
      /There is no exercise/,
    ],
    [
      'a missing answer cell',
      () => changed((n) => n.cells.splice(n.cells.indexOf(answerCell(n, 'descend')), 1)),
      /has no answer cell "descend"/,
    ],
    [
      'an answer cell that lost its metadata',
      () => changed((n) => Object.assign(answerCell(n, 'planDescent'), { metadata: {} })),
      /has no answer cell "planDescent"/,
    ],
    [
      'an answer cell that was copied',
      () => changed((n) => n.cells.push(answerCell(n, 'descend'))),
      /has the answer cell "descend" 2 times \(cells \d+, \d+\)/,
    ],
    [
      'an answer cell turned into text',
      () => changed((n) => Object.assign(answerCell(n, 'descend'), { cell_type: 'markdown' })),
      /"descend" \(cell \d+\) is not a code cell/,
    ],
  ];

  test.each(cases)('%s', (name, content, message) => {
    const { status, stdout, stderr } = grade([folder.write(`${name}.ipynb`, content())]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.each([
    ['no notebook', [], /Name one notebook; 0 were given/],
    ['two notebooks', ['a.ipynb', 'b.ipynb'], /Name one notebook; 2 were given/],
    ['an unknown option', ['a.ipynb', '--points', '20'], /--points/],
    ['an option without its value', ['a.ipynb', '--json'], /--json/],
  ])('%s', (_, args, message) => {
    const { status, stderr } = grade(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Usage: npm run grade');
  });

  test('a file that does not exist, and a folder', () => {
    const missing = relative(root, join(folder.path, 'none.ipynb'));
    expect(grade([missing])).toMatchObject({ status: 2, stderr: `There is no file ${missing}.\n` });
    expect(grade([folder.path]).stderr).toBe(`${folder.path} is a folder, not a notebook.\n`);
  });

  test('a notebook with a byte-order mark is read all the same', () => {
    writeFileSync(join(folder.path, 'bom.ipynb'), `\uFEFF${text()}`);
    expect(grade([join(folder.path, 'bom.ipynb')]).status).toBe(1);
  });
});

function sum<Key extends string>(items: Record<Key, number>[], key: Key): number {
  return items.reduce((total, item) => total + item[key], 0);
}
