import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');
export const exerciseFolder = join(root, 'grading/exercises/1.2-gradient-descent');
export const learnerNotebook = join(root, 'notebooks/exercises/1.2-gradient-descent.ipynb');
export const partIds = ['ridgeGradient', 'descend', 'planDescent', 'descendSafely'] as const;
export type PartId = (typeof partIds)[number];
export type Answers = Partial<Record<PartId, string>>;

export interface NotebookCell {
  cell_type: string;
  id: string;
  metadata: { nbgrader?: { grade_id: string; solution: boolean; [key: string]: unknown } };
  source: string[] | string;
  outputs?: unknown[];
  execution_count?: number | null;
}

export interface NotebookJson {
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export function readLearnerNotebook(): NotebookJson {
  return JSON.parse(readFileSync(learnerNotebook, 'utf8'));
}

export function answerCell(notebook: NotebookJson, part: string): NotebookCell {
  const found = notebook.cells.find(({ metadata }) => metadata.nbgrader?.grade_id === part);
  if (!found) throw new Error(`no cell ${part}`);
  return found;
}

export function referenceSolution(part: PartId): string {
  return readFileSync(join(exerciseFolder, 'solution', `${part}.ts`), 'utf8');
}

export function referenceSolutions(): Answers {
  return Object.fromEntries(partIds.map((part) => [part, referenceSolution(part)]));
}

/** The learner's notebook with these answers in its answer cells. */
export function withAnswers(answers: Answers): NotebookJson {
  const notebook = readLearnerNotebook();
  for (const [part, code] of Object.entries(answers)) answerCell(notebook, part).source = code;
  return notebook;
}

/** A folder for the notebooks of one test file, removed when its tests are done. */
export function temporaryFolder(): {
  write(name: string, content: NotebookJson | string): string;
  path: string;
} {
  const path = mkdtempSync(join(tmpdir(), 'optlab-test-grading-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    },
  };
}

/** Runs the command as `npm run grade` does. */
export function grade(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(root, 'scripts/grade.mjs'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
  });
}
