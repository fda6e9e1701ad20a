import ts from 'typescript-5';
import type { CellError, Runnable } from '../shared/messages';
import { type CellModule, cellModule } from './cell-module';
import { displayPath, formatProblem, isShown, type Place, type Problem, problem } from './diagnostics';
import { shadowingProblems } from './global-names';
import { emptyCell, endName } from './module-text';
import { isObjectLiteral, parseCell, syntaxErrors } from './parse';
import type { Project } from './project';
import { type Entry, Scope, type ValueBinding } from './scope';
import { transformCell } from './transform/cell';
import { typeText } from './type-text';

interface Cell {
  id: number;
  file: string;
  code: string;
  check: boolean;
}

/** Checks cells one after the other, each knowing what those before it declared. */
export class Checker {
  readonly scope = new Scope();
  readonly #labels = new Map<number, string>();
  readonly #offsets = new Map<number, number>();
  readonly #free: number[] = [];
  #nextSlot = 1;

  constructor(
    readonly project: Project,
    readonly folder: string,
    readonly isCancelled: () => boolean,
  ) {}

  prepare({ code, file: label, check }: Cell): { cell: Runnable } | { error: CellError } {
    const text = isObjectLiteral(code) ? `(${code}\n)` : code;
    const file = parseCell(text);
    const errors = syntaxErrors(file);
    if (errors.length > 0) {
      const place = this.#place(label, code, 0);
      return {
        error: cellError(
          'SyntaxError',
          errors.map((each) => problem(each, place)),
        ),
      };
    }
    const shadowing = shadowingProblems(file, this.#place(label, text, 0));
    if (shadowing.length > 0) return { error: cellError('TypeScriptError', shadowing) };

    const slot = this.#takeSlot();
    const module = cellModule(file, this.scope);
    this.project.set(this.project.files.cell(slot), module.text);
    this.project.refresh();
    const isChecked = check && !/^\s*\/\/\s*@ts-nocheck\b/.test(text);
    const problems = isChecked ? this.#problems(file, module, slot, label) : [];
    if (problems === undefined || problems.length > 0 || this.isCancelled()) {
      this.#release(slot);
      return { error: cellError('TypeScriptError', problems ?? []) };
    }
    if (file.statements.some(augmentsOthers)) this.scope.pin(slot);
    const typeOnlyImports = this.#commit(module, slot, label);
    return { cell: transformCell(file, { typeOnlyImports }) };
  }

  kindOf(name: string): ValueBinding['kind'] | undefined {
    const entry = this.scope.get(name);
    return entry?.value?.kind ?? (entry?.type ? 'type' : undefined);
  }

  labelOf(slot: number): string {
    return this.#labels.get(slot) ?? '';
  }

  /** Where an earlier cell's own text begins in its module. */
  offsetOf(slot: number): number {
    return this.#offsets.get(slot) ?? 0;
  }

  #place(name: string, text: string, offset: number): Place {
    return { name, text, offset, kindOf: (each) => this.kindOf(each), labelOf: (slot) => this.labelOf(slot) };
  }

  /** What is wrong with the cell; undefined if the check was cancelled. */
  #problems(file: ts.SourceFile, module: CellModule, slot: number, label: string): Problem[] | undefined {
    this.#labels.set(slot, label);
    try {
      return [...this.#ownProblems(file, module, slot, label), ...this.#localProblems(file)];
    } catch (error) {
      if (error instanceof ts.OperationCanceledException) return undefined;
      return []; // TypeScript itself failed: the cell is better run unchecked than not at all
    }
  }

