import { SourceMapConsumer } from 'source-map-js';
import ts from 'typescript-5';
import type { Segment } from '../../shared/messages';

/**
 * Pieces of a cell whose TypeScript has a meaning at run time that blanking cannot express (enum, namespace,
 * decorators, accessor fields, `using` in a function): TypeScript itself translates them.
 */

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  useDefineForClassFields: true,
  sourceMap: true,
  removeComments: true,
  newLine: ts.NewLineKind.LineFeed,
};

export interface Island {
  code: string;
  map: Segment[];
}

/** JavaScript for one statement or expression, with a map into its text. */
export function transpile(text: string): Island {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: 'cell.ts',
    compilerOptions: options,
  });
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '').replace(/^export \{\};\n?/m, '');
  if (sourceMapText === undefined) return { code, map: [] };
  const generated = lineStarts(code);
  const original = lineStarts(text);
  const map: Segment[] = [];
  new SourceMapConsumer(JSON.parse(sourceMapText)).eachMapping((mapping) => {
    if (
      mapping.generatedLine > generated.length ||
      mapping.originalLine === null ||
      mapping.originalColumn === null
    )
      return;
    const from = generated[mapping.generatedLine - 1] + mapping.generatedColumn;
    map.push([from, original[mapping.originalLine - 1] + mapping.originalColumn, true]);
  });
  return { code, map: map.sort((a, b) => a[0] - b[0]) };
}

/**
 * JavaScript for a declaration that merges with `earlier` ones of the same name: it may name their exports
 * without qualification, so TypeScript has to see them.
 */
export function transpileMerged(earlier: string, text: string): Island {
  const before = `${earlier}\n`;
  const { code, map } = transpile(before + text);
  const statements = ts.createSourceFile('cell.js', code, ts.ScriptTarget.ES2022).statements;
  const start = statements.at(-1)?.getFullStart() ?? 0;
  const moved = map
    .filter(([generated, source]) => generated >= start && source >= before.length)
    .map(([generated, source, verbatim]): Segment => [generated - start, source - before.length, verbatim]);
  return { code: code.slice(start), map: moved };
}

/** `island` between other code. */
export function wrap(before: string, { code, map }: Island, after: string): Island {
  const moved = map.map(
    ([generated, source, verbatim]): Segment => [generated + before.length, source, verbatim],
  );
  moved.push([before.length + code.length, 0, false]);
  return { code: before + code + after, map: moved };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Classes that JavaScript cannot yet express without decorators or accessor fields. */
export function needsTranspiling(node: ts.ClassLikeDeclaration): boolean {
  return hasDecorator(node) || node.members.some((member) => hasDecorator(member) || isAccessorField(member));
}

function hasDecorator(node: ts.Node): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
}

function isAccessorField(member: ts.ClassElement): boolean {
  return ts.isPropertyDeclaration(member) && ts.isAutoAccessorPropertyDeclaration(member);
}

/** True if a function or block inside `node` declares with `using`, which older Node versions do not know. */
export function declaresUsing(node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node) && isUsing(node)) return true;
  return ts.forEachChild(node, (child) => declaresUsing(child) || undefined) ?? false;
}

export function isUsing(list: ts.VariableDeclarationList): boolean {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  return kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing;
}
