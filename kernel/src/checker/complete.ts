import ts from 'typescript-5';
import { toCodePoints } from '../shared/code-points';
import type { Completion } from '../shared/messages';
import type { Checker } from './checker';
import { entryType } from './completion-entry';
import { rank } from './completion-order';
import { type Editor, innermost, isModuleName, openEditor } from './editor';
import { importableNames } from './package-names';

/** A stretch of the text that is being edited. */
interface Span {
  start: number;
  end: number;
}

/** What can stand at the cursor. */
export function complete(checker: Checker, code: string, cursor: number): Completion {
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
  { file, module, offset }: Editor,
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
  const node = innermost(file, cursor - 1);
  if (!node || !isModuleName(node)) return { entries, span };
  return withPackages(
    entries,
    project.files.folder,
    file.text,
    { start: node.getStart(file) + 1, end: cursor },
    span,
  );
}

/** A reply names one stretch to replace, so entries that replace another than most are left out. */
function sameSpan(entries: readonly ts.CompletionEntry[]): ts.CompletionEntry[] {
  const plain = entries.filter(({ replacementSpan, insertText }) => !replacementSpan || !insertText);
  return plain.length > 0 ? plain : [...entries];
}

/** TypeScript knows the modules that the program holds so far; the others can be imported as well. */
function withPackages(
  entries: ts.CompletionEntry[],
  folder: string,
  text: string,
  typed: Span,
  known: Span | undefined,
): { entries: ts.CompletionEntry[]; span: Span } {
  const path = text.slice(typed.start, typed.end);
  const parent = path.slice(0, path.lastIndexOf('/') + 1);
  const span = known ?? { start: typed.start + parent.length, end: typed.end };
  if (parent.startsWith('.') || parent.startsWith('/')) return { entries, span };
  const names = new Set(entries.map(({ name }) => name));
  const more = importableNames(folder)
    .filter((name) => name.startsWith(parent) && !names.has(name.slice(parent.length)))
    .map((name) => ({
      name: name.slice(parent.length),
      kind: ts.ScriptElementKind.externalModuleName,
      sortText: '11',
    }));
  return { entries: [...entries, ...more], span };
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
