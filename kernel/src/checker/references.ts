import ts from 'typescript-5';

/**
 * Where in a module the identifiers stand that mean its own top-level bindings of these names, as TypeScript
 * resolves them. Inside of a class, an enum or a namespace its own name is left out: JavaScript binds it there.
 */
export function referencesTo(
  names: ReadonlySet<string>,
  source: ts.SourceFile,
  types: ts.TypeChecker,
): Set<number> {
  const found = new Set<number>();
  const topLevel = new Map(
    types
      .getSymbolsInScope(source, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)
      .filter(({ name }) => names.has(name))
      .map((symbol) => [symbol.name, symbol]),
  );
  const isMeant = (node: ts.Identifier): boolean => {
    if (isPropertyName(node)) return false;
    const symbol = symbolOf(node, types);
    const expected = topLevel.get(node.text);
    if (!symbol || !expected) return false;
    // Some places are resolved through the import that brings an earlier cell's name in.
    const isImported = (expected.flags & ts.SymbolFlags.Alias) !== 0;
    return symbol === expected || (isImported && symbol === types.getAliasedSymbol(expected));
  };
  const visit = (node: ts.Node, bound: string | undefined): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node) && names.has(node.text) && node.text !== bound && isMeant(node)) {
      found.add(node.getStart(source));
    }
    ts.forEachChild(node, (child) => visit(child, bound ?? boundInside(node, child)));
  };
  visit(source, undefined);
  return found;
}

/** A member's name, which may lead to the very thing that a module exports and a binding was imported from. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

function symbolOf(node: ts.Identifier, types: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === node
    ? types.getShorthandAssignmentValueSymbol(parent)
    : types.getSymbolAtLocation(node);
}

/** The name that a declaration at the top level binds in its own parts as well. */
function boundInside(node: ts.Node, child: ts.Node): string | undefined {
  if (!ts.isSourceFile(node.parent ?? node)) return undefined;
  const binds = ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node);
  if (!binds || !node.name || child === node.name || ts.isDecorator(child)) return undefined;
  return node.name.text;
}
