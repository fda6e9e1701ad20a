import ts from 'typescript-5';

/** `var` in a block or a loop head: it belongs to the notebook all the same. */
export function isNestedVar(list: ts.VariableDeclarationList): boolean {
  if (list.flags & ts.NodeFlags.BlockScoped) return false;
  return !(ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent));
}

/** Statements that have no value of their own and leave the value of the one before. */
export function isSilent(statement: ts.Statement): boolean {
  return (
    ts.isEmptyStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    (ts.isExportDeclaration(statement) && !statement.moduleSpecifier)
  );
}

/** The line breaks of a text, and nothing else. */
export function lineBreaks(text: string): string {
  return text.replace(/[^\n]/g, '');
}

/** Spaces instead of a leading `export` or `export default`, so that positions stay. */
export function withoutExport(text: string): string {
  return text.replace(/^export(\s+default)?\b/, (found) => found.replace(/\S/g, ' '));
}

/** True if `node` awaits, in whatever form, outside the functions in it. */
export function awaits(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  if (
    ts.isVariableDeclarationList(node) &&
    (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing
  )
    return true;
  return ts.forEachChild(node, (child) => awaits(child) || undefined) ?? false;
}
