import ts from 'typescript-5';
import { bindingBesideGlobal } from '../../shared/names';
import type { Edits } from './edits';

/** The bindings of cells whose names are globals as well. */
export interface BesideGlobals {
  names: ReadonlySet<string>;
  /** Where in the cell identifiers mean such a binding and not the global or a local name. */
  references: ReadonlySet<number>;
}

/** What a name that a cell declares is called in its script. */
export function bindingOf(name: string, { names }: BesideGlobals): string {
  return names.has(name) ? bindingBesideGlobal(name) : name;
}

/** `A.B.C`, of which `A` may be such a binding. */
export function entityText(entity: ts.EntityName, file: ts.SourceFile, bindings: BesideGlobals): string {
  if (ts.isQualifiedName(entity)) return `${entityText(entity.left, file, bindings)}.${entity.right.text}`;
  return bindings.references.has(entity.getStart(file)) ? bindingBesideGlobal(entity.text) : entity.text;
}

/** Gives every reference below `root` the name of its binding; functions keep the name that is written. */
export function renameReferences(
  edits: Edits,
  file: ts.SourceFile,
  { references }: BesideGlobals,
  root: ts.Node = file,
): void {
  if (references.size === 0) return;
  const isReference = (node: ts.Node): node is ts.Identifier =>
    ts.isIdentifier(node) && references.has(node.getStart(file));
  const visit = (node: ts.Node): void => {
    if (isReference(node) && !isNameOfDeclaration(node)) {
      const binding = bindingBesideGlobal(node.text);
      const text = isShorthand(node) ? `${node.text}:${binding}` : binding;
      edits.replace(node.getStart(file), node.end, text);
    }
    ts.forEachChild(node, visit);
    const [name, value] = namingOf(node);
    if (name && value && isReference(name) && isAnonymous(value)) {
      nameFunction(edits, value.getStart(file), value.end, name.text);
    }
  };
  visit(root);
}

/** JavaScript names a function after the property that it is the value of. */
export function nameFunction(edits: Edits, start: number, end: number, name: string): void {
  edits.open(start, `{${name}:`);
  edits.close(end, `}.${name}`);
}

/** These names are not written where the binding is assigned to. */
function isNameOfDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const isDeclared =
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent);
  return isDeclared && parent.name === node;
}

function isShorthand(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  return (
    ts.isBindingElement(parent) &&
    ts.isObjectBindingPattern(parent.parent) &&
    parent.name === node &&
    !parent.propertyName &&
    !parent.dotDotDotToken
  );
}

const naming = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** The name that JavaScript gives to a function without one, and where that function would stand. */
function namingOf(node: ts.Node): [name?: ts.Node, value?: ts.Expression] {
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) return [node.name, node.initializer];
  if (ts.isShorthandPropertyAssignment(node)) return [node.name, node.objectAssignmentInitializer];
  if (ts.isBinaryExpression(node) && naming.has(node.operatorToken.kind)) return [node.left, node.right];
  return [];
}

function isAnonymous(value: ts.Expression): boolean {
  const inner = withoutAssertions(value);
  if (ts.isArrowFunction(inner)) return true;
  return (ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name;
}

function withoutAssertions(value: ts.Expression): ts.Expression {
  const isAround =
    ts.isParenthesizedExpression(value) ||
    ts.isAsExpression(value) ||
    ts.isSatisfiesExpression(value) ||
    ts.isTypeAssertionExpression(value) ||
    ts.isNonNullExpression(value);
  return isAround ? withoutAssertions(value.expression) : value;
}
