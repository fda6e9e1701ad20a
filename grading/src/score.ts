import type { Answer } from './answers';
import type { Check, Part } from './exercise';
import type { CheckEvent } from './reporter';
import type { CheckResult, GradeResult, PartResult } from './result';
import type { JestRun } from './run-jest';
import type { Submission } from './submission';
import { UsageError } from './usage-error';
import { graderVersion } from './version';

type Outcome = Extract<CheckEvent, { type: 'check' }>;

/** Turns what jest reported into points: a check counts only where it was reported once, as passed. */
export function score(submission: Submission, run: JestRun, durationMs: number): GradeResult {
  const { id, path, exercise, answers } = submission;
  const outcomes = run.events.filter(
    (event) => event.type === 'check' && event.submission === id,
  ) as Outcome[];
  const notRun = run.timedOut
    ? 'Not run: the time for the whole notebook was over.'
    : 'Not run: the checks broke off before this one.';
  const parts = exercise.parts.map((part, index) => {
    const own = outcomes.filter((outcome) => outcome.part === part.id);
    refuseUnknown(part, own);
    return scorePart(part, answers[index], own, submission.syntaxErrors[part.id] ?? notRun);
  });
  const points = sum(parts.map((part) => part.points));
  const maxPoints = sum(parts.map((part) => part.maxPoints));
  return {
    grader: { name: 'optlab-grading', version: graderVersion },
    notebook: path,
    exercise: exercise.id,
    title: exercise.title,
    points,
    maxPoints,
    passed: points === maxPoints,
    durationMs,
    parts,
  };
}

/** A check that exercise.json does not list would never count: an error of the exercise. */
function refuseUnknown({ id, checks }: Part, outcomes: Outcome[]): void {
  const unknown = outcomes.find(({ name }) => !checks.some((check) => check.name === name));
  if (unknown) throw new UsageError(`exercise.json does not list the check "${unknown.name}" of "${id}".`);
}

function scorePart(part: Part, answer: Answer, outcomes: Outcome[], notRun: string): PartResult {
  const checks = part.checks.map((check) =>
    scoreCheck(
      check,
      outcomes.filter(({ name }) => name === check.name),
      answer.answered ? notRun : unanswered(answer),
    ),
  );
  return {
    id: part.id,
    title: part.title,
    cell: answer.cell,
    answered: answer.answered,
    points: sum(checks.map((check) => check.points)),
    maxPoints: sum(checks.map((check) => check.maxPoints)),
    durationMs: sum(checks.map((check) => check.durationMs)),
    checks,
  };
}

function unanswered({ part, cell, declaredIn }: Answer): string {
  if (declaredIn === undefined) return 'No answer given.';
  return `No answer given: cell ${declaredIn} of the notebook defines \`${part}\`, but only cell ${cell} is graded for it. Move your code there.`;
}

function scoreCheck({ name, points }: Check, outcomes: Outcome[], notRun: string): CheckResult {
  const passed = outcomes.length === 1 && outcomes[0].passed;
  return {
    name,
    points: passed ? points : 0,
    maxPoints: points,
    passed,
    durationMs: outcomes[0]?.durationMs ?? 0,
    message: passed ? null : (outcomes[0]?.message ?? notRun),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
