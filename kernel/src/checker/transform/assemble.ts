import type ts from 'typescript-5';
import { type Edits, join } from './edits';
import { lineBreaks } from './statements';
import type { Mapped } from './translate';

/** The whole script: hoisted functions stand first, and leave their line breaks where they were. */
export function assemble(
  edits: Edits,
  file: ts.SourceFile,
  functions: readonly ts.FunctionDeclaration[],
): Mapped {
  const pieces: Parameters<typeof join>[0] = [];
  for (const each of functions) pieces.push(edits.render(each.getStart(file), each.end), ';');
  let position = 0;
  for (const each of functions) {
    const start = each.getStart(file);
    pieces.push(edits.render(position, start), lineBreaks(file.text.slice(start, each.end)));
    position = each.end;
  }
  pieces.push(edits.render(position, file.text.length));
  return join(pieces);
}
