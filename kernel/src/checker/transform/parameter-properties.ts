import ts from 'typescript-5';
import type { Edits } from './edits';

/** `constructor(private x: T)` declares the field and assigns it, behind `super()` where there is one. */
export function addParameterProperties(
  edits: Edits,
  file: ts.SourceFile,
  node: ts.ClassLikeDeclaration,
): void {
  const initializer = node.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body,
  );
  if (!initializer?.body) return;
  const names = initializer.parameters
    .filter((parameter) => ts.isParameterPropertyDeclaration(parameter, initializer))
    .map((parameter) => parameter.name.getText(file));
  if (names.length === 0) return;
  edits.open(node.members.pos, names.map((name) => `${name};`).join(''));
  const { statements } = initializer.body;
  const call = statements.find(isSuperCall);
  const assignments = names.map((name) => `this.${name}=${name};`).join('');
  if (call) edits.close(call.end, `;${assignments}`);
  else edits.open(endOfDirectives(statements), assignments);
}

function isSuperCall(statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword
  );
}

function endOfDirectives(statements: ts.NodeArray<ts.Statement>): number {
  const first = statements.findIndex(
    (each) => !ts.isExpressionStatement(each) || !ts.isStringLiteral(each.expression),
  );
  return first <= 0 ? statements.pos : statements[first].pos;
}
