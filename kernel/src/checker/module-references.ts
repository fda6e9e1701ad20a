import ts from 'typescript-5';

/** The names of the modules that a module imports, as TypeScript looks for them: in types and calls as well. */
export function moduleReferences(file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    const name = referenceIn(node);
    if (name && ts.isStringLiteralLike(name) && name.text !== '') found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function referenceIn(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    ? node.arguments[0]
    : undefined;
}

/** Whether a file declares something for files that do not import it: a global, or a part of another module. */
export function declaresForOthers(file: ts.SourceFile): boolean {
  if (!ts.isExternalModule(file)) return !file.fileName.endsWith('.json');
  return file.statements.some(
    (each) =>
      ts.isModuleDeclaration(each) &&
      (ts.isStringLiteral(each.name) || (each.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  );
}
