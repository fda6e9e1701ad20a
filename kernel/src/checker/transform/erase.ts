import ts from 'typescript-5';
import type { Edits } from './edits';
import { addParameterProperties } from './parameter-properties';
import type { Mapped } from './translate';

const erasedModifiers = new Set([
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
]);

/**
 * Replaces what only TypeScript understands below `node` by spaces, so that line numbers, and columns as far as
 * possible, stay what they were. Nodes in `skipped` are left to the caller; `local` translates enums that are
 * declared deeper.
 */
export function eraseTypes(
  edits: Edits,
  file: ts.SourceFile,
  skipped: ReadonlySet<ts.Node>,
  local: (node: ts.EnumDeclaration | ts.ModuleDeclaration) => Mapped,
): void {
  new Eraser(edits, file, skipped, local).visit(file);
}

class Eraser {
  constructor(
    readonly edits: Edits,
    readonly file: ts.SourceFile,
    readonly skipped: ReadonlySet<ts.Node>,
    readonly local: (node: ts.EnumDeclaration | ts.ModuleDeclaration) => Mapped,
  ) {}

  readonly visit = (node: ts.Node): void => {
    if (this.skipped.has(node)) return;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (this.#isTypeOnly(node)) {
      this.#blankStatement(node);
      return;
    }
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) {
      this.#blank(node);
      return;
    }
    if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
      const { code, map } = this.local(node);
      this.edits.replace(node.getStart(this.file), node.end, code, map);
      return;
    }
    this.#eraseParts(node);
    ts.forEachChild(node, this.visit);
    this.#endStatement(node);
  };

  /** Declarations that leave nothing at run time. */
  #isTypeOnly(node: ts.Node): boolean {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
    if (ts.isIndexSignatureDeclaration(node)) return true;
    if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return !ts.isParameter(node);
    if (ts.isPropertyDeclaration(node)) return hasModifier(node, ts.SyntaxKind.AbstractKeyword);
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) {
      return node.body === undefined;
    }
    if (ts.isGetAccessor(node) || ts.isSetAccessor(node))
      return node.body === undefined && !ts.isObjectLiteralExpression(node.parent);
    if (ts.isModuleDeclaration(node)) return !hasValues(node);
    return false;
  }

  #eraseParts(node: ts.Node): void {
    this.#eraseModifiers(node);
    this.#eraseGenerics(node);
    if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
      if (node.exclamationToken) this.#blank(node.exclamationToken);
      if (node.type) this.#blankAnnotation(node.type);
    }
    if ((ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)) && node.questionToken) {
      this.#blank(node.questionToken);
    }
    if (ts.isFunctionLike(node) && 'body' in node) this.#eraseSignature(node as ts.FunctionLikeDeclaration);
    if (ts.isParameter(node)) {
      if (node.questionToken) this.#blank(node.questionToken);
      if (node.type) this.#blankAnnotation(node.type);
    }
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) this.#eraseAssertion(node);
    if (ts.isTypeAssertionExpression(node)) {
      // The parentheses keep `x => <T>{}` an object and `return <T>⏎ x` one statement.
      const start = node.getStart(this.file);
      this.edits.replace(start, node.expression.getStart(this.file), '(');
      this.edits.close(node.end, ')');
    }
    if (ts.isNonNullExpression(node)) this.#blankRange(node.end - 1, node.end);
    if (ts.isClassLike(node)) addParameterProperties(this.edits, this.file, node);
  }

  #eraseModifiers(node: ts.Node): void {
    if (!ts.canHaveModifiers(node)) return;
    for (const modifier of ts.getModifiers(node) ?? []) {
      if (!erasedModifiers.has(modifier.kind)) continue;
      this.#blank(modifier);
    }
  }

  #eraseGenerics(node: ts.Node): void {
    const { typeParameters, typeArguments } = node as {
      typeParameters?: ts.NodeArray<ts.Node>;
      typeArguments?: ts.NodeArray<ts.Node>;
    };
    const list = typeParameters ?? typeArguments;
    if (!list) return;
    const end = this.file.text.indexOf('>', list.end) + 1;
    // `async <T>⏎(x) => x` must stay on one line.
    this.edits.replace(
      list.pos - 1,
      end,
      ts.isArrowFunction(node) ? '' : spaces(this.file.text.slice(list.pos - 1, end)),
    );
  }

  #eraseSignature(node: ts.FunctionLikeDeclaration): void {
    const [first, second] = node.parameters;
    if (first && ts.isIdentifier(first.name) && first.name.text === 'this') {
      this.#blankRange(first.getStart(this.file), second ? second.getStart(this.file) : first.end);
    }
    if (!node.type) return;
    if (!ts.isArrowFunction(node)) {
      this.#blankAnnotation(node.type);
      return;
    }
    // No line may end between the parameters of an arrow function and its arrow.
    const start = this.file.text.lastIndexOf(')', this.#colonBefore(node.type)) + 1;
    this.edits.replace(start, node.equalsGreaterThanToken.getStart(this.file), ' ');
  }

  #eraseAssertion(node: ts.AsExpression | ts.SatisfiesExpression): void {
    let operand = node.expression;
    while (ts.isAsExpression(operand) || ts.isSatisfiesExpression(operand)) operand = operand.expression;
    if (operand === node.expression && ts.isBinaryExpression(operand)) {
      this.edits.open(operand.getStart(this.file), '('); // `a + b as T * c` groups as it is written
      this.edits.close(operand.end, ')');
    }
    this.#blankRange(node.expression.end, node.end);
  }

  /** What was ended by a type or a line break must still end when the type is gone. */
  #endStatement(node: ts.Node): void {
    const ends =
      ts.isExpressionStatement(node) ||
      ts.isVariableStatement(node) ||
      ts.isReturnStatement(node) ||
      ts.isThrowStatement(node) ||
      ts.isPropertyDeclaration(node);
    if (ends && this.file.text[node.end - 1] !== ';') this.edits.end(node.end);
  }

  #blankStatement(node: ts.Node): void {
    const start = node.getStart(this.file);
    const isMember = ts.isClassElement(node) || ts.isIndexSignatureDeclaration(node);
    const text = spaces(this.file.text.slice(start, node.end));
    this.edits.replace(start, node.end, isMember ? text : `;${text.slice(1)}`);
  }

  #blankAnnotation(type: ts.TypeNode): void {
    this.#blankRange(this.#colonBefore(type), type.end);
  }

  #colonBefore(type: ts.TypeNode): number {
    return this.file.text.lastIndexOf(':', type.getFullStart());
  }

  #blank(node: ts.Node): void {
    this.#blankRange(node.getStart(this.file), node.end);
  }

  #blankRange(start: number, end: number): void {
    this.edits.replace(start, end, spaces(this.file.text.slice(start, end)));
  }
}

function spaces(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((each) => each.kind === kind) ?? false);
}

/** False for namespaces that hold nothing but types. */
export function hasValues(node: ts.ModuleDeclaration): boolean {
  const { body } = node;
  if (!body) return false;
  if (ts.isModuleDeclaration(body)) return hasValues(body);
  if (!ts.isModuleBlock(body)) return false;
  return body.statements.some((statement) => {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false;
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return false;
    return ts.isModuleDeclaration(statement) ? hasValues(statement) : true;
  });
}
