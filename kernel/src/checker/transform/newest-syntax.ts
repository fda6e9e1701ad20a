import ts from 'typescript-5';
import { runtimeName } from '../../shared/names';
import type { Edits } from './edits';
import { compose, lower, type Mapped } from './translate';

/** What Node does not run yet: decorators, accessor fields, `using`. */
export function usesNewestSyntax(node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node) && isUsing(node)) return true;
  if (ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0) return true;
  if (ts.isPropertyDeclaration(node) && ts.isAutoAccessorPropertyDeclaration(node)) return true;
  return ts.forEachChild(node, (child) => usesNewestSyntax(child) || undefined) ?? false;
}

export function isUsing(list: ts.VariableDeclarationList): boolean {
  return isAwaitUsing(list) || (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using;
}

export function isAwaitUsing(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing;
}

/** `using a = b` at the top level becomes `using ǃ0=a=b`: the name is the notebook's, and the block disposes. */
export function assignUsing(edits: Edits, file: ts.SourceFile, list: ts.VariableDeclarationList): void {
  for (const { name, initializer } of list.declarations) {
    if (!initializer) continue;
    const start = name.getStart(file);
    edits.open(start, `${runtimeName}${start}=`);
  }
}

const helper = /^var (?=__\w+ = \(this && this\.)/gm;

/** A script in older words; the functions that TypeScript brings for it stay inside. */
export function lowerScript(script: Mapped): Mapped {
  const { code, map } = compose(lower(`{${script.code}\n}`), shifted(script, 1));
  return { code: `{${code.replace(helper, 'let ')}\n}`, map: shifted({ code, map }, 1).map };
}

function shifted({ code, map }: Mapped, by: number): Mapped {
  return { code, map: map.map(([generated, source, verbatim]) => [generated + by, source, verbatim]) };
}
