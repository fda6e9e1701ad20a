import ts from 'typescript-5';
import { type Declaration, declarationsOf, identifiersOf } from './declarations';
import { endName } from './module-text';
import type { Scope } from './scope';

/** A cell as the module that TypeScript checks. */
export interface CellModule {
  text: string;
  /** Where the cell's own text begins. */
  offset: number;
  own: Map<string, Declaration>;
  /** Variables whose type still widens, own ones and those of earlier cells that this cell uses. */
  evolving: string[];
  uses: Set<number>;
}

/** The module for a cell; with `everything` it knows all earlier names, not only those that it uses. */
export function cellModule(file: ts.SourceFile, scope: Scope, everything = false): CellModule {
  const own = declarationsOf(file);
  const used = everything ? [...scope.names()] : identifiersOf(file);
  const prelude = scope.prelude(used, own);
  const evolving = new Set(prelude.evolving);
  for (const [name, declaration] of own) if (declaration.evolving) evolving.add(name);
  const names = [...own.keys()];
  const already = exportedByItself(file);
  const exported = names.filter((name) => !already.has(name));
  let end = `\nexport {${exported.join(',')}};`;
  for (const name of evolving) end += `export const ${endName(name)}=${name};`;
  return {
    text: prelude.text + withoutExportModifiers(file) + end,
    offset: prelude.text.length,
    own,
    evolving: [...evolving],
    uses: prelude.slots,
  };
}

/** The cell with spaces for the `export` of its declarations: what they declare is exported anyhow. */
function withoutExportModifiers(file: ts.SourceFile): string {
  let { text } = file;
  for (const statement of file.statements) {
    const isNamed =
      ts.isVariableStatement(statement) || ts.isImportEqualsDeclaration(statement) || nameOf(statement);
    if (!isNamed || !ts.canHaveModifiers(statement)) continue;
    for (const modifier of ts.getModifiers(statement) ?? []) {
      const { kind, end } = modifier;
      if (kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword) continue;
      const start = modifier.getStart(file);
      text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
    }
  }
  return text;
}

function nameOf(statement: ts.Statement): ts.Node | undefined {
  return (statement as { name?: ts.Node }).name;
}

/** The names that the cell exports by a list. */
function exportedByItself(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause) continue;
    if (!ts.isNamedExports(statement.exportClause)) continue;
    for (const { name } of statement.exportClause.elements) names.add(name.text);
  }
  return names;
}
