import ts from 'typescript-5';
import type { CellError, Prepared } from '../shared/messages';
import { cellError, usageError } from './cell-error';
import { type CellModule, cellModule } from './cell-module';
import { identifiersOf } from './declarations';
import { displayPath, isError, type Place, type Problem, problem } from './diagnostics';
import { entryOf, plainType } from './entries';
import { isGlobalName } from './global-names';
import { importedFiles } from './imported-files';
import { type CheckLevel, isCheckLevel, readMagics } from './magics';
import { endName } from './module-text';
import { Notes } from './notes';
import { isObjectLiteral, parseCell, syntaxErrors } from './parse';
import type { Project } from './project';
import { referencesTo } from './references';
import { type Entry, Scope, type ValueBinding } from './scope';
import type { BesideGlobals } from './transform/bindings';
import { type CellFacts, transformCell } from './transform/cell';
import { withSource } from './transform/source';
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
  /** Values of cells that are named like a global. */
  #besideGlobal: ReadonlySet<string> = new Set<string>();
  readonly #notes = new Notes();
  #level: CheckLevel = levelOf(process.env.OPTLAB_KERNEL_CHECK);
  readonly #settingNotes = settingNotes(process.env.OPTLAB_KERNEL_CHECK);
  /** The cell that was prepared last, until it starts; also one that TypeScript could not cope with. */
  #prepared: { slot: number; declare(): void } | undefined;

  constructor(
    readonly project: Project,
    readonly folder: string,
    readonly isCancelled: () => boolean,
  ) {}

  /** Checks and transforms a cell; later cells know of it once it is declared. */
  prepare({ code, file: label, check }: Cell): Prepared | { error: CellError } {
    this.#discardPrepared();
    this.project.unload(code);
    const { text: plain, magics } = readMagics(code);
    if (magics.problem) return { error: usageError(label, magics.problem) };
    const isObject = isObjectLiteral(plain);
    const file = parseCell(isObject ? `(${plain}\n)` : plain);
    const before = isObject ? 1 : 0;
    const place = this.#place(label, code, before);
    const errors = syntaxErrors(file).map((each) => problem(each, place));
    if (errors.length > 0) return { error: cellError('SyntaxError', errors) };

    this.#level = magics.sessionLevel ?? this.#level;
    const isUnchecked = !check || /^\s*\/\/\s*@ts-nocheck\b/m.test(leadingComments(plain));
    const level = isUnchecked ? 'off' : (magics.level ?? this.#level);
    const slot = this.#free.pop() ?? this.#nextSlot++;
    this.#prepared = { slot, declare: () => {} };
    const module = cellModule(file, this.scope);
    this.project.set(this.project.files.cell(slot), module.text);
    this.project.refresh();
    this.#labels.set(slot, label);
    const found =
      level === 'off'
        ? { problems: [], notes: [] }
        : this.#check(file, module, slot, this.#place(label, code, module.offset + before), level);
    if (found === undefined || found.problems.length > 0 || this.isCancelled()) {
      this.#discardPrepared();
      return { error: cellError('TypeScriptError', found?.problems ?? []) };
    }
    const facts = this.#declarations(file, module, slot);
    this.#prepared = { slot, declare: facts.declare };
    const cell = withSource(transformCell(file, facts), code, before);
    const notes = [...this.#settingNotes.splice(0), ...found.notes];
    return { cell, notes, isTimed: magics.isTimed };
  }

  /** The prepared cell starts: what it declares is known from now on. One that is interrupted before leaves no trace. */
  declarePrepared(): void {
    if (this.#prepared) this.project.load();
    this.#prepared?.declare();
    this.#prepared = undefined;
  }

  #discardPrepared(): void {
    if (this.#prepared) this.#release(this.#prepared.slot);
    this.#prepared = undefined;
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
    const { folder } = this;
    return {
      name,
      text,
      folder,
      offset,
      kindOf: (each) => this.kindOf(each),
      labelOf: (slot) => this.labelOf(slot),
    };
  }

  /** What is wrong with the cell; undefined if the check was cancelled. */
  #check(
    file: ts.SourceFile,
    module: CellModule,
    slot: number,
    place: Place,
    level: CheckLevel,
  ): { problems: Problem[]; notes: string[] } | undefined {
    const end = module.offset + file.text.length;
    try {
      const isOwn = ({ start = 0 }: ts.Diagnostic) => start >= module.offset && start <= end;
      const cell = this.project.files.cell(slot);
      let own = this.project.semanticDiagnostics(cell).filter(isOwn);
      if (own.some(({ code }) => code === unknownName) && this.project.renew())
        own = this.project.semanticDiagnostics(cell).filter(isOwn);
      const problems = own.filter((each) => isError(each, level)).map((each) => problem(each, place));
      for (const { fileName, text } of importedFiles(this.project, file)) {
        const imported = this.#place(displayPath(fileName, this.folder), text, 0);
        const all = this.project.diagnostics(fileName);
        problems.push(...all.filter((each) => isError(each, level)).map((each) => problem(each, imported)));
      }
      const notes: string[] = [];
      for (const each of problems.length === 0 ? own : []) {
        const { line, column } = problem(each, place);
        const note = this.#notes.for(each, `${place.name}:${line}:${column}`);
        if (note !== undefined) notes.push(note);
      }
      return { problems, notes };
    } catch (error) {
      if (error instanceof ts.OperationCanceledException) return undefined;
      // TypeScript itself failed: the cell is better run unchecked than not at all.
      this.project.abandon();
      return { problems: [], notes: [] };
    }
  }

  /** What the transform must know, and what makes the cell's declarations known to later cells. */
  #declarations(file: ts.SourceFile, module: CellModule, slot: number): CellFacts & { declare(): void } {
    const program = this.project.program();
    const types = program.getTypeChecker();
    const source = program.getSourceFile(this.project.files.cell(slot));
    const symbol = source && types.getSymbolAtLocation(source);
    const exported = new Map(symbol ? types.getExportsOfModule(symbol).map((each) => [each.name, each]) : []);
    const typeOnlyImports = new Set<string>();
    const entries: [name: string, entry: Entry][] = [];
    const besideGlobal = new Set(this.#besideGlobal);

    for (const [name, declaration] of module.own) {
      const { kind } = declaration;
      const found = exported.get(name);
      const entry = entryOf(types, found, kind, slot);
      if (entry.value && found) entry.value.plain = plainType(types, found, declaration);
      if (kind === 'import' && !entry.value) typeOnlyImports.add(name);
      if (entry.value && isGlobalName(name)) {
        if (declaration.isAmbient) besideGlobal.delete(name);
        else besideGlobal.add(name);
      }
      entries.push([name, entry]);
    }
    const besideGlobals = bindingsBesideGlobals(besideGlobal, file, module, source, types);
    const declare = () => {
      this.#besideGlobal = besideGlobal;
      if (file.statements.some(augmentsOthers)) this.scope.pin(slot);
      for (const [name, entry] of entries) this.scope.declare(name, entry);
      for (const name of module.evolving)
        this.#evolve(name, types, exported.get(endName(name)), module, slot);
      this.#offsets.set(slot, module.offset);
      this.scope.record(slot, module.uses);
      for (const dead of this.scope.collect()) this.#release(dead);
    };
    return { typeOnlyImports, besideGlobals, declare };
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

  #release(slot: number): void {
    this.project.remove(this.project.files.cell(slot));
    this.#free.push(slot);
  }
}

/** Which of the cell's identifiers mean values that are named like a global, and not the global or a local name. */
function bindingsBesideGlobals(
  besideGlobal: ReadonlySet<string>,
  file: ts.SourceFile,
  { offset }: CellModule,
  source: ts.SourceFile | undefined,
  types: ts.TypeChecker,
): BesideGlobals {
  const used = besideGlobal.size > 0 ? identifiersOf(file) : undefined;
  const names = new Set([...besideGlobal].filter((name) => used?.has(name)));
  const found = names.size > 0 && source ? referencesTo(names, source, types) : [];
  return { names, references: new Set([...found].map((position) => position - offset)) };
}

/** "Cannot find name": behind the first ten of them a type checker no longer looks for similar names. */
const unknownName = 2304;

/** Checking is on unless the environment says otherwise. */
function levelOf(setting: string | undefined): CheckLevel {
  return isCheckLevel(setting) ? setting : 'on';
}

/** What to say of a setting that means nothing. */
function settingNotes(setting = ''): string[] {
  if (setting === '' || isCheckLevel(setting)) return [];
  return [
    `OPTLAB_KERNEL_CHECK is '${setting}', which means nothing; off, on and strict do. Cells are checked as with on.`,
  ];
}

function leadingComments(text: string): string {
  return /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0] ?? '';
}

/** `declare global` and `declare module` go on meaning something when no name leads to their cell. */
function augmentsOthers(statement: ts.Statement): boolean {
  if (!ts.isModuleDeclaration(statement)) return false;
  return ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}
