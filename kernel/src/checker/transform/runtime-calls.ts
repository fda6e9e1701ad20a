import ts from 'typescript-5';
import { runtimeName } from '../../shared/names';
import type { Edits } from './edits';

/** What the calls that lead a cell into the kernel are added to, and what is found on the way. */
export interface RuntimeCalls {
  edits: Edits;
  file: ts.SourceFile;
  skipped: ReadonlySet<ts.Node>;
  /** Called for an `await`, or a loop that awaits, outside of functions. */
  onAwait?(): void;
  /** Called for every list of variables outside of functions. */
  onVariables?(list: ts.VariableDeclarationList): void;
}

/** Awaits become interruptible, and `import()` and `import.meta` the kernel's, wherever they stand. */
export function addRuntimeCalls(calls: RuntimeCalls, root: ts.Node): void {
  const { edits, file, skipped } = calls;
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (skipped.has(node) || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
    const outside = inFunction ? undefined : calls;
    let guarded: [expression: ts.Expression, guard: string] | undefined;
    if (ts.isAwaitExpression(node)) {
      guarded = [node.expression, 'guard'];
      outside?.onAwait?.();
    } else if (ts.isForOfStatement(node) && node.awaitModifier) {
      guarded = [node.expression, 'guardIterable'];
      outside?.onAwait?.();
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      edits.replace(node.expression.getStart(file), node.expression.end, `${runtimeName}.import`);
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      edits.replace(node.getStart(file), node.end, `${runtimeName}.meta`);
    } else if (ts.isVariableDeclarationList(node)) {
      outside?.onVariables?.(node);
    }
    if (guarded) edits.open(guarded[0].getStart(file), `${runtimeName}.${guarded[1]}(`);
    ts.forEachChild(node, (child) => visit(child, inFunction || isInside(node, child)));
    if (guarded) edits.close(guarded[0].end, ')');
  };
  visit(root, false);
}

/** True for the parts of a function or class that run later: not its computed names, its base and its decorators. */
function isInside(node: ts.Node, child: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return child !== node.name && !ts.isDecorator(child);
  if (ts.isPropertyDeclaration(node)) return child === node.initializer;
  return ts.isClassStaticBlockDeclaration(node);
}
