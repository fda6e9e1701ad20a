import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import ts from 'typescript-5';
import { parseCell } from '../../kernel/src/checker/parse';
import { type CellFacts, transformCell } from '../../kernel/src/checker/transform/cell';
import { Edits } from '../../kernel/src/checker/transform/edits';
import { eraseTypes } from '../../kernel/src/checker/transform/erase';
import { translate } from '../../kernel/src/checker/transform/translate';
import { repository } from './support/client';

/** Real TypeScript: the sources of the library and of the kernel. */
const sources = ['lib/src', 'kernel/src'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file)),
);

const texts = sources.map((file) => [file, readFileSync(join(repository, file), 'utf8')] as const);

const printer = ts.createPrinter({ removeComments: true });

/** Nothing is known about the names of the cell. */
const facts: CellFacts = {
  typeOnlyImports: new Set(),
  besideGlobals: { names: new Set(), references: new Set() },
};

/** The program alone: no imports, exports, comments, parentheses, quotes or layout. */
function essence(code: string): string {
  const file = ts.createSourceFile('a.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const kept = file.statements.filter(
    (each) => !ts.isImportDeclaration(each) && !ts.isExportDeclaration(each) && !ts.isEmptyStatement(each),
  );
  return printer
    .printFile(ts.factory.updateSourceFile(file, kept))
    .replace(/[()\s;]/g, '')
    .replace(/,([\]}])/g, '$1')
    .replace(/["'`]/g, '"');
}

function erased(text: string): string {
  const edits = new Edits(text);
  const file = parseCell(text);
  eraseTypes(edits, file, new Set(), (node) => translate(node.getText()));
  return edits.render(0, text.length).code;
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  useDefineForClassFields: true,
};

test.each(texts)(
  "erasing the types of %s leaves the program that TypeScript's own compiler leaves",
  (_, text) => {
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    expect(essence(erased(text))).toBe(essence(outputText));
  },
);

test.each(texts)('%s stays on its lines and becomes a script that V8 accepts', (_, text) => {
  const { code, names } = transformCell(parseCell(text), facts);
  const declarations = names.length > 0 ? `let ${names.join(',')};` : '';
  expect(() => new Script(declarations + code)).not.toThrow();
  // The translation of an enum is longer than the enum.
  const isErasable = !/^\s*enum /m.test(text);
  if (isErasable) expect(erased(text).split('\n').length).toBe(text.split('\n').length);
});

test('positions in the script lead back to the same text in the cell', () => {
  const text =
    'interface Gone { a: 1 }\nconst value: number = await compute(3 as number)\nvalue.toFixed(2)\n';
  const { code, map } = transformCell(parseCell(text), facts);
  for (const word of ['compute', 'toFixed', '3', '2']) {
    const generated = code.indexOf(word);
    const segment = map.filter(([start]) => start <= generated).at(-1);
    expect(segment?.[2]).toBe(true);
    expect(text.slice((segment?.[1] ?? 0) + generated - (segment?.[0] ?? 0)).startsWith(word)).toBe(true);
  }
});
