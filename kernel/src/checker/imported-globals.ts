import type ts from 'typescript-5';
import { declaresForOthers } from './module-references';

/**
 * Files that declare something for files that do not import them. Once a cell that imports one has run, what it
 * declares lasts as long as the process, whatever becomes of the cell's names; of an import that never ran nothing
 * is to stay.
 */
export class ImportedGlobals {
  #present: readonly string[] = [];
  readonly #loaded = new Set<string>();
  /** What was imported since a cell ran last. */
  readonly #tried = new Set<string>();

  /** Files that belong to every program from now on. */
  get loaded(): Iterable<string> {
    return this.#loaded;
  }

  /** Looks for them in the files that are in a program because something imports them. */
  find(files: readonly ts.SourceFile[]): void {
    this.#present = files.filter(declaresForOthers).map(({ fileName }) => fileName);
  }

  try(specifier: string): void {
    this.#tried.add(specifier);
  }

  /** A cell runs. */
  load(): void {
    for (const file of this.#present) this.#loaded.add(file);
    this.#tried.clear();
  }

  /** Whether the program has what never ran and is not imported by the `next` cell either. */
  unload(next: string): boolean {
    if (this.#present.every((file) => this.#loaded.has(file))) return false;
    if (this.#tried.size > 0 && [...this.#tried].every((specifier) => next.includes(specifier))) return false;
    this.#tried.clear();
    return true;
  }
}
