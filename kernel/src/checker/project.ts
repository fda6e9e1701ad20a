import { statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript-5';
import { ambientDeclarations } from './ambient';
import { compilerOptions } from './compiler-options';
import { Documentation } from './documentation';
import { Files, filePrefix } from './files';
import { ImportedGlobals } from './imported-globals';
import { LiveProgram, type Resolution } from './live-program';
import { moduleReferences } from './module-references';
import { emptyModule } from './module-text';
import { NodeTypes } from './node-types';

/** How many modules a program takes in place of others, before a new one frees the memory of the old. */
const mostReplaced = { whileIdle: 200, ever: 1000 };

/** So many modules may each need the type of the one before. */
const deepest = 200;
const libraryFolder = dirname(ts.getDefaultLibFilePath({})) + sep;

/**
 * The TypeScript program of a notebook: one virtual module for each cell that later cells may need, and one for
 * the text that is being edited. A new program is made only when the present one cannot take a module.
 */
export class Project {
  readonly files: Files;
  readonly #service: ts.LanguageService;
  readonly #virtual = new Map<string, { text: string; version: number; snapshot?: ts.IScriptSnapshot }>();
  readonly #disk = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  readonly documentation: Documentation;
  readonly #options: ts.CompilerOptions;
  readonly #nodeTypes: NodeTypes;
  #resolutions: ts.ModuleResolutionCache | undefined;
  #version = 0;
  /** Numbers the texts of modules, so that no two of a name are taken for one. */
  #texts = 0;
  #live: LiveProgram | undefined;
  /** Modules that the program does not have yet. */
  readonly #changed = new Set<string>();
  #needsProgram = true;
  /** What the notebook's modules have imported from packages. */
  readonly #imported = new Map<string, Resolution>();
  readonly #globals = new ImportedGlobals();

  constructor(folder: string, isCancelled: () => boolean) {
    this.files = new Files(folder);
    this.#options = compilerOptions(folder);
    this.#nodeTypes = new NodeTypes(this.#options);
    this.documentation = new Documentation(
      (file) => file.startsWith(libraryFolder) || this.#nodeTypes.has(file),
    );
    this.set(this.files.ambient, ambientDeclarations);
    this.set(this.files.editor, emptyModule);
    this.#service = ts.createLanguageService(this.#host(folder, isCancelled), this.documentation.registry);
  }

  /** Answers from the notebook as it is now. */
  get service(): ts.LanguageService {
    this.#update();
    return this.#service;
  }

  set(file: string, text: string): void {
    const before = this.#virtual.get(file);
    if (before?.text === text) return;
    if (before && changesOthers(before.text)) this.#needsProgram = true;
    this.#virtual.set(file, { text, version: ++this.#texts });
    this.#changed.add(file);
    this.#widenNodeTypes(text);
  }

  /** Takes out a module that nothing depends on. */
  remove(file: string): void {
    const before = this.#virtual.get(file);
    if (before && changesOthers(before.text)) this.#needsProgram = true;
    this.#virtual.delete(file);
    this.#changed.delete(file);
  }

  /** A cell runs: the globals of what it imports are there from now on. */
  load(): void {
    this.#globals.load();
  }

  /** Forgets the text that is being edited, and the globals of imports that never ran and are not in `next` either. */
  unload(next: string): void {
    this.set(this.files.editor, emptyModule);
    if (this.#globals.unload(next)) this.#needsProgram = true;
  }

  /** The type checker failed in the middle of something, and is not to be asked again. */
  abandon(): void {
    const editor = this.#virtual.get(this.files.editor);
    // TypeScript keeps a program none of whose files has another version.
    if (editor) editor.version = ++this.#texts;
    this.#needsProgram = true;
  }

  /** Notices changes of the files on disk that the program holds, packages excepted. */
  refresh(): void {
    this.#resolutions = undefined;
    for (const [file, known] of this.#disk) {
      if (isPackageFile(file) || diskVersion(file) === known.version) continue;
      this.#disk.delete(file);
      this.#needsProgram = true;
    }
  }

  /** Makes a new program while nobody waits, if the present one has become large. */
  tidy(): void {
    if (this.#live && this.#live.count >= mostReplaced.whileIdle) this.renew();
  }

  /** Makes a program in which nothing is replaced; false if the present one is. */
  renew(): boolean {
    if (!this.#live?.count) return false;
    this.#needsProgram = true;
    this.#update();
    return true;
  }

  program(): ts.Program {
    const program = this.service.getProgram();
    if (!program) throw new Error('TypeScript has no program.');
    return program;
  }

  /** What is wrong with a file: its syntax or, if that is right, its types. */
  diagnostics(file: string): readonly ts.Diagnostic[] {
    const syntactic = this.service.getSyntacticDiagnostics(file);
    return syntactic.length > 0 ? syntactic : this.semanticDiagnostics(file);
  }

  semanticDiagnostics(file: string): readonly ts.Diagnostic[] {
    const source = this.program().getSourceFile(file);
    this.#live?.separateDiagnostics();
    const all = this.service.getSemanticDiagnostics(file);
    // The program keeps what it said of the imports of a module that this one has replaced.
    return all.filter((each) => each.file === source);
  }

  /** A real file that the notebook's module `specifier` means, if it is one of the user's own. */
  localSource(specifier: string, from: string): string | undefined {
    const { resolvedModule } = ts.resolveModuleName(specifier, from, this.#options, ts.sys);
    const file = resolvedModule?.resolvedFileName;
    return file !== undefined && /\.[cm]?tsx?$/.test(file) && !file.endsWith('.d.ts') && !isPackageFile(file)
      ? file
      : undefined;
  }

  #host(folder: string, isCancelled: () => boolean): ts.LanguageServiceHost {
    const exists = (file: string) => this.#virtual.has(file) || ts.sys.fileExists(file);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => this.#options,
      getScriptFileNames: () => [...this.#virtual.keys(), ...this.#globals.loaded],
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getProjectVersion: () => String(this.#version),
      getScriptVersion: (file) => {
        const virtual = this.#virtual.get(file);
        if (virtual) return String(virtual.version);
        if (isPackageFile(file)) return this.#nodeTypes.isShortened(file) ? 'shortened' : 'whole';
        return this.#disk.get(file)?.version ?? diskVersion(file);
      },
      getScriptSnapshot: (file) => this.#snapshot(file),
      fileExists: exists,
      readFile: (file) => this.#virtual.get(file)?.text ?? ts.sys.readFile(file),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      realpath: ts.sys.realpath,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getCancellationToken: () => ({ isCancellationRequested: isCancelled }),
      resolveModuleNameLiterals: (literals, from, redirect, options, file) => {
        this.#resolutions ??= ts.createModuleResolutionCache(folder, (name) => name, options);
        return literals.map((literal) => {
          const known = this.#knownModule(literal.text, from);
          if (known) return { resolvedModule: known };
          const mode = ts.getModeForUsageLocation(file, literal, options);
          const { text } = literal;
          const found = ts.resolveModuleName(text, from, options, host, this.#resolutions, redirect, mode);
          const isPackage = !ts.isExternalModuleNameRelative(text) && mode !== ts.ModuleKind.CommonJS;
          if (this.#virtual.has(from)) this.#globals.try(text);
          if (isPackage && this.#virtual.has(from)) this.#imported.set(text, found);
          return found;
        });
      },
    };
    return host;
  }

  /** What needs no search on the disk. */
  #knownModule(specifier: string, from: string): ts.ResolvedModuleFull | undefined {
    const nodeModule = this.#nodeTypes.moduleFile(specifier, from);
    if (nodeModule !== undefined) return { resolvedFileName: nodeModule, extension: ts.Extension.Dts };
    if (!specifier.startsWith(`./${filePrefix}`)) return undefined;
    const resolvedFileName = join(dirname(from), `${specifier}.ts`);
    return this.#virtual.has(resolvedFileName) ? { resolvedFileName, extension: ts.Extension.Ts } : undefined;
  }

  #widenNodeTypes(text: string, isPackage = false): void {
    const index = this.#nodeTypes.widen(text, isPackage);
    if (index !== undefined && this.#disk.delete(index)) this.#needsProgram = true;
  }

  #update(): void {
    if (!this.#needsProgram && this.#changed.size === 0) return;
    if (!this.#needsProgram && !this.#replaceChanged()) this.#needsProgram = true;
    // A program's own files may show that it needs others.
    while (this.#needsProgram) {
      this.#needsProgram = false;
      this.#makeProgram();
    }
    this.#changed.clear();
  }

  #makeProgram(): void {
    this.#live?.restore();
    this.#live = undefined;
    this.#version++;
    const program = this.#service.getProgram();
    if (program) this.#live = LiveProgram.of(program, toPath);
    const files = program?.getSourceFiles() ?? [];
    this.#globals.find(files.filter(({ fileName }) => this.#isImported(fileName)));
    if (program && this.#virtual.size > deepest) this.#inferFromOldest(program);
  }

  /** Cells that build on each other by the hundred are too deep to be inferred from the newest one. */
  #inferFromOldest(program: ts.Program): void {
    const types = program.getTypeChecker();
    for (const file of this.#virtual.keys()) {
      const symbol = types.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile);
      for (const each of symbol ? types.getExportsOfModule(symbol) : []) {
        for (const call of types.getTypeOfSymbol(each).getCallSignatures()) call.getReturnType();
      }
    }
  }

  /** Puts the changed modules into the program that is there; false if they need another one. */
  #replaceChanged(): boolean {
    const live = this.#live;
    if (!live || live.count >= mostReplaced.ever) return false;
    const found = [...this.#changed].map((file) => this.#parsed(file, live));
    for (const each of found) if (!each) return false;
    for (const each of found) if (each) live.replace(each.file, each.imports, each.resolutions);
    return true;
  }

  /** A module and where its imports lead; undefined if it needs files that the program lacks, or changes others. */
  #parsed(name: string, live: LiveProgram) {
    const snapshot = this.#snapshot(name);
    const text = this.#virtual.get(name)?.text ?? '';
    if (!snapshot || changesOthers(text) || resolvesOtherwise.test(text)) return undefined;
    const file = live.parse(name, snapshot);
    const directives = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives];
    if (directives.some(({ length }) => length > 0)) return undefined;
    const imports = moduleReferences(file);
    const resolutions = new Map<string, Resolution>();
    for (const { text: specifier } of imports) {
      const own = this.#knownModule(specifier, name);
      const resolution = own ? { resolvedModule: own } : this.#imported.get(specifier);
      const target = resolution?.resolvedModule?.resolvedFileName;
      if (!resolution || target === undefined || !(live.holds(target) || this.#changed.has(target)))
        return undefined;
      resolutions.set(specifier, resolution);
    }
    return { file, imports, resolutions };
  }

  /** Whether a file is in the program only because a cell imports it. */
  #isImported(file: string): boolean {
    return !this.#virtual.has(file) && !file.startsWith(libraryFolder) && !this.#nodeTypes.has(file);
  }

  #snapshot(file: string): ts.IScriptSnapshot | undefined {
    const virtual = this.#virtual.get(file);
    if (virtual) {
      virtual.snapshot ??= ts.ScriptSnapshot.fromString(virtual.text);
      return virtual.snapshot;
    }
    const known = this.#disk.get(file);
    if (known) return known.snapshot;
    const text = this.#nodeTypes.indexText(file) ?? ts.sys.readFile(file);
    if (text === undefined) return undefined;
    const isPackage = isPackageFile(file);
    if (!isPackage || !this.#nodeTypes.has(file)) this.#widenNodeTypes(text, isPackage);
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#disk.set(file, { version: diskVersion(file), snapshot });
    return snapshot;
  }
}

/** `declare global` and `declare module` may change what any other file sees. */
function changesOthers(text: string): boolean {
  return /\bdeclare\b/.test(text) && /\b(global|module)\b/.test(text);
}

/** Imports that a package answers with other files than those for `import … from`. */
const resolvesOtherwise = /=\s*require\b|resolution-mode/;

/** The name under which a program has a file. */
function toPath(file: string): string {
  const name = file.replaceAll(sep, '/');
  return ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase();
}

function isPackageFile(file: string): boolean {
  return file.includes('/node_modules/');
}

function diskVersion(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  // The change time counts as well: a file may change twice within one tick of the other, or be given an old one.
  return stats ? `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : 'missing';
}
