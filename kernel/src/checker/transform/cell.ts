import ts from 'typescript-5';
import type { Runnable } from '../../shared/messages';
import { runtimeName } from '../../shared/names';
import { boundNames } from '../declarations';
import { Edits, join } from './edits';
import { eraseTypes, hasModifier, hasValues } from './erase';
import { importCode } from './import-code';
import { declaresUsing, isUsing, needsTranspiling, transpile, transpileMerged, wrap } from './islands';
import { awaits, isNestedVar, isSilent, lineBreaks, withoutExport } from './statements';

/** What the checker knows about a cell and the transformation needs. */
export interface CellFacts {
  /** Imported names that are types only, so that nothing is bound at run time. */
  typeOnlyImports: ReadonlySet<string>;
}

/**
 * Turns a cell into a script. Every name that the cell declares is a `let` binding shared by all scripts, and
 * every declaration an assignment to it: so a later cell may declare it again as anything, functions of earlier
 * cells see the new value, and `let x;` resets.
 */
export function transformCell(file: ts.SourceFile, facts: CellFacts): Runnable {
  return new CellTransformer(file, facts).run();
}

class CellTransformer {
  readonly #edits: Edits;
  readonly #names = new Set<string>();
  readonly #islands = new Set<ts.Node>();
  readonly #functions: ts.FunctionDeclaration[] = [];
  /** Texts of the enums and namespaces so far, by name. */
  readonly #merged = new Map<string, string>();
  #isAsync = false;
  #disposal: '' | 'dispose' | 'disposeAsync' = '';

  constructor(
    readonly file: ts.SourceFile,
    readonly facts: CellFacts,
  ) {
    this.#edits = new Edits(file.text);
  }