  #ownProblems(file: ts.SourceFile, module: CellModule, slot: number, label: string): Problem[] {
    const { service, files } = this.project;
    const place = this.#place(label, file.text, module.offset);
    const end = module.offset + file.text.length;
    return service
      .getSemanticDiagnostics(files.cell(slot))
      .filter(isShown)
      .filter(({ start = 0 }) => start >= module.offset && start <= end)
      .map((each) => problem(each, place));
  }

  /** Problems in the user's own files that the cell imports, directly or through each other. */
  #localProblems(file: ts.SourceFile): Problem[] {
    const seen = new Set<string>();
    const found: Problem[] = [];
    const visit = (source: ts.SourceFile, from: string) => {
      const { importedFiles } = ts.preProcessFile(source.text, true, true);
      for (const { fileName } of importedFiles) {
        const path = this.project.localSource(fileName, from);
        if (path === undefined || seen.has(path)) continue;
        seen.add(path);
        const imported = this.project.program().getSourceFile(path);
        if (!imported) continue;
        const place = this.#place(displayPath(path, this.folder), imported.text, 0);
        const { service } = this.project;
        const syntactic = service.getSyntacticDiagnostics(path);
        const all = syntactic.length > 0 ? syntactic : service.getSemanticDiagnostics(path);
        found.push(...all.filter(isShown).map((each) => problem(each, place)));
        visit(imported, path);
      }
    };
    visit(file, this.project.files.editor);
    return found;
  }

  /** Makes what the cell declares known to later cells; returns its imports that are types only. */
  #commit(module: CellModule, slot: number, label: string): Set<string> {
    const program = this.project.program();
    const types = program.getTypeChecker();
    const source = program.getSourceFile(this.project.files.cell(slot));
    const symbol = source && types.getSymbolAtLocation(source);
    const exported = new Map(symbol ? types.getExportsOfModule(symbol).map((each) => [each.name, each]) : []);
    const typeOnlyImports = new Set<string>();

    for (const [name, { kind }] of module.own) {
      const found = exported.get(name);
      const entry = entryOf(types, found, kind, slot);
      if (kind === 'import' && !entry.value) typeOnlyImports.add(name);
      this.scope.declare(name, entry);
    }
    for (const name of module.evolving) this.#evolve(name, types, exported.get(endName(name)), module, slot);
    this.#labels.set(slot, label);
    this.#offsets.set(slot, module.offset);
    this.scope.record(slot, module.exports, module.uses);
    for (const dead of this.scope.collect()) this.#release(dead);
    this.project.set(this.project.files.scope, this.scope.moduleText(this.project.slots));
    return typeOnlyImports;
  }

  /** The type that a widening variable has at the end of the cell; kept as it was where nothing changed. */
  #evolve(
    name: string,
    types: ts.TypeChecker,
    end: ts.Symbol | undefined,
    module: CellModule,
    slot: number,
  ): void {
    const declaration = module.own.get(name);
    const before = this.scope.get(name)?.value;
    if (!end) return;
    const evolving = {
      isConst: declaration ? declaration.kind === 'const' : (before?.evolving?.isConst ?? false),
      ...typeText(types, types.getTypeOfSymbol(end)),
    };
    const old = declaration ? undefined : before?.evolving;
    if (old && evolving.text !== undefined && old.text === evolving.text && old.isArray === evolving.isArray)
      return;
    const kind = evolving.isConst ? 'const' : 'let';
    this.scope.declare(name, { value: { slot, kind, isType: false, evolving } });
  }

  #takeSlot(): number {
    const slot = this.#free.pop() ?? this.#nextSlot++;
    if (slot > this.project.slots) {
      this.project.grow();
      this.project.set(this.project.files.scope, this.scope.moduleText(this.project.slots));
    }
    return slot;
  }

  #release(slot: number): void {
    this.project.set(this.project.files.cell(slot), emptyCell);
    this.#free.push(slot);
  }
}

/** `declare global` and `declare module` go on meaning something when no name leads to their cell. */
function augmentsOthers(statement: ts.Statement): boolean {
  if (!ts.isModuleDeclaration(statement)) return false;
  return ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

function entryOf(
  types: ts.TypeChecker,
  symbol: ts.Symbol | undefined,
  kind: ValueBinding['kind'],
  slot: number,
): Entry {
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(symbol) : symbol;
  const isUnknown = target === undefined || types.isUnknownSymbol(target);
  const isValue = isUnknown ? kind !== 'type' : (target.flags & ts.SymbolFlags.Value) !== 0;
  const typeFlags = ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  const isType = !isUnknown && (target.flags & typeFlags) !== 0;
  const entry: Entry = {};
  if (isValue) entry.value = { slot, kind, isType };
  if (isType) entry.type = { slot, isValue, parameters: parameterCount(target) };
  return entry;
}

function parameterCount(symbol: ts.Symbol): number {
  for (const declaration of symbol.declarations ?? []) {
    const { typeParameters } = declaration as { typeParameters?: ts.NodeArray<ts.Node> };
    if (typeParameters) return typeParameters.length;
  }
  return 0;
}

function cellError(ename: string, problems: Problem[]): CellError {
  const [first] = problems;
  if (!first)
    return {
      ename: 'KeyboardInterrupt',
      evalue: 'The check was interrupted.',
      traceback: ['KeyboardInterrupt'],
    };
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return {
    ename,
    evalue: `TS${first.code}: ${first.message}${more}`,
    traceback: problems.flatMap((each) => formatProblem(each).split('\n')),
  };
}
