import type { Cell, Notebook } from '../support/notebook';

/** nbgrader's marks of a cell; what is left out is false. */
interface Marks {
  grade?: boolean;
  solution?: boolean;
  locked?: boolean;
  points?: number;
}

const cell = (id: string, type: Cell['cell_type'], source: string, marks?: Marks): Cell => ({
  id,
  cell_type: type,
  source,
  metadata: marks
    ? {
        nbgrader: {
          schema_version: 3,
          grade_id: id,
          grade: false,
          solution: false,
          locked: false,
          task: false,
          ...marks,
        },
      }
    : {},
  ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
});

const answer = (id: string, source: string) => cell(id, 'code', source, { solution: true });
const tests = (id: string, points: number, source: string) =>
  cell(id, 'code', source, { grade: true, locked: true, points });

/** What a teacher writes: answers in full, hidden tests, partial credit, and two cells to be graded by hand. */
export const assignment: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: 'optlab', display_name: 'TypeScript (optlab)', language: 'typescript' },
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'application/typescript' },
  },
  cells: [
    cell('title', 'markdown', '# Mean and variance'),
    cell('prelude', 'code', "import assert from 'node:assert/strict';", { locked: true }),
    answer(
      'mean',
      `function mean(xs: number[]): number {
  // ### BEGIN SOLUTION
  if (xs.length === 0) throw new RangeError('no numbers');
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
  // ### END SOLUTION
}`,
    ),
    tests(
      'test-mean',
      2,
      `assert.equal(mean([1, 2, 3]), 2);
// ### BEGIN HIDDEN TESTS
assert.equal(mean([5, 6]), 5.5);
// ### END HIDDEN TESTS`,
    ),
    tests(
      'test-mean-of-nothing',
      1,
      `// ### BEGIN HIDDEN TESTS
assert.throws(() => mean([]), RangeError);
// ### END HIDDEN TESTS`,
    ),
    answer(
      'variance',
      `const variance = async (xs: number[]): Promise<number> => {
  // ### BEGIN SOLUTION
  const center = mean(xs);
  return mean(xs.map((x) => (x - center) ** 2));
  // ### END SOLUTION
};`,
    ),
    tests(
      'test-variance',
      4,
      `let points = 4;
if ((await variance([3])) !== 0) points -= 1;
// ### BEGIN HIDDEN TESTS
if ((await variance([1, 3])) !== 1) points -= 3;
// ### END HIDDEN TESTS
points`,
    ),
    cell('sketch', 'code', '// ### BEGIN SOLUTION\nmean([1, 2])\n// ### END SOLUTION', {
      grade: true,
      solution: true,
      points: 5,
    }),
    cell('explanation', 'markdown', 'The variance is a mean of squares.', {
      grade: true,
      solution: true,
      points: 8,
    }),
  ],
};
