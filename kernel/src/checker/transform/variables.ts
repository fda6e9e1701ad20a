import ts from 'typescript-5';
import type { Edits } from './edits';

/**
 * Declarations become assignments: `const {a} = x, b` becomes `({a} = x), b = void 0`. A list in a loop's head
 * has no statement of its own.
 */
export function assignVariables(edits: Edits, file: ts.SourceFile, list: ts.VariableDeclarationList): void {
  const isStatement = ts.isVariableStatement(list.parent);
  const start = list.getStart(file);
  const keyword = list.flags & ts.NodeFlags.Const ? 'const' : list.flags & ts.NodeFlags.Let ? 'let' : 'var';
  edits.replace(start, start + keyword.length, ' '.repeat(keyword.length));
  for (const { name, initializer, end } of list.declarations) {
    if (!isStatement) continue;
    if (!ts.isIdentifier(name) && initializer) {
      edits.open(name.getStart(file), '(');
      edits.close(end, ')');
    }
    if (!initializer && keyword === 'let') edits.close(end, '=void 0');
  }
}

/** `var` in a block or a loop head: it belongs to the notebook all the same. */
export function isNestedVar(list: ts.VariableDeclarationList): boolean {
  if (list.flags & ts.NodeFlags.BlockScoped) return false;
  return !(ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent));
}
