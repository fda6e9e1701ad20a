import ts from 'typescript-5';
import type { Runnable } from '../../shared/messages';
import { runtimeName } from '../../shared/names';
import { boundNames } from '../declarations';
import { assemble } from './assemble';
import { type BesideGlobals, bindingOf, entityText, nameFunction, renameReferences } from './bindings';
import { Edits, join } from './edits';
import { eraseTypes, hasModifier, hasValues } from './erase';
import { importCode } from './import-code';
import { MergingDeclarations } from './merging';
import { assignUsing, isAwaitUsing, isUsing, lowerScript, usesNewestSyntax } from './newest-syntax';
import { addRuntimeCalls } from './runtime-calls';
import { isSilent, lineBreaks } from './statements';
import { assignVariables, isNestedVar } from './variables';

/** What the checker knows about a cell and the transformation needs. */
export interface CellFacts {
  /** Imported names that are types only, so that nothing is bound at run time. */
  typeOnlyImports: ReadonlySet<string>;
  besideGlobals: BesideGlobals;
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
  /** Nodes that are replaced as a whole. */
  readonly #replaced = new Set<ts.Node>();
  readonly #functions: ts.FunctionDeclaration[] = [];
  readonly #merging: MergingDeclarations;
  #isAsync = false;

  constructor(
    readonly file: ts.SourceFile,
    readonly facts: CellFacts,
  ) {
    this.#edits = new Edits(file.text);
    this.#merging = new MergingDeclarations(file, facts.besideGlobals);
  }

  run(): Runnable {
    const { file } = this;
    const last = file.statements.filter((each) => !isSilent(each)).at(-1);
    const result = last && ts.isExpressionStatement(last) ? last.expression : undefined;
    const returning = result && this.#edits.open(result.getStart(file), '');
    for (const statement of file.statements) this.#statement(statement);
    eraseTypes(this.#edits, file, this.#replaced, (node) => this.#merging.local(node));
    const onAwait = () => {
      this.#isAsync = true;
    };
    const onVariables = (list: ts.VariableDeclarationList) => {
      if (isAwaitUsing(list)) this.#isAsync = true;
      else if (isNestedVar(list)) this.#assign(list);
    };
    addRuntimeCalls({ edits: this.#edits, file, skipped: this.#replaced, onAwait, onVariables }, file);
    renameReferences(this.#edits, file, this.facts.besideGlobals);
    if (returning && this.#isAsync) {
      returning.text = 'return (';
      this.#edits.close(result.end, ')');
    }
    const { code, map } = this.#script();
    return {
      names: [...this.#names],
      code,
      map,
      isAsync: this.#isAsync,
      hasValue: result !== undefined,
      source: file.text,
    };
  }

  #script() {
    const body = assemble(this.#edits, this.file, this.#functions);
    const isNew = usesNewestSyntax(this.file);
    // A block, for `using` ends with one.
    const around = isNew ? ['{', '\n}'] : ['', ''];
    if (this.#isAsync) {
      around[0] = `(async()=>{${around[0]}`;
      around[1] += '\n})()';
    }
    const script = join([around[0], body, around[1]]);
    return join(["'use strict';", isNew ? lowerScript(script) : script]);
  }

  #statement(statement: ts.Statement): void {
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return;
    this.#eraseExport(statement);
    if (ts.isVariableStatement(statement)) this.#variables(statement.declarationList);
    else if (ts.isFunctionDeclaration(statement)) this.#function(statement);
    else if (ts.isClassDeclaration(statement)) this.#class(statement);
    else if (ts.isEnumDeclaration(statement)) this.#merge(statement, statement.name.text);
    else if (ts.isModuleDeclaration(statement)) {
      if (ts.isIdentifier(statement.name) && hasValues(statement))
        this.#merge(statement, statement.name.text);
    } else if (ts.isImportDeclaration(statement)) this.#import(statement);
    else if (ts.isImportEqualsDeclaration(statement)) this.#importEquals(statement);
    else if (ts.isExportDeclaration(statement)) this.#exportDeclaration(statement);
    else if (ts.isExportAssignment(statement)) {
      this.#edits.replace(statement.getStart(this.file), statement.expression.getStart(this.file), ';(');
      this.#edits.close(statement.expression.end, ')');
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

  #variables(list: ts.VariableDeclarationList): void {
    if (!isUsing(list)) {
      this.#assign(list);
      return;
    }
    for (const { name } of list.declarations) if (ts.isIdentifier(name)) this.#bind(name.text);
    assignUsing(this.#edits, this.file, list);
  }

  #assign(list: ts.VariableDeclarationList): void {
    for (const { name } of list.declarations) {
      for (const bound of boundNames(name)) this.#bind(bound.text);
    }
    assignVariables(this.#edits, this.file, list);
  }

  /** Hoisted: assigned before the first statement runs. The name goes, so that recursion sees reassignment. */
  #function(statement: ts.FunctionDeclaration): void {
    const { name, body } = statement;
    if (!body) return;
    const start = statement.getStart(this.file);
    if (!name) {
      this.#edits.open(start, ';(');
      this.#edits.close(statement.end, ');');
      return;
    }
    const binding = this.#bind(name.text);
    this.#functions.push(statement);
    this.#edits.open(start, `${binding}=`);
    if (binding !== name.text) nameFunction(this.#edits, start, statement.end, name.text);
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
    this.#edits.open(start, `;${this.#bind(name.text)}=`);
    this.#edits.end(statement.end);
  }

  #merge(statement: ts.EnumDeclaration | ts.ModuleDeclaration, name: string): void {
    const isMore = this.#names.has(bindingOf(name, this.facts.besideGlobals));
    const { code, map } = this.#merging.assignment(statement, name, this.#bind(name), isMore);
    this.#replace(statement, code, map);
  }

  #import(statement: ts.ImportDeclaration): void {
    const { code, names } = importCode(statement, this.facts.typeOnlyImports, (name) =>
      bindingOf(name, this.facts.besideGlobals),
    );
    if (code !== '') this.#isAsync = true;
    for (const name of names) this.#names.add(name);
    const breaks = lineBreaks(this.file.text.slice(statement.getStart(this.file), statement.end));
    this.#replace(statement, `;${code}${breaks}`);
  }

  #importEquals(statement: ts.ImportEqualsDeclaration): void {
    const { moduleReference, name, isTypeOnly } = statement;
    if (isTypeOnly || this.facts.typeOnlyImports.has(name.text)) {
      this.#replace(statement, ';');
      return;
    }
    const value = ts.isExternalModuleReference(moduleReference)
      ? `require(${moduleReference.expression.getText(this.file)})`
      : entityText(moduleReference, this.file, this.facts.besideGlobals);
    this.#replace(statement, `;${this.#bind(name.text)}=${value};`);
  }

  /** Notes that the cell binds a name; returns what the binding is called. */
  #bind(name: string): string {
    const binding = bindingOf(name, this.facts.besideGlobals);
    this.#names.add(binding);
    return binding;
  }

  #exportDeclaration(statement: ts.ExportDeclaration): void {
    const { moduleSpecifier, isTypeOnly } = statement;
    let code = ';';
    if (moduleSpecifier && !isTypeOnly) {
      this.#isAsync = true;
      code = `;await ${runtimeName}.import(${moduleSpecifier.getText(this.file)});`;
    }
    this.#replace(statement, code);
  }

  #replace(statement: ts.Statement, code: string, map?: Runnable['map']): void {
    this.#replaced.add(statement);
    this.#edits.replace(statement.getStart(this.file), statement.end, code, map);
  }
}
