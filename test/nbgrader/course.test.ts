import { rmSync } from 'node:fs';
import { ensureBuilt } from '../kernel/support/build';
import { needs } from '../support/prerequisite';
import { assignment } from './assignment';
import { Course, type Grade, sourceOf } from './nbgrader';

const right = {
  mean: `const mean = (xs: number[]): number => {
  if (xs.length === 0) throw new RangeError('nothing to average');
  let sum = 0;
  for (const x of xs) sum += x;
  return sum / xs.length;
};`,
  variance: `async function variance(xs: number[]) {
  const m = mean(xs);
  return xs.reduce((sum, x) => sum + (x - m) ** 2, 0) / xs.length;
}`,
  sketch: 'mean([1, 2])',
  explanation: 'It averages squared distances.',
};

/** The right mean, but first something else. */
const meanBut = (first: string) => right.mean.replace('let sum', `${first}; let sum`);

/** What is handed in, and the points of test-mean (of 2), test-mean-of-nothing (of 1) and test-variance (of 4). */
const students: Record<string, [answers: Record<string, string>, points: [number, number, number]]> = {
  'all right': [right, [2, 1, 4]],
  'all wrong': [
    { mean: 'const mean = (xs: number[]) => xs.length;', variance: 'const variance = async () => -1;' },
    [0, 0, 0],
  ],
  'left empty': [{}, [0, 0, 0]],
  'partly right': [
    {
      mean: 'const mean = (xs: number[]) => xs[1];',
      variance: 'const variance = async (xs: number[]) => 0 * xs.length;',
    },
    [0, 0, 1],
  ],
  'a type error': [{ ...right, mean: 'const mean = (xs: number[]): number => "two";' }, [0, 0, 0]],
  'a syntax error': [{ ...right, variance: 'const variance = async (xs: number[]) => {' }, [2, 1, 0]],
  'unchecked types': [
    { ...right, mean: `// @ts-nocheck\n${right.mean.replace('let sum', 'let sum: string')}` },
    [2, 1, 4],
  ],
  'an endless call, an endless cell': [
    {
      mean: meanBut('while (xs.length === 3)'),
      variance: 'while (true) {}\nconst variance = async () => 1;',
    },
    [0, 1, 0],
  ],
  'an endless promise': [
    { ...right, variance: 'const variance = (xs: number[]) => new Promise<number>(() => {});' },
    [2, 1, 0],
  ],
  'process.exit in a call and in a cell': [
    { mean: meanBut('if (xs.length === 3) process.exit(0)'), variance: 'process.exit(0);' },
    [0, 1, 0],
  ],
  'writes to standard error': [
    // Nothing is summed for the mean of nothing; the test of the variance calls the mean.
    { ...right, mean: meanBut('console.error("summing")') },
    [0, 1, 0],
  ],
  'noise beside the tests': [
    {
      ...right,
      mean: `console.warn("here");
setTimeout(() => { throw new Error("late"); }, 1);
Promise.reject(new Error("lost"));
${meanBut('for (let i = 0; i < 2000; i++) console.log(i)')}`,
    },
    [2, 1, 4],
  ],
  'edited tests': [{ mean: 'const mean = () => 0;', 'test-mean': '', 'test-variance': '4' }, [0, 0, 0]],
};

const names = Object.keys(students);
const idOf = (name: string) => `${name.includes('endless') ? 'endless' : 'student'}-${names.indexOf(name)}`;

needs(
  'venv',
  'kernelspec',
  'nbgrader',
)('a course that is graded with nbgrader', () => {
  let course: Course;
  let grades: Record<string, Record<string, Grade>>;

  beforeAll(() => {
    ensureBuilt();
    course = new Course(assignment);
    course.nbgrader('generate_assignment', 'stats', '--create');
    for (const name of names) course.submit(idOf(name), students[name][0]);
    course.nbgrader('autograde', 'stats', '--student=student-*');
    // Only who never ends is waited for in vain; on a busy machine the others' cells may take as long.
    course.nbgrader('autograde', 'stats', '--student=endless-*', '--Execute.timeout=5');
    course.nbgrader('generate_feedback', 'stats');
    grades = course.grades();
  }, 300_000);

  afterAll(() => rmSync(course.folder, { recursive: true, force: true }));

  test('learners get stubs and none of the solutions or hidden tests', () => {
    const released = course.released();
    const stub = '// YOUR CODE HERE\n  throw new Error("No answer given");';
    expect(sourceOf(released, 'mean')).toBe(`function mean(xs: number[]): number {\n  ${stub}\n}`);
    expect(sourceOf(released, 'test-mean')).toBe('assert.equal(mean([1, 2, 3]), 2);');
    expect(sourceOf(released, 'explanation')).toBe('YOUR ANSWER HERE');
    expect(JSON.stringify(released)).not.toMatch(/BEGIN|RangeError|5\.5|reduce/);
  });

  test.each(names)('%s', (name) => {
    const [mean, nothing, variance] = students[name][1];
    expect(grades[idOf(name)]).toMatchObject({
      'test-mean': { auto: mean, max: 2, manual: false },
      'test-mean-of-nothing': { auto: nothing, max: 1, manual: false },
      'test-variance': { auto: variance, max: 4, manual: false },
    });
  });

  test('what a teacher has to grade waits for the teacher, and what was left as it is gets nothing', () => {
    expect(grades[idOf('all right')]).toMatchObject({
      sketch: { auto: null, max: 5, manual: true },
      explanation: { auto: null, max: 8, manual: true },
    });
    expect(grades[idOf('left empty')]).toMatchObject({ sketch: { auto: 0 }, explanation: { auto: 0 } });
  });

  test('an answer that a learner got wrong is explained in the feedback', () => {
    const feedback = (name: string) => course.feedback(idOf(name));
    expect(feedback('a type error')).toContain(
      "error TS2322: Type 'string' is not assignable to type 'number'.",
    );
    expect(feedback('left empty')).toContain('No answer given');
    expect(feedback('an endless call, an endless cell')).toContain('KeyboardInterrupt');
    expect(feedback('process.exit in a call and in a cell')).toContain('process.exit');
  });

  test("nbgrader's own check tells a learner which tests fail", () => {
    expect(course.validate(course.answered(right))).toContain('Success!');
    const failed = course.validate(
      course.answered({ ...right, mean: 'const mean = (xs: number[]) => 0 * xs.length;' }),
    );
    expect(failed).toContain('VALIDATION FAILED ON 2 CELL(S)');
    expect(failed).toContain('Partial credit');
    expect(failed).toMatch(/assert\.equal\(mean\(\[1, 2, 3\]\), 2\)/);
  }, 60_000);
});
