import ts from 'typescript-5';

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
