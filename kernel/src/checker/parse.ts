import ts from 'typescript-5';
import { readMagics } from './magics';

const name = 'cell.ts';

/** Parses a cell as a module, so that `await` at its top level means what it does in one. */
export function parseCell(code: string): ts.SourceFile {
  return ts.createSourceFile(
    name,
    readMagics(code).text,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      setExternalModuleIndicator: (file) => {
        Object.assign(file, { externalModuleIndicator: true });
      },
    },
    true,
    ts.ScriptKind.TS,
  );
}

/** The errors that the parser found; TypeScript keeps them in a field that its types do not show. */
export function syntaxErrors(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file as ts.SourceFile & { parseDiagnostics: ts.DiagnosticWithLocation[] };
  return [...parseDiagnostics].sort((a, b) => a.start - b.start);
}

const objectStart = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*\{\s*(\}|\.\.\.|[\w$]+\s*[:,}(]|(['"]).*?\2\s*:|\[)/;

/** A cell that reads as an object literal is one, as in Node's own prompt; otherwise the braces are a block. */
export function isObjectLiteral(code: string): boolean {
  if (!objectStart.test(code)) return false;
  const file = parseCell(`(${code}\n)`);
  if (syntaxErrors(file).length > 0 || file.statements.length !== 1) return false;
  const [statement] = file.statements;
  return (
    ts.isExpressionStatement(statement) &&
    ts.isParenthesizedExpression(statement.expression) &&
    ts.isObjectLiteralExpression(statement.expression.expression)
  );
}
