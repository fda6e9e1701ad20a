import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import type { Limits } from '../limits';

/** Where the answers under test lie; the grader hands it to jest as a global. */
export interface Submission {
  folder: string;
  limits: Limits;
}

/** An answer, compiled: the script to run and the way back to the learner's lines. */
export interface CompiledAnswer {
  script: string;
  filename: string;
  /** Line of the script before the answer's first compiled line. */
  precedingLines: number;
  map: SourceMapPayload;
}

declare global {
  var optlabSubmission: Submission | undefined;
}

export function submission(): Submission {
  const current = globalThis.optlabSubmission;
  if (!current) throw new Error('These checks run under the grader: npm run grade -- NOTEBOOK.');
  return current;
}

export function readAnswer(part: string): CompiledAnswer {
  return JSON.parse(readFileSync(join(submission().folder, `${part}.json`), 'utf8'));
}

/** The line of the answer cell for a position in the script, where there is one. */
export function cellLine(answer: CompiledAnswer, line: number | undefined, column = 1): number | undefined {
  if (line === undefined) return undefined;
  const entry = new SourceMap(answer.map).findEntry(line - answer.precedingLines - 1, column - 1);
  return 'originalLine' in entry ? entry.originalLine + 1 : undefined;
}
