import type { CheckEvent } from '../../grading/src/reporter';
import { score } from '../../grading/src/score';
import { clearSolution, isUnanswered } from '../../grading/src/stub';
import { readSubmission } from '../../grading/src/submission';
import { answerCell, referenceSolution, referenceSolutions, temporaryFolder, withAnswers } from './support';

const folder = temporaryFolder();
const submission = () => readSubmission(folder.write('solved.ipynb', withAnswers(referenceSolutions())), 0);

function event(name: string, changes: Partial<CheckEvent> = {}): CheckEvent {
  const passed = {
    type: 'check',
    submission: '0',
    part: 'descend',
    name,
    passed: true,
    durationMs: 5,
    message: null,
  };
  return { ...passed, ...changes } as CheckEvent;
}

function descendPoints(events: CheckEvent[], timedOut = false) {
  const [, descend] = score(submission(), { events, timedOut, output: '' }, 10).parts;
  return { points: descend.points, messages: descend.checks.map(({ message }) => message) };
}

describe('the score', () => {
  const kept = 'keeps every point of the path';

  test('counts a check that jest reported once, as passed', () => {
    expect(descendPoints([event(kept)]).points).toBe(2);
  });

  test('counts no check that failed, was reported twice, or belongs to another answer or notebook', () => {
    expect(descendPoints([event(kept, { passed: false, message: 'No.' })]).points).toBe(0);
    expect(descendPoints([event(kept), event(kept)]).points).toBe(0);
    expect(descendPoints([event(kept, { part: 'planDescent', submission: '1' })]).points).toBe(0);
    expect(descendPoints([event(kept, { submission: '1' })]).points).toBe(0);
  });

  test('says why a check did not run', () => {
    expect(descendPoints([]).messages[0]).toBe('Not run: the checks broke off before this one.');
    expect(descendPoints([], true).messages[0]).toBe('Not run: the time for the whole notebook was over.');
  });

  test('says where an answer stands that was written beside its cell', () => {
    const notebook = withAnswers({});
    const answer = answerCell(notebook, 'descend');
    const at = notebook.cells.indexOf(answer) + 1;
    notebook.cells.splice(at, 0, {
      ...answer,
      id: 'mine',
      metadata: {},
      source: referenceSolution('descend'),
    });
    const read = readSubmission(folder.write('beside.ipynb', notebook), 0);
    const [gradient, descend] = score(read, { events: [], timedOut: false, output: '' }, 10).parts;
    expect(gradient.checks[0].message).toBe('No answer given.');
    expect(descend.checks[0].message).toBe(
      `No answer given: cell ${at + 1} of the notebook defines \`descend\`, but only cell ${at} is graded for it. Move your code there.`,
    );
  });

  test('refuses a check that the exercise does not list', () => {
    expect(() => descendPoints([event('keeps every second point')])).toThrow(
      'exercise.json does not list the check "keeps every second point" of "descend".',
    );
  });
});

describe('a stub', () => {
  const solution = 'function f() {\n  // ### BEGIN SOLUTION\n  return 1;\n  // ### END SOLUTION\n}\n';
  const stub = 'function f() {\n  // YOUR CODE HERE\n  throw new Error("No answer given");\n}';

  test('is the solution without what stands between its marks', () => {
    expect(clearSolution(solution)).toBe(stub);
    expect(clearSolution(referenceSolution('descend'))).not.toContain('path');
  });

  test('is unanswered whatever its white space, and so is an empty cell', () => {
    for (const answer of [
      stub,
      `\n${stub}\n\n`,
      stub.replaceAll('\n', '\r\n'),
      stub.replaceAll('  ', '\t'),
      ' \n',
    ]) {
      expect(isUnanswered(answer, solution)).toBe(true);
    }
  });

  test('is answered once there is anything else', () => {
    for (const answer of [solution, stub.replace('throw', 'return 1;\nthrow'), '// done']) {
      expect(isUnanswered(answer, solution)).toBe(false);
    }
  });
});
