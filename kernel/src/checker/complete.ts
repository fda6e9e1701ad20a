import ts from 'typescript-5';
import { toCodePoints } from '../shared/code-points';
import type { Completion } from '../shared/messages';
import { mark } from '../shared/names';
import { cellModule } from './cell-module';
import type { Checker } from './checker';
import { parseCell } from './parse';

const typedEntries = 300;
/** TypeScript's rank for globals, as against names of the module. */
const globalSortText = '15';

/** JupyterLab's icons, by TypeScript's kinds of entries. */
const icons: Record<string, string> = {
  [ts.ScriptElementKind.functionElement]: 'function',
  [ts.ScriptElementKind.localFunctionElement]: 'function',
  [ts.ScriptElementKind.memberFunctionElement]: 'function',
  [ts.ScriptElementKind.constructSignatureElement]: 'function',
  [ts.ScriptElementKind.classElement]: 'class',
  [ts.ScriptElementKind.interfaceElement]: 'type',
  [ts.ScriptElementKind.typeElement]: 'type',
  [ts.ScriptElementKind.primitiveType]: 'type',
  [ts.ScriptElementKind.enumElement]: 'enum',
  [ts.ScriptElementKind.moduleElement]: 'module',
  [ts.ScriptElementKind.scriptElement]: 'path',
  [ts.ScriptElementKind.directory]: 'path',
  [ts.ScriptElementKind.externalModuleName]: 'module',
  [ts.ScriptElementKind.keyword]: 'keyword',
  [ts.ScriptElementKind.memberVariableElement]: 'property',
  [ts.ScriptElementKind.memberGetAccessorElement]: 'property',
  [ts.ScriptElementKind.memberSetAccessorElement]: 'property',
  [ts.ScriptElementKind.parameterElement]: 'param',
  [ts.ScriptElementKind.string]: 'text',
};

/** What can stand at the cursor. */
export function complete(checker: Checker, code: string, cursor: number): Completion {
  const { project } = checker;
  const module = cellModule(parseCell(code), checker.scope, true);
  project.set(project.files.editor, module.text);
  project.refresh();
  const found = project.service.getCompletionsAtPosition(project.files.editor, module.offset + cursor, {
    includeCompletionsForModuleExports: false,
    includeCompletionsWithInsertText: false,
  });
  const typed = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, cursor))?.[0] ?? '';
  const span = spanOf(found, module.offset) ?? { start: cursor - typed.length, end: cursor };
  const prefix = code.slice(span.start, cursor);
  const entries = rank(found?.entries ?? [], prefix);
  const start = toCodePoints(code, span.start);
  const end = toCodePoints(code, cursor);
  const iconOf = (entry: ts.CompletionEntry) =>
    icons[
      entry.kind === ts.ScriptElementKind.alias ? (kindOfEarlier(checker, entry.name) ?? '') : entry.kind
    ] ?? 'instance';
  return {
    matches: entries.map(({ name }) => name),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: entries
        .slice(0, typedEntries)
        .map((entry) => ({ text: entry.name, type: iconOf(entry), start, end })),
    },
  };
}

/** What TypeScript wants replaced, for example the whole text inside a string. */
function spanOf(
  found: ts.CompletionInfo | undefined,
  offset: number,
): { start: number; end: number } | undefined {
  const span = found?.entries[0]?.replacementSpan ?? found?.optionalReplacementSpan;
  return span && { start: span.start - offset, end: span.start + span.length - offset };
}

/** Names that begin as typed; if there are none, those that do when case is ignored. */
function rank(entries: readonly ts.CompletionEntry[], prefix: string): ts.CompletionEntry[] {
  const lower = prefix.toLowerCase();
  const visible = entries.filter((entry) => !entry.name.includes(mark) && !isUmdGlobal(entry));
  const exact = visible.filter(({ name }) => name.startsWith(prefix));
  const found = exact.length > 0 ? exact : visible.filter(({ name }) => name.toLowerCase().startsWith(lower));
  return found.sort((a, b) => compare(a.sortText, b.sortText) || compare(a.name, b.name));
}

/** `export as namespace` gives packages a global name in scripts of web pages; in a notebook there is none. */
function isUmdGlobal({ kind, sortText }: ts.CompletionEntry): boolean {
  return kind === ts.ScriptElementKind.alias && sortText === globalSortText;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function kindOfEarlier(checker: Checker, name: string): string | undefined {
  const kind = checker.kindOf(name);
  if (kind === 'namespace' || kind === 'import') return ts.ScriptElementKind.moduleElement;
  return kind;
}