  run(): Runnable {
    const { file } = this;
    const last = file.statements.filter((each) => !isSilent(each)).at(-1);
    const result = last && ts.isExpressionStatement(last) ? last.expression : undefined;
    const returning = result && this.#edits.open(result.getStart(file), '');
    for (const statement of file.statements) this.#statement(statement);
    eraseTypes(this.#edits, file, this.#islands);
    this.#rewriteBelow(file, false);
    if (returning && this.#isAsync) {
      returning.text = 'return (';
      this.#edits.close(result.end, ')');
    }
    const { code, map } = this.#assemble();
    return {
      names: [...this.#names],
      code,
      map,
      isAsync: this.#isAsync,
      hasValue: result !== undefined,
      source: file.text,
    };
  }

  #assemble() {
    const { file } = this;
    const pieces: Parameters<typeof join>[0] = ["'use strict';"];
    if (this.#isAsync) pieces.push('(async()=>{');
    if (this.#disposal) pieces.push(`{const ${runtimeName}s=[];try{`);
    for (const each of this.#functions) {
      pieces.push(this.#edits.render(each.getStart(file), each.end), ';');
    }
    let position = 0;
    for (const each of this.#functions) {
      const start = each.getStart(file);
      pieces.push(this.#edits.render(position, start), lineBreaks(file.text.slice(start, each.end)));
      position = each.end;
    }
    pieces.push(this.#edits.render(position, file.text.length));
    if (this.#disposal === 'dispose') pieces.push(`\n}finally{${runtimeName}.dispose(${runtimeName}s)}}`);
    if (this.#disposal === 'disposeAsync') {
      pieces.push(`\n}finally{await ${runtimeName}.disposeAsync(${runtimeName}s)}}`);
    }
    if (this.#isAsync) pieces.push('\n})()');
    return join(pieces);
  }

  #statement(statement: ts.Statement): void {
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return;
    this.#eraseExport(statement);
    if (ts.isVariableStatement(statement)) {
      if (isUsing(statement.declarationList)) this.#using(statement);
      else this.#assign(statement.declarationList, statement);
    } else if (ts.isFunctionDeclaration(statement)) this.#function(statement);
    else if (ts.isClassDeclaration(statement)) this.#class(statement);
    else if (ts.isEnumDeclaration(statement)) this.#merging(statement, statement.name.text);
    else if (ts.isModuleDeclaration(statement)) this.#namespace(statement);
    else if (ts.isImportDeclaration(statement)) this.#import(statement);
    else if (ts.isImportEqualsDeclaration(statement)) this.#importEquals(statement);
    else if (ts.isExportDeclaration(statement)) this.#exportDeclaration(statement);
    else if (ts.isExportAssignment(statement)) {
      const start = statement.getStart(this.file);
      this.#edits.replace(start, statement.expression.getStart(this.file), ';(');
      this.#edits.close(statement.expression.end, ')');
    } else if (declaresUsing(statement)) {
      const isAsync = awaits(statement);
      this.#isAsync ||= isAsync;
      const before = isAsync ? ';await(async()=>{' : ';(()=>{';
      this.#island(statement, (text) => wrap(before, transpile(text), '\n})();'));
    }
  }

  #eraseExport(statement: ts.Statement): void {
    if (!ts.canHaveModifiers(statement)) return;
    for (const modifier of ts.getModifiers(statement) ?? []) {
      const { kind } = modifier;
      if (kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword) continue;
      this.#edits.blank(modifier.getStart(this.file), modifier.end);
    }
  }

  /** `const {a} = x, b` becomes `({a} = x), b = void 0`. */
  #assign(list: ts.VariableDeclarationList, statement: ts.VariableStatement | undefined): void {
    const { file } = this;
    const start = list.getStart(file);
    const keyword = list.flags & ts.NodeFlags.Const ? 'const' : list.flags & ts.NodeFlags.Let ? 'let' : 'var';
    this.#edits.replace(start, start + keyword.length, ' '.repeat(keyword.length));
    for (const { name, initializer, end } of list.declarations) {
      for (const bound of boundNames(name)) this.#names.add(bound.text);
      if (!ts.isIdentifier(name) && initializer && statement) {
        this.#edits.open(name.getStart(file), '(');
        this.#edits.close(end, ')');
      }
      if (!initializer && statement && keyword === 'let') this.#edits.close(end, '=void 0');
    }
  }

  /** Disposed at the end of the cell, in reverse order. */
  #using(statement: ts.VariableStatement): void {
    const list = statement.declarationList;
    const { file } = this;
    const isAwait = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing;
    if (isAwait) this.#isAsync = true;
    this.#disposal = isAwait || this.#disposal === 'disposeAsync' ? 'disposeAsync' : 'dispose';
    const first = list.declarations[0];
    this.#edits.replace(list.getStart(file), first.getStart(file), ';');
    for (const { name, initializer } of list.declarations) {
      if (!ts.isIdentifier(name) || !initializer) continue;
      this.#names.add(name.text);
      this.#edits.open(initializer.getStart(file), `${runtimeName}.use(${runtimeName}s,(`);
      this.#edits.close(initializer.end, '))');
    }
  }

  /** Hoisted: assigned before the first statement runs. The name goes, so that recursion sees reassignment. */
  #function(statement: ts.FunctionDeclaration): void {
    const { name, body } = statement;
    if (!body) return;
    if (!name) {
      this.#edits.open(statement.getStart(this.file), ';(');
      this.#edits.close(statement.end, ');');
      return;
    }
    if (declaresUsing(statement)) {
      this.#names.add(name.text);
      this.#island(statement, (text) =>
        wrap(`;${name.text}=(()=>{`, transpile(withoutExport(text)), `\nreturn ${name.text}})();`),
      );
      return;
    }
    this.#names.add(name.text);
    this.#functions.push(statement);
    this.#edits.open(statement.getStart(this.file), `${name.text}=`);
    this.#edits.blank(name.getStart(this.file), name.end);
  }

  #class(statement: ts.ClassDeclaration): void {
    const { name } = statement;
    const start = statement.getStart(this.file);
    if (!name) {
      this.#edits.open(start, ';(');
      this.#edits.close(statement.end, ');');
      return;
    }
    this.#names.add(name.text);
    if (needsTranspiling(statement) || declaresUsing(statement)) {
      this.#island(statement, (text) =>
        wrap(`;${name.text}=(()=>{`, transpile(withoutExport(text)), `\nreturn ${name.text}})();`),
      );
      return;
    }
    this.#edits.open(start, `;${name.text}=`);
    this.#edits.end(statement.end);
  }

