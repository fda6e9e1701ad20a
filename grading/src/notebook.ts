import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error';

/** A code or Markdown cell; `number` counts all cells from 1. */
export interface Cell {
  number: number;
  type: string;
  source: string;
  /** nbgrader's name of the cell, where it has one. */
  gradeId?: string;
  /** Whether nbgrader's metadata make it an answer cell. */
  isSolution: boolean;
}

export interface Notebook {
  path: string;
  exercise: string;
  cells: Cell[];
}

type Json = Record<string, unknown>;

/** Reads an exercise notebook in nbformat 4. */
export function readNotebook(path: string): Notebook {
  const parsed = parse(path);
  if (!isObject(parsed) || !Array.isArray(parsed.cells) || parsed.nbformat === undefined) {
    if (isObject(parsed) && typeof parsed.nbformat === 'number' && parsed.nbformat < 4)
      throw outdated(path, parsed);
    throw new UsageError(
      `${path} is not a Jupyter notebook: it has no list of cells and no nbformat number.`,
    );
  }
  if (parsed.nbformat !== 4) throw outdated(path, parsed);
  const metadata = isObject(parsed.metadata) ? parsed.metadata : {};
  const exercise = isObject(metadata.optlab) ? metadata.optlab.exercise : undefined;
  if (typeof exercise !== 'string') {
    throw new UsageError(
      `${path} is not an exercise notebook: its metadata name no exercise (metadata.optlab.exercise).`,
    );
  }
  return { path, exercise, cells: parsed.cells.map((cell, index) => readCell(path, cell, index + 1)) };
}

function parse(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`There is no file ${path}.`);
    if (code === 'EISDIR') throw new UsageError(`${path} is a folder, not a notebook.`);
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${path} is not a notebook: its text is not JSON (was it saved completely?).`);
  }
}

function outdated(path: string, { nbformat }: Json): UsageError {
  return new UsageError(
    `${path} has nbformat ${JSON.stringify(nbformat)}, the grader reads nbformat 4: save it again in JupyterLab.`,
  );
}

function readCell(path: string, cell: unknown, number: number): Cell {
  const source = isObject(cell) ? joinLines(cell.source) : undefined;
  if (!isObject(cell) || source === undefined || typeof cell.cell_type !== 'string') {
    throw new UsageError(`${path} is damaged: cell ${number} has no type or no source.`);
  }
  const nbgrader = isObject(cell.metadata) && isObject(cell.metadata.nbgrader) ? cell.metadata.nbgrader : {};
  return {
    number,
    type: cell.cell_type,
    source,
    gradeId: typeof nbgrader.grade_id === 'string' ? nbgrader.grade_id : undefined,
    isSolution: nbgrader.solution === true,
  };
}

function joinLines(source: unknown): string | undefined {
  if (typeof source === 'string') return source;
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('');
  return undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
