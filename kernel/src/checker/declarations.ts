import ts from 'typescript-5';

export type Kind = 'const' | 'let' | 'function' | 'class' | 'enum' | 'namespace' | 'import' | 'type';

/** A name that a cell declares at its top level. */
export interface Declaration {
  /** What the name is as a value, if it is one. */
  kind: Kind;
  /** The cell declares a type of this name, perhaps beside the value. */
  isType: boolean;
  /** `declare const x`: something that exists elsewhere, so that the cell binds nothing. */
  isAmbient: boolean;
  /** Without annotation and from `[]`, null, undefined or nothing: its type widens with what is assigned. */
  evolving: boolean;
  /** Where the name stands in the cell. */
  position: number;
  /** A comment tells about it, so its module has to stay. */
  isDocumented: boolean;
  /** The literal that a constant without annotation is. */
  literal: string | undefined;
}

/** The names that a cell declares, nested `var` included. */
export function declarationsOf(
  file: ts.SourceFile,
  statements: readonly ts.Statement[] = file.statements,
): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  const add = (name: ts.Identifier, kind: Kind, declaration?: ts.VariableDeclaration, evolving = false) => {
    const before = found.get(name.text);
    const isType = before?.isType || (kind !== 'const' && kind !== 'let' && kind !== 'function');
    // An interface beside a class or a value of the same name leaves the value's kind visible.
    if (before && kind === 'type') before.isType = true;
    else
      found.set(name.text, {
        kind,
        isType,
        isAmbient:
          (ts.getCombinedModifierFlags(name.parent as ts.Declaration) & ts.ModifierFlags.Ambient) !== 0,
        evolving,
        position: name.getStart(file),
        isDocumented: declaration !== undefined && ts.getJSDocCommentsAndTags(declaration).length > 0,
        literal: declaration && kind === 'const' ? literalOf(declaration) : undefined,
      });
  };
  const addList = (list: ts.VariableDeclarationList) => {
    const kind = list.flags & ts.NodeFlags.Const ? 'const' : 'let';
    const inLoop = ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent);
    for (const declaration of list.declarations) {
      const evolving = !inLoop && isEvolving(declaration, kind);
      for (const name of boundNames(declaration.name)) add(name, kind, declaration, evolving);
    }
  };
  const addNestedVars = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) addList(node);
    ts.forEachChild(node, addNestedVars);
  };
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) addList(statement.declarationList);
    else if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(statement)) add(name, 'import');
    } else if (ts.isImportEqualsDeclaration(statement)) add(statement.name, 'import');
    else if (isNamedDeclaration(statement)) add(statement.name, kindOf(statement));
    else addNestedVars(statement);
  }
  return found;
}

type Named =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration;

function isNamedDeclaration(statement: ts.Statement): statement is Named & { name: ts.Identifier } {
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    (ts.isModuleDeclaration(statement) && !(statement.flags & ts.NodeFlags.GlobalAugmentation));
  return named && statement.name !== undefined && ts.isIdentifier(statement.name);
}

function kindOf(statement: Named): Kind {
  if (ts.isFunctionDeclaration(statement)) return 'function';
  if (ts.isClassDeclaration(statement)) return 'class';
  if (ts.isEnumDeclaration(statement)) return 'enum';
  if (ts.isModuleDeclaration(statement)) return 'namespace';
  return 'type';
}

function importedNames({ importClause }: ts.ImportDeclaration): ts.Identifier[] {
  if (!importClause) return [];
  const names = importClause.name ? [importClause.name] : [];
  const bindings = importClause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name];
  return [...names, ...bindings.elements.map((element) => element.name)];
}

/** The names in a binding pattern. */
export function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

function isEvolving({ name, type, initializer }: ts.VariableDeclaration, kind: Kind): boolean {
  if (type || !ts.isIdentifier(name)) return false;
  if (initializer && ts.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0;
  if (kind === 'const') return false;
  if (!initializer || initializer.kind === ts.SyntaxKind.NullKeyword) return true;
  return ts.isIdentifier(initializer) && initializer.text === 'undefined';
}

/** Every identifier that occurs in a cell: a superset of the earlier names that it uses. */
export function identifiersOf(file: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used;
}

function literalOf({ name, type, initializer }: ts.VariableDeclaration): string | undefined {
  if (type || !initializer || !ts.isIdentifier(name)) return undefined;
  const isNegative =
    ts.isPrefixUnaryExpression(initializer) && initializer.operator === ts.SyntaxKind.MinusToken;
  const value = isNegative ? initializer.operand : initializer;
  const isLiteral = ts.isNumericLiteral(value) || (!isNegative && ts.isStringLiteral(value));
  return isLiteral ? initializer.getText() : undefined;
}
