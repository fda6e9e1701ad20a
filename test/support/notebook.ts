import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

export interface Output {
  output_type: 'stream' | 'display_data' | 'execute_result' | 'error';
  name?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
}

export interface Cell {
  id: string;
  cell_type: 'markdown' | 'code';
  source: string | string[];
  metadata: Record<string, unknown>;
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: Record<string, string>; [key: string]: unknown };
  nbformat: number;
  nbformat_minor: number;
}

/** Every notebook of the course, as paths relative to the repository. */
export function notebookPaths(): string[] {
  return readdirSync(join(root, 'notebooks'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ipynb') && !path.includes('.ipynb_checkpoints'))
    .map((path) => join('notebooks', path))
    .sort();
}

export const isLesson = (path: string) => dirname(path) === 'notebooks';

/** A lesson whose name begins with a letter: it collects many small arguments in the place of one. */
export const isAppendix = (path: string) => isLesson(path) && /^[A-Z]-/.test(basename(path));

export const textOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join('') : (value ?? '');

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** A code cell as it stands in a notebook that has not run. */
export const codeCell = (id: string, source: string): Cell => ({
  id,
  cell_type: 'code',
  source,
  metadata: {},
  execution_count: null,
  outputs: [],
});

/** Runs a notebook of the course top to bottom in a fresh kernel, its cells followed by `appended` ones. */
export function executeNotebook(path: string, appended: string[] = []): Promise<Notebook> {
  const notebook = readNotebook(path);
  notebook.cells.push(...appended.map((source, index) => codeCell(`appended-${index}`, source)));
  return execute(notebook, dirname(join(root, path)));
}

/** Runs a notebook through nbclient in a fresh kernel that works in `folder`. */
export async function execute(notebook: Notebook, folder: string): Promise<Notebook> {
  const child = spawn(join(root, '.venv/bin/python'), [join(__dirname, 'execute-notebook.py'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdin.end(JSON.stringify(notebook));
  const status = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (status !== 0) throw new Error(`nbclient failed:\n${complaint.slice(-4000)}`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

export const codeCells = (notebook: Notebook) => notebook.cells.filter((cell) => cell.cell_type === 'code');

export const outputsOf = (notebook: Notebook) => codeCells(notebook).flatMap((cell) => cell.outputs ?? []);

/** The data of every output that carries this MIME type. */
export function mimeData<T>(notebook: Notebook, mime: string): T[] {
  return outputsOf(notebook).flatMap((output) =>
    output.data && mime in output.data ? [output.data[mime] as T] : [],
  );
}
