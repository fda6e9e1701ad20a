import { join } from 'node:path';
import { mark } from '../shared/names';

/** Names of the virtual files beside the notebook; the mark keeps them apart from real ones. */
export class Files {
  readonly scope: string;
  readonly editor: string;
  readonly ambient: string;

  constructor(readonly folder: string) {
    this.scope = join(folder, `${mark}scope.ts`);
    this.editor = join(folder, `${mark}editor.ts`);
    this.ambient = join(folder, `${mark}globals.d.ts`);
  }

  cell(slot: number): string {
    return join(this.folder, `${mark}cell${slot}.ts`);
  }
}

export const scopeSpecifier = `./${mark}scope`;
export const cellSpecifier = (slot: number) => `./${mark}cell${slot}`;
