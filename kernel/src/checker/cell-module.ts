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
  exports: string[];
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
  const ends = [...evolving].map(endName);
  const already = exportedByItself(file);
  const exported = names.filter((name) => !already.has(name));
  let end = `\nexport {${exported.join(',')}};`;
  for (const name of evolving) end += `export const ${endName(name)}=${name};`;
  return {
    text: prelude.text + file.text + end,
    offset: prelude.text.length,
    own,
    evolving: [...evolving],
    exports: [...names, ...ends],
    uses: prelude.slots,
  };
}

/** The names that the cell itself exports. */
function exportedByItself(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause && !statement.moduleSpecifier) {
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const { name } of statement.exportClause.elements) names.add(name.text);
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const isDefault = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    if (!isExported || isDefault) continue;
    for (const name of declarationsOf(file, [statement]).keys()) names.add(name);
  }
  return names;
}
