import { join } from 'node:path';

/** What the names of the virtual files beside the notebook begin with; plain letters, since TypeScript quotes paths. */
export const filePrefix = '__notebook_';

/** The virtual files beside the notebook. */
export class Files {
  readonly editor: string;
  readonly ambient: string;

  constructor(readonly folder: string) {
    this.editor = join(folder, `${filePrefix}editor.ts`);
    this.ambient = join(folder, `${filePrefix}globals.d.ts`);
  }

  cell(slot: number): string {
    return join(this.folder, `${filePrefix}cell${slot}.ts`);
  }
}

export const cellSpecifier = (slot: number) => `./${filePrefix}cell${slot}`;
