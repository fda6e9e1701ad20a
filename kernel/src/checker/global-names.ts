import ts from 'typescript-5';
import { mark } from '../shared/names';
import { boundNames } from './declarations';
import type { Place, Problem } from './diagnostics';
import { problem } from './diagnostics';

/** Names that packages rely on; a binding of a cell would hide them from all of them. */
const globalNames = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => !name.includes(mark)));

/** TypeScript's number for "Cannot redeclare". */
const shadowingCode = 2451;

/** A declaration such as `class Map` or `const process` would break every package that is loaded. */
export function shadowingProblems(file: ts.SourceFile, place: Place): Problem[] {
  const found: Problem[] = [];
  const check = (name: ts.Identifier | undefined) => {
    if (!name || !globalNames.has(name.text)) return;
    const message = `Cannot redeclare '${name.text}': packages rely on this global of Node. Choose another name.`;
    const start = name.getStart(file);
    found.push(
      problem(
        {
          category: ts.DiagnosticCategory.Error,
          code: shadowingCode,
          file,
          start,
          length: name.end - start,
          messageText: message,
        },
        place,
      ),
    );
  };
  for (const statement of file.statements) {
    if (
      ts.canHaveModifiers(statement) &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
    ) {
      continue;
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!isModule(initializer)) for (const bound of boundNames(name)) check(bound);
      }
    } else if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement)
    ) {
      check(statement.name);
    }
  }
  return found;
}

/** `require("crypto")` or `await import("crypto")` gives Node's own thing under its own name. */
function isModule(initializer: ts.Expression | undefined): boolean {
  const value = initializer && ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
  if (!value || !ts.isCallExpression(value)) return false;
  const { expression } = value;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}
