import ts from 'typescript-5';
import { cellModule } from './cell-module';
import type { Checker } from './checker';
import { readMagics } from './magics';
import { parseCell } from './parse';

/** A text that is being edited, as TypeScript knows it. */
export interface Editor {
  /** The text alone. */
  file: ts.SourceFile;
  /** The name of the module that holds it, and where in that module it begins. */
  module: string;
  offset: number;
}

/** Makes `code` the text that is being edited; it knows every name of the cells so far. */
export function openEditor({ project, scope }: Checker, code: string): Editor {
  const file = parseCell(readMagics(code).text);
  const { text, offset } = cellModule(file, scope, true);
  project.set(project.files.editor, text);
  project.refresh();
  return { file, module: project.files.editor, offset };
}

/** The innermost node around a position. */
export function innermost(file: ts.SourceFile, position: number): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (position < node.getStart(file) || position >= node.end) return undefined;
    return ts.forEachChild(node, visit) ?? node;
  };
  return ts.forEachChild(file, visit);
}

/** The call with this argument loads a module: `import("…")` or `require("…")`. */
export function loadsModule(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

/** Whether a string names a module. */
export function isModuleName(node: ts.Node): node is ts.StringLiteralLike {
  if (!ts.isStringLiteralLike(node)) return false;
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) ||
    loadsModule(parent)
  );
}
