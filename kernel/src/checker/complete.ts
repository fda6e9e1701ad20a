import ts from 'typescript-5';
import { toCodePoints } from '../shared/code-points';
import type { Completion } from '../shared/messages';
import type { Checker } from './checker';
import { entryType } from './completion-entry';
import { rank } from './completion-order';
import { type Editor, innermost, isModuleName, openEditor } from './editor';
import { magicNames } from './magics';
import { importableNames } from './package-names';
import { packagePaths } from './package-paths';
import { parseCell } from './parse';

/** A stretch of the text that is being edited. */
interface Span {
  start: number;
  end: number;
}

/** What can stand at the cursor. */
export function complete(checker: Checker, code: string, cursor: number): Completion {
  const magic = magicNames(code.slice(0, cursor));
  if (magic)
    return plainCompletion(code, { start: cursor - magic.typed.length, end: cursor }, magic.names, 'keyword');
  const packages = packageCompletion(checker.project.files.folder, code, cursor);
  if (packages) return packages;
  const editor = openEditor(checker, code);
  const { entries, span } = isComment(checker, editor, cursor)
    ? { entries: [], span: undefined }
    : candidates(checker, editor, cursor);
  const { start, end } = span ?? wordAround(code, cursor);
  const program = checker.project.program();
  const types = program.getTypeChecker();
  const module = program.getSourceFile(editor.module);
  const place = module && (innermost(module, editor.offset + start) ?? module);
  const cursors = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  const described = rank(entries, code.slice(nameStart(code, start), cursor), (entry) =>
    isDeprecated(checker, entry),
  ).map((entry) => {
    const { icon, signature } = place ? entryType(types, entry, place) : { icon: 'instance', signature: '' };
    return { ...cursors, text: entry.insertText ?? entry.name, type: icon, signature };
  });
  return {
    matches: described.map(({ text }) => text),
    cursor_start: cursors.start,
    cursor_end: cursors.end,
    metadata: { _jupyter_types_experimental: described },
  };
}

function isComment({ project }: Checker, { module, offset }: Editor, cursor: number): boolean {
  return project.service.getSpanOfEnclosingComment(module, offset + cursor, false) !== undefined;
}

function candidates(
  { project }: Checker,
  { module, offset }: Editor,
  cursor: number,
): { entries: ts.CompletionEntry[]; span: Span | undefined } {
  const found = project.service.getCompletionsAtPosition(module, offset + cursor, {
    includeCompletionsForModuleExports: false,
    includeCompletionsWithInsertText: true,
    includeAutomaticOptionalChainCompletions: true,
    includeSymbol: true,
  });
  const own = (span: ts.TextSpan | undefined): Span | undefined =>
    span && { start: span.start - offset, end: span.start - offset + span.length };
  const entries = sameSpan(found?.entries ?? []);
  const span = own(entries[0]?.replacementSpan ?? found?.optionalReplacementSpan);
  return { entries, span };
}

/** A reply names one stretch to replace, so entries that replace another than most are left out. */
function sameSpan(entries: readonly ts.CompletionEntry[]): ts.CompletionEntry[] {
  const plain = entries.filter(({ replacementSpan, insertText }) => !replacementSpan || !insertText);
  return plain.length > 0 ? plain : [...entries];
}

/** The packages and their parts, if the cursor is in the name of one. */
function packageCompletion(folder: string, code: string, cursor: number): Completion | undefined {
  const file = parseCell(code);
  const node = innermost(file, cursor - 1);
  if (!node || !isModuleName(node) || cursor <= node.getStart(file)) return undefined;
  const start = node.getStart(file) + 1;
  const typed = code.slice(start, cursor);
  if (/^[./]/.test(typed)) return undefined;
  const isClosed = node.end - 1 >= cursor && code[node.end - 1] === code[start - 1];
  const parent = typed.slice(0, typed.lastIndexOf('/') + 1);
  const names = new Set([...importableNames(folder), ...(parent === '' ? [] : packagePaths(folder, parent))]);
  const found = [...names].filter((name) => name.startsWith(typed)).map((name) => name.slice(parent.length));
  const span = { start: start + parent.length, end: isClosed ? node.end - 1 : cursor };
  return plainCompletion(code, span, found.sort(), 'module');
}

function plainCompletion(code: string, { start, end }: Span, matches: string[], type: string): Completion {
  const cursors = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  const described = matches.map((text) => ({ ...cursors, text, type, signature: '' }));
  return {
    matches,
    cursor_start: cursors.start,
    cursor_end: cursors.end,
    metadata: { _jupyter_types_experimental: described },
  };
}

/** The name around the cursor. */
function wordAround(code: string, cursor: number): Span {
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, cursor))?.[0] ?? '';
  const after = /^[\p{ID_Continue}$]*/u.exec(code.slice(cursor))?.[0] ?? '';
  return { start: cursor - before.length, end: cursor + (before === '' ? 0 : after.length) };
}

/** Behind the dot of a stretch that begins with one: `?.name` replaces it as well. */
function nameStart(code: string, start: number): number {
  return start + (/^\??\.?/.exec(code.slice(start))?.[0].length ?? 0);
}

/** Documentation is where deprecation is written, so the files of the entries need theirs. */
function isDeprecated({ project }: Checker, { kindModifiers, symbol }: ts.CompletionEntry): boolean {
  if (!symbol?.declarations?.length) return /\bdeprecated\b/.test(kindModifiers ?? '');
  project.documentation.provide(symbol);
  return symbol.declarations.every((declaration) => ts.getJSDocDeprecatedTag(declaration) !== undefined);
}
