import ts from 'typescript-5';
import { mark } from '../shared/names';
import { filePrefix } from './files';

/** TypeScript's rank for globals, as against names of the module. */
const globalSortText = '15';

/** Names that begin as typed; where there is none, those that do when case is ignored. */
export function rank(
  entries: readonly ts.CompletionEntry[],
  prefix: string,
  isDeprecated: (entry: ts.CompletionEntry) => boolean,
): ts.CompletionEntry[] {
  const visible = entries.filter(isVisible);
  const lower = prefix.toLowerCase();
  const inCase = visible.filter(({ name }) => name.startsWith(prefix));
  const found =
    inCase.length > 0 ? inCase : visible.filter(({ name }) => name.toLowerCase().startsWith(lower));
  return found
    .map((entry) => ({ entry, key: sortKey(entry, prefix, isDeprecated(entry)) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ entry }) => entry);
}

function isVisible(entry: ts.CompletionEntry): boolean {
  return !entry.name.includes(mark) && !entry.name.startsWith(filePrefix) && !isUmdGlobal(entry);
}

/** `export as namespace` gives packages a global name in scripts of web pages; in a notebook there is none. */
function isUmdGlobal({ kind, sortText }: ts.CompletionEntry): boolean {
  return kind === ts.ScriptElementKind.alias && sortText === globalSortText;
}

/** Deprecated and private names last, then TypeScript's order, then the alphabet. */
function sortKey({ name, sortText }: ts.CompletionEntry, prefix: string, isDeprecated: boolean): string {
  const isPrivate = /^[_#]/.test(name) && !/^[_#]/.test(prefix);
  const last = isDeprecated || sortText.startsWith('z') ? '2' : isPrivate ? '1' : '0';
  return `${last} ${sortText} ${name.toLowerCase()} ${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
