import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Limits } from './limits';
import type { GradeResult } from './result';
import { type JestRun, runJest } from './run-jest';
import { score } from './score';
import { prepare, readSubmission, type Submission } from './submission';
import { UsageError } from './usage-error';

/** Grades one exercise notebook. */
export async function gradeNotebook(path: string, limits: Partial<Limits> = {}): Promise<GradeResult> {
  return (await gradeNotebooks([path], limits))[0];
}

/** Grades several notebooks in one run of jest; the results come in the order of the paths. */
export async function gradeNotebooks(paths: string[], limits: Partial<Limits> = {}): Promise<GradeResult[]> {
  const start = performance.now();
  const submissions = paths.map(readSubmission);
  const run = await runChecks(submissions, limits);
  const durationMs = Math.round(performance.now() - start);
  return submissions.map((submission) => score(submission, run, durationMs));
}

async function runChecks(submissions: Submission[], limits: Partial<Limits>): Promise<JestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'optlab-grade-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  process.once('exit', remove);
  try {
    const projects = submissions
      .map((submission) => prepare(submission, folder, limits))
      .filter(({ parts }) => parts.length > 0);
    if (projects.length === 0) return { events: [], timedOut: false, output: '' };
    const seconds = projects.reduce((sum, project) => sum + project.limits.totalSeconds, 0);
    const run = await runJest(projects, folder, seconds);
    refuseBroken(run);
    return run;
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

/** Checks that cannot be loaded say nothing about an answer. */
function refuseBroken({ events, timedOut, output }: JestRun): void {
  const broken = events.find((event) => event.type === 'broken');
  if (broken) throw new UsageError(`The checks of "${broken.part}" cannot run: ${broken.message}`);
  if (events.length === 0 && !timedOut)
    throw new UsageError(`jest could not run the checks: ${output.trim()}`);
}
