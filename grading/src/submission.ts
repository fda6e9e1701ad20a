import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, findAnswers } from './answers';
import { AnswerSyntaxError, compileAnswer } from './compile';
import { type Exercise, loadExercise } from './exercise';
import type { Limits } from './limits';
import { readNotebook } from './notebook';
import type { JestProject } from './run-jest';

/** A notebook that was handed in: its exercise and its answers. */
export interface Submission {
  /** Name within one run of the grader. */
  id: string;
  path: string;
  exercise: Exercise;
  answers: Answer[];
  /** Why an answer could not be compiled, by part. */
  syntaxErrors: Record<string, string>;
}

export function readSubmission(path: string, index: number): Submission {
  const notebook = readNotebook(path);
  const exercise = loadExercise(notebook.exercise);
  return { id: `${index}`, path, exercise, answers: findAnswers(notebook, exercise), syntaxErrors: {} };
}

/** Writes each answer as a module of its own, and compiled, and says what jest has to run. */
export function prepare(submission: Submission, folder: string, limits: Partial<Limits>): JestProject {
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
      const line = error.line ? `, line ${error.line},` : '';
      syntaxErrors[part] = `The answer cell "${part}"${line} is not TypeScript: ${error.message}.`;
    }
  }
  return {
    exerciseFolder: exercise.folder,
    answersFolder,
    parts,
    limits: { ...exercise.limits, ...limits },
  };
}
