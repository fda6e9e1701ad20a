import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Notebook, root, textOf } from '../support/notebook';
import { nbgraderPackages, venvPython } from '../support/prerequisite';

export interface Grade {
  /** The points that nbgrader gave by itself; null for what a teacher has to grade. */
  auto: number | null;
  max: number;
  manual: boolean;
}

/** The configuration that docs/nbgrader.md gives to teachers. */
export function documentedConfig(): string {
  const page = readFileSync(join(root, 'docs/nbgrader.md'), 'utf8');
  const [block] = [...page.matchAll(/^```python\n([\s\S]*?)^```$/gm)];
  if (!block) throw new Error('docs/nbgrader.md has no block of Python.');
  return block[1];
}

/** A course of one assignment, `stats`, in a folder of its own. */
export class Course {
  readonly folder = mkdtempSync(join(tmpdir(), 'nbgrader-'));
  readonly #env = {
    ...process.env,
    PYTHONPATH: nbgraderPackages,
    // nbgrader starts alembic by its name.
    PATH: [join(nbgraderPackages, 'bin'), process.env.PATH].join(delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
    JUPYTER_CONFIG_DIR: join(this.folder, '.jupyter'),
    JUPYTER_DATA_DIR: join(this.folder, '.jupyter'),
    JUPYTER_RUNTIME_DIR: join(this.folder, '.jupyter/runtime'),
    JUPYTER_PREFER_ENV_PATH: '1',
  };

  constructor(source: Notebook) {
    writeFileSync(join(this.folder, 'nbgrader_config.py'), documentedConfig());
    this.#write('source/stats/stats.ipynb', source);
  }

  /** Runs a command of nbgrader and gives what it printed. */
  nbgrader(...args: string[]): string {
    return this.#python('-m', 'nbgrader', ...args);
  }

  released(): Notebook {
    return JSON.parse(readFileSync(join(this.folder, 'release/stats/stats.ipynb'), 'utf8'));
  }

  /** Hands in the released notebook with some cells' texts replaced. */
  submit(student: string, answers: Record<string, string>): void {
    this.#write(`submitted/${student}/stats/stats.ipynb`, this.answered(answers));
  }

  answered(answers: Record<string, string>): Notebook {
    const notebook = this.released();
    for (const cell of notebook.cells) {
      const { grade_id } = (cell.metadata.nbgrader ?? {}) as { grade_id?: string };
      if (grade_id !== undefined && grade_id in answers) cell.source = answers[grade_id];
    }
    return notebook;
  }

  /** The words of the page that the student gets. */
  feedback(student: string): string {
    const page = readFileSync(join(this.folder, `feedback/${student}/stats/stats.html`), 'utf8');
    return page
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
  }

  /** What the gradebook holds, by student and cell. */
  grades(): Record<string, Record<string, Grade>> {
    return JSON.parse(
      this.#python(
        '-c',
        `import json
from nbgrader.api import Gradebook
with Gradebook('sqlite:///gradebook.db') as book:
    print(json.dumps({
        submission.student.id: {
            grade.cell.name: {
                'auto': grade.auto_score, 'max': grade.max_score, 'manual': bool(grade.needs_manual_grade)}
            for notebook in submission.notebooks for grade in notebook.grades}
        for submission in book.assignment_submissions('stats')}))`,
      ),
    );
  }

  /** What \`nbgrader validate\`, a learner's own check, says about a notebook. */
  validate(notebook: Notebook): string {
    this.#write('mine.ipynb', notebook);
    return this.nbgrader('validate', 'mine.ipynb');
  }

  #python(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(venvPython(), args, {
      cwd: this.folder,
      env: this.#env,
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Error(`${args.join(' ')} ended with ${status}:\n${(stdout + stderr).slice(-4000)}`);
    return stdout;
  }

  #write(path: string, notebook: Notebook): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(notebook));
  }
}

/** The text of a cell, by its grade_id. */
export function sourceOf(notebook: Notebook, id: string): string {
  const found = notebook.cells.find(
    ({ metadata }) => (metadata.nbgrader as { grade_id?: string } | undefined)?.grade_id === id,
  );
  return textOf(found?.source);
}
