import { statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript-5';
import { ambientDeclarations } from './ambient';
import { compilerOptions } from './compiler-options';
import { Documentation } from './documentation';
import { Files, filePrefix } from './files';
import { emptyCell } from './module-text';
import { NodeTypes } from './node-types';

const slotBlock = 32;
const libraryFolder = dirname(ts.getDefaultLibFilePath({})) + sep;

/**
 * The TypeScript program of a notebook: one virtual module for each cell, one that re-exports what the cells
 * declare, and one for the text that is being edited. Slots for cells exist before they are needed, and every
 * cell imports the same single module, so a new cell changes one file's text and not the program's structure.
 */
export class Project {
  readonly files: Files;
  readonly service: ts.LanguageService;
  readonly #virtual = new Map<string, { text: string; version: number; snapshot?: ts.IScriptSnapshot }>();
  readonly #disk = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  readonly documentation: Documentation;
  readonly #options: ts.CompilerOptions;
  readonly #nodeTypes: NodeTypes;
  #resolutions: ts.ModuleResolutionCache | undefined;
  #roots: string[];
  #version = 0;
  #slots = 0;

  constructor(folder: string, isCancelled: () => boolean) {
    this.files = new Files(folder);
    this.#options = compilerOptions(folder);
    this.#nodeTypes = new NodeTypes(this.#options);
    this.documentation = new Documentation(
      (file) => file.startsWith(libraryFolder) || this.#nodeTypes.has(file),
    );
    this.#roots = [this.files.ambient, this.files.scope, this.files.editor];
    this.set(this.files.ambient, ambientDeclarations);
    this.set(this.files.scope, 'export {};');
    this.set(this.files.editor, emptyCell);
    this.service = ts.createLanguageService(this.#host(folder, isCancelled), this.documentation.registry);
    this.grow(slotBlock);
  }

  get slots(): number {
    return this.#slots;
  }

  /** Makes room for more cells. */
  grow(count = slotBlock): void {
    for (let i = 0; i < count; i++) {
      const file = this.files.cell(++this.#slots);
      this.set(file, emptyCell);
      this.#roots.push(file);
    }
    this.#roots = [...this.#roots];
  }

  set(file: string, text: string): void {
    const before = this.#virtual.get(file);
    if (before?.text === text) return;
    this.#virtual.set(file, { text, version: (before?.version ?? 0) + 1 });
    this.#version++;
    this.#widenNodeTypes(text);
  }

  isVirtual(file: string): boolean {
    return this.#virtual.has(file);
  }

  /** Notices changes of the files on disk that the program holds, packages excepted. */
  refresh(): void {
    this.#resolutions = undefined;
    for (const [file, known] of this.#disk) {
      if (isPackageFile(file) || diskVersion(file) === known.version) continue;
      this.#disk.delete(file);
      this.#version++;
    }
  }

  program(): ts.Program {
    const program = this.service.getProgram();
    if (!program) throw new Error('TypeScript has no program.');
    return program;
  }

  /** What is wrong with a file: its syntax or, if that is right, its types. */
  diagnostics(file: string): readonly ts.Diagnostic[] {
    const syntactic = this.service.getSyntacticDiagnostics(file);
    return syntactic.length > 0 ? syntactic : this.service.getSemanticDiagnostics(file);
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
      getScriptFileNames: () => this.#roots,
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
          return ts.resolveModuleName(literal.text, from, options, host, this.#resolutions, redirect, mode);
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

  #widenNodeTypes(text: string): void {
    const index = this.#nodeTypes.widen(text);
    if (index !== undefined && this.#disk.delete(index)) this.#version++;
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
    if (!isPackageFile(file)) this.#widenNodeTypes(text);
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#disk.set(file, { version: diskVersion(file), snapshot });
    return snapshot;
  }
}

function isPackageFile(file: string): boolean {
  return file.includes('/node_modules/');
}

function diskVersion(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  // The change time counts as well: a file may change twice within one tick of the other, or be given an old one.
  return stats ? `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : 'missing';
}
