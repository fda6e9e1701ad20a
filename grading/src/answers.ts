import type { Exercise } from './exercise';
import type { Cell, Notebook } from './notebook';
import { isUnanswered } from './stub';
import { UsageError } from './usage-error';

/** The text of one answer cell. */
export interface Answer {
  part: string;
  code: string;
  cell: number;
  answered: boolean;
  /** For a part without an answer, another code cell that declares its function. */
  declaredIn?: number;
}

/** The answer cells of a notebook, one for each part; nothing else of the notebook is used. */
export function findAnswers(notebook: Notebook, exercise: Exercise): Answer[] {
  return exercise.parts.map(({ id }) => {
    const cells = notebook.cells.filter((cell) => cell.gradeId === id && cell.isSolution);
    if (cells.length > 1) throw new UsageError(duplicated(notebook, id, cells));
    const [cell] = cells;
    if (!cell) {
      throw new UsageError(
        `${notebook.path} has no answer cell "${id}": take the cell from a fresh copy of the notebook.`,
      );
    }
    if (cell.type !== 'code') {
      throw new UsageError(
        `${notebook.path}: the answer cell "${id}" (cell ${cell.number}) is not a code cell.`,
      );
    }
    const answered = !isUnanswered(cell.source, exercise.solutions[id]);
    return {
      part: id,
      code: cell.source,
      cell: cell.number,
      answered,
      declaredIn: answered ? undefined : declaringCell(notebook, id)?.number,
    };
  });
}

/** The code cell outside of the answer cell `id` into which its answer seems to have gone. */
function declaringCell(notebook: Notebook, id: string): Cell | undefined {
  const declaration = new RegExp(`\\b(function|const|let|var)\\s+${id}\\b`);
  return notebook.cells.find(
    (cell) => cell.type === 'code' && cell.gradeId !== id && declaration.test(cell.source),
  );
}

function duplicated(notebook: Notebook, id: string, cells: Cell[]): string {
  const numbers = cells.map((cell) => cell.number);
  return `${notebook.path} has the answer cell "${id}" ${numbers.length} times (cells ${numbers.join(', ')}): keep one of them.`;
}