  #namespace(statement: ts.ModuleDeclaration): void {
    if (!ts.isIdentifier(statement.name) || !hasValues(statement)) return;
    this.#merging(statement, statement.name.text);
  }

  /** Enums and namespaces merge with what the same cell declares, and replace what an earlier cell did. */
  #merging(statement: ts.EnumDeclaration | ts.ModuleDeclaration, name: string): void {
    const before = this.#names.has(name) ? name : 'void 0';
    const earlier = this.#merged.get(name) ?? '';
    this.#names.add(name);
    const translate = (text: string) => (earlier === '' ? transpile(text) : transpileMerged(earlier, text));
    this.#merged.set(name, `${earlier}\n${statement.getText(this.file)}`);
    this.#island(statement, (text) =>
      wrap(`;${name}=((${name})=>{`, translate(withoutExport(text)), `\nreturn ${name}})(${before});`),
    );
  }

  #import(statement: ts.ImportDeclaration): void {
    const start = statement.getStart(this.file);
    const { code, names } = importCode(statement, this.facts.typeOnlyImports);
    if (code !== '') this.#isAsync = true;
    for (const name of names) this.#names.add(name);
    this.#islands.add(statement);
    this.#edits.replace(
      start,
      statement.end,
      `;${code}${lineBreaks(this.file.text.slice(start, statement.end))}`,
    );
  }

  #importEquals(statement: ts.ImportEqualsDeclaration): void {
    const { moduleReference, name, isTypeOnly } = statement;
    const start = statement.getStart(this.file);
    this.#islands.add(statement);
    if (isTypeOnly || this.facts.typeOnlyImports.has(name.text)) {
      this.#edits.replace(start, statement.end, ';');
      return;
    }
    this.#names.add(name.text);
    const value = ts.isExternalModuleReference(moduleReference)
      ? `require(${moduleReference.expression.getText(this.file)})`
      : moduleReference.getText(this.file);
    this.#edits.replace(start, statement.end, `;${name.text}=${value};`);
  }

  #exportDeclaration(statement: ts.ExportDeclaration): void {
    const start = statement.getStart(this.file);
    const { moduleSpecifier, isTypeOnly } = statement;
    this.#islands.add(statement);
    let code = ';';
    if (moduleSpecifier && !isTypeOnly) {
      this.#isAsync = true;
      code = `;await ${runtimeName}.import(${moduleSpecifier.getText(this.file)});`;
    }
    this.#edits.replace(start, statement.end, code);
  }

  #island(statement: ts.Statement, make: (text: string) => ReturnType<typeof transpile>): void {
    const start = statement.getStart(this.file);
    this.#islands.add(statement);
    const { code, map } = make(this.file.text.slice(start, statement.end));
    this.#edits.replace(start, statement.end, code, map);
  }

  /** Awaits are guarded everywhere; `import` and nested `var` are the kernel's wherever they stand. */
  #rewriteBelow(node: ts.Node, inFunction: boolean): void {
    if (this.#islands.has(node) || ts.isTypeNode(node)) return;
    const { file } = this;
    const inside = inFunction || ts.isFunctionLike(node) || ts.isClassLike(node);
    let closing: [number, string] | undefined;
    if (ts.isAwaitExpression(node)) {
      if (!inFunction) this.#isAsync = true;
      this.#edits.open(node.expression.getStart(file), `${runtimeName}.guard(`);
      closing = [node.expression.end, ')'];
    } else if (ts.isForOfStatement(node) && node.awaitModifier) {
      if (!inFunction) this.#isAsync = true;
      this.#edits.open(node.expression.getStart(file), `${runtimeName}.guardIterable(`);
      closing = [node.expression.end, ')'];
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      this.#edits.replace(node.expression.getStart(file), node.expression.end, `${runtimeName}.import`);
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      this.#edits.replace(node.getStart(file), node.end, `${runtimeName}.meta`);
    } else if (!inFunction && ts.isVariableDeclarationList(node) && isNestedVar(node)) {
      this.#nestedVar(node);
    }
    ts.forEachChild(node, (child) => this.#rewriteBelow(child, inside));
    if (closing) this.#edits.close(...closing);
  }

  #nestedVar(list: ts.VariableDeclarationList): void {
    const statement = ts.isVariableStatement(list.parent) ? list.parent : undefined;
    this.#assign(list, statement);
  }
}
