import { mark } from '../shared/names';
import { scopeSpecifier } from './files';

/** The text of a cell slot that holds nothing. */
export const emptyCell = `import {} from "${scopeSpecifier}";export {};`;

/** The type of an evolving variable at the end of a cell, under this name. */
export const endName = (name: string) => `${mark}${name}`;

/** What the scope module calls `name` of a cell. */
export const exportedName = (name: string, slot: number) => `${name}${mark}${slot}`;
