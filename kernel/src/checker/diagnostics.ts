import { relative } from 'node:path';
import ts from 'typescript-5';
import { mark } from '../shared/names';
import { isLocal, missingModule } from '../shared/packages';
import type { Kind } from './declarations';
import { filePrefix } from './files';
import { type CheckLevel, foreignLine } from './magics';

/** A message about a place in a text, ready to be shown. */
export interface Problem {
  /** Where: `In[3]` or a file's path. */
  place: string;
  line: number;
  column: number;
  code: number;
  message: string;
  frame: string;
}

/**
 * What a learner may ignore: types that are implicitly any (of a parameter, a variable, a function's result, a
 * package without types), and the widening of a variable in a function that captures it.
 */
const forgiven = new Set([7005, 7006, 7010, 7016, 7019, 7022, 7023, 7024, 7031, 7034]);
/**
 * Forgiven by what they say: `null` and `[]` in a literal have no properties to TypeScript, though `?.` may ask for
 * them; and an index that may be any text makes an implicit any, while one that is known to be wrong is an error.
 */
const forgivenTexts =
  /^Property '.*' does not exist on type 'never'\.$|\nNo index signature with a parameter of type/;

function isForgiven({ code, messageText }: ts.Diagnostic): boolean {
  if (forgiven.has(code)) return true;
  if (code !== 2339 && code !== 7053) return false;
  return forgivenTexts.test(ts.flattenDiagnosticMessageText(messageText, '\n').replace(/\n +/g, '\n'));
}

/** `import x = require()` works in a cell. */
const meaningless = 1202;

/** True for what keeps a cell from running. */
export function isError(diagnostic: ts.Diagnostic, level: CheckLevel = 'on'): boolean {
  if (diagnostic.category !== ts.DiagnosticCategory.Error || diagnostic.code === meaningless) return false;
  return level === 'strict' || (level === 'on' && !isForgiven(diagnostic));
}

/** "Cannot assign to 'x' because it is ...", by what `x` is. */
const assignment: Partial<Record<Kind, [code: number, what: string]>> = {
  const: [2588, 'a constant'],
  function: [2630, 'a function'],
  class: [2629, 'a class'],
  enum: [2628, 'an enum'],
  namespace: [2631, 'a namespace'],
};

export interface Place {
  name: string;
  text: string;
  /** The notebook's folder. */
  folder: string;
  /** Subtracted from positions: what stands before the text in the module that was checked. */
  offset: number;
  kindOf(name: string): Kind | undefined;
  labelOf(slot: number): string;
}

export function problem(diagnostic: ts.Diagnostic, place: Place): Problem {
  const start = Math.min(Math.max(0, (diagnostic.start ?? 0) - place.offset), place.text.length);
  const { line, column } = positionOf(place.text, start);
  let { code } = diagnostic;
  let message = cleanNames(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'), place.labelOf);
  const assigned = /^Cannot assign to '(.+)' because it is an import\.$/.exec(message);
  const known = assigned && assignment[place.kindOf(assigned[1]) ?? 'import'];
  if (assigned && known) {
    code = known[0];
    message = `Cannot assign to '${assigned[1]}' because it is ${known[1]}.`;
  }
  message += hint(code, message, place.folder);
  const content = lineAt(place.text, line);
  const isUnknownName = code === 2304 || code === 2552;
  if (code < 2000 || (isUnknownName && /^[\s!%]*$/.test(content.slice(0, column - 1)))) {
    message += foreignLine(content);
  }
  const frame = codeFrame(place.text, line, column, diagnostic.length ?? 1);
  return { place: place.name, line, column, code, message, frame };
}

/** What to do about some of TypeScript's messages. */
function hint(code: number, message: string, folder: string): string {
  const missing =
    code === 2307 || code === 2792 ? /^Cannot find module '([^']*)'/.exec(message)?.[1] : undefined;
  if (missing !== undefined && !isLocal(missing)) return `\n${missingModule(missing, folder)}`;
  if (code === 6142) return '\nJSX does not run in notebooks. Move what the notebook needs to a .ts file.';
  return code >= decorators.first && code <= decorators.last ? `\n${decorators.hint}` : '';
}

/** TypeScript's numbers for decorators that do not fit what they decorate. */
const decorators = {
  first: 1238,
  last: 1241,
  hint: 'Decorators are those of JavaScript: they take (value, context). Those of experimentalDecorators do not run.',
};

/** Removes every trace of how cells are made into modules from a text of TypeScript's. */
export function cleanNames(text: string, labelOf: (slot: number) => string = () => ''): string {
  const qualified = new RegExp(`import\\("[^"]*${filePrefix}(?:cell(\\d+)|\\w+)"\\)\\.(\\w+)`, 'g');
  const slots = new Map<string, Set<string>>();
  for (const [, slot = '', name] of text.matchAll(qualified)) {
    slots.set(name, (slots.get(name) ?? new Set()).add(slot));
  }
  return text
    .replace(qualified, (_, slot: string | undefined, name: string) => {
      const label = (slots.get(name)?.size ?? 0) > 1 && slot ? labelOf(Number(slot)) : '';
      return label === '' ? name : `${label}.${name}`;
    })
    .replace(new RegExp(`(["'][^"']*)?${filePrefix}(cell\\d+|editor)(\\.ts)?(["'])?`, 'g'), 'the notebook')
    .replaceAll(mark, '');
}

/** One problem as Jupyter shows it. */
export function formatProblem({ place, line, column, code, message, frame }: Problem): string {
  return `${place}:${line}:${column} - error TS${code}: ${message}\n\n${frame}\n`;
}

/** The name under which a file on disk is shown. */
export function displayPath(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith('.') ? path : `./${path}`;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

function codeFrame(text: string, line: number, column: number, length: number): string {
  const content = lineAt(text, line);
  const number = String(line);
  const underlined = Math.max(1, Math.min(length, content.length - column + 1));
  const gap = content.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${number} | ${content}\n${' '.repeat(number.length)} | ${gap}${'~'.repeat(underlined)}`;
}

function lineAt(text: string, line: number): string {
  return text.split(/\r?\n/)[line - 1] ?? '';
}
