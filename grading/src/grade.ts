import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, findAnswers } from './answers';
import { AnswerSyntaxError, compileAnswer } from './compile';
import { type Exercise, loadExercise, type Part } from './exercise';
import type { Limits } from './limits';
import { readNotebook } from './notebook';
import type { CheckEvent } from './reporter';
import type { CheckResult, GradeResult, PartResult } from './result';
import { type JestProject, runJest } from './run-jest';
import { UsageError } from './usage-error';
import { graderVersion } from './version';

interface Submission {
  id: string;
  path: string;
  exercise: Exercise;
  answers: Answer[];
  /** Why an answer could not be compiled, by part. */
  syntaxErrors: Record<string, string>;
}

/** Grades one exercise notebook. */
export async function gradeNotebook(path: string, limits: Partial<Limits> = {}): Promise<GradeResult> {
  return (await gradeNotebooks([path], limits))[0];
}

/** Grades several notebooks in one run of jest; the results come in the order of the paths. */
export async function gradeNotebooks(paths: string[], limits: Partial<Limits> = {}): Promise<GradeResult[]> {
  const start = performance.now();
  const submissions = paths.map(readSubmission);
  const folder = mkdtempSync(join(tmpdir(), 'optlab-grade-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const projects = submissions
      .map((submission) => prepare(submission, folder, limits))
      .filter((project) => project.parts.length > 0);
    const seconds = projects.reduce((sum, project) => sum + project.limits.totalSeconds, 0);
    const run =
      projects.length > 0
        ? await runJest(projects, folder, seconds)
        : { events: [], timedOut: false, output: '' };
    refuseBroken(run.events);
    if (projects.length > 0 && run.events.length === 0 && !run.timedOut) {
      throw new UsageError(`The checks could not run, since jest failed: ${run.output.trim()}`);
    }
    const durationMs = Math.round(performance.now() - start);
    return submissions.map((submission) => resultOf(submission, run.events, durationMs));
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

function readSubmission(path: string, index: number): Submission {
  const notebook = readNotebook(path);
  const exercise = loadExercise(notebook.exercise);
  return { id: `${index}`, path, exercise, answers: findAnswers(notebook, exercise), syntaxErrors: {} };
}

/** Writes each answer as a module of its own, compiled, and says what jest has to run. */
function prepare(submission: Submission, folder: string, limits: Partial<Limits>): JestProject {
  const { exercise, answers, syntaxErrors } = submission;
  const answersFolder = join(folder, submission.id);
  mkdirSync(answersFolder);
  const parts: string[] = [];
  for (const { part, code, answered } of answers) {
    if (!answered) continue;
    const filename = `${part}.ts`;
    try {
      const compiled = compileAnswer(exercise.prelude, code, [part], filename);
      writeFileSync(join(answersFolder, filename), code);
      writeFileSync(join(answersFolder, `${part}.json`), JSON.stringify(compiled));
      parts.push(part);
    } catch (error) {
      if (!(error instanceof AnswerSyntaxError)) throw error;
      const line = error.line ? `, line ${error.line}` : '';
      syntaxErrors[part] = `The answer cell "${part}"${line}, is not TypeScript: ${error.message}.`.replace(
        /\.\.$/,
        '.',
      );
    }
  }
  return {
    submission: submission.id,
    exerciseFolder: exercise.folder,
    answersFolder,
    parts,
    limits: { ...exercise.limits, ...limits },
  };
}

function refuseBroken(events: CheckEvent[]): void {
  const broken = events.find((event) => event.type === 'broken');
  if (broken) throw new UsageError(`The checks of "${broken.part}" cannot run: ${broken.message}`);
}

function resultOf(submission: Submission, events: CheckEvent[], durationMs: number): GradeResult {
  const { id, path, exercise, answers } = submission;
  const own = events.filter((event) => event.submission === id && event.type === 'check');
  const parts = exercise.parts.map((part, index) =>
    partResult(part, answers[index], own as CheckOutcome[], submission.syntaxErrors[part.id]),
  );
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

type CheckOutcome = Extract<CheckEvent, { type: 'check' }>;

function partResult(part: Part, answer: Answer, outcomes: CheckOutcome[], syntaxError?: string): PartResult {
  const checks = part.checks.map(({ name, points }): CheckResult => {
    // A check counts only where jest reported it once, as passed.
    const found = outcomes.filter((outcome) => outcome.part === part.id && outcome.name === name);
    const passed = found.length === 1 && found[0].passed;
    const reason = answer.answered
      ? (syntaxError ?? found[0]?.message ?? 'Not run: the time for the whole notebook was over.')
      : 'No answer given.';
    return {
      name,
      points: passed ? points : 0,
      maxPoints: points,
      passed,
      durationMs: found[0]?.durationMs ?? 0,
      message: passed ? null : reason,
    };
  });
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

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
