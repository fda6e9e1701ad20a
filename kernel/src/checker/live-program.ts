import ts from 'typescript-5';

/** What a program, its files and its type checker have beside what their types show. */
interface OpenProgram extends ts.Program {
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): Resolution | undefined;
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file?: ts.SourceFile,
  ): Resolution | undefined;
}
interface OpenChecker extends ts.TypeChecker {
  getDiagnostics(file: ts.SourceFile, ...rest: unknown[]): ts.Diagnostic[];
}
const compiler = ts as unknown as {
  bindSourceFile?: (file: ts.SourceFile, options: ts.CompilerOptions) => void;
};

/** Numbers all files that were ever put in: a program takes over from the one before what it knows by path. */
let versions = 0;

export type Resolution = { resolvedModule: ts.ResolvedModuleFull | undefined };

/**
 * A program whose notebook modules are replaced in place. TypeScript's own way to a changed file is a new program
 * with a new type checker, which works out the types of all packages and of all earlier cells again: with
 * TensorFlow.js that takes ten times as long as the cell.
 *
 * A type checker merges declarations of globals and of packages once, when it is made; everything else it works
 * out when it is asked, and remembers by the identity of nodes, symbols and types. So a module may be replaced if
 * it changes no declarations of others, before and after, and if nothing that is still to be checked has imported
 * it: its own nodes and symbols are new, and nobody asks for the old. What is remembered by name instead is kept
 * apart here: diagnostics by path and file name, resolved imports by path. What depends on how much was checked
 * before is little: behind ten unknown names no similar ones are looked for (the checker of cells then asks a new
 * program), and the members of a union are printed in the order in which they were first met. Limits to depth and
 * number of instantiations are counted anew for each statement. The old nodes, symbols and types stay in memory,
 * some 30 kB a cell, until the next program.
 */
export class LiveProgram {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #resolutions = new WeakMap<ts.SourceFile, ReadonlyMap<string, Resolution>>();
  readonly #program: OpenProgram;
  readonly #original: Partial<OpenProgram>;
  #checker: ts.TypeChecker | undefined;
  /** How many files have been replaced so far. */
  count = 0;

  private constructor(
    program: OpenProgram,
    readonly pathOf: (file: string) => string,
  ) {
    this.#program = program;
    const { getSourceFile, getSourceFileByPath } = program;
    const { getResolvedModule, getResolvedModuleFromModuleSpecifier } = program;
    const replaced: Partial<OpenProgram> = {
      getSourceFile: (name) => this.#files.get(pathOf(name)) ?? getSourceFile(name),
      getSourceFileByPath: (path) => this.#files.get(path) ?? getSourceFileByPath(path),
      getResolvedModule: (file, name, mode) => {
        const own = this.#resolutions.get(file);
        return own ? own.get(name) : getResolvedModule(file, name, mode);
      },
      getResolvedModuleFromModuleSpecifier: (specifier, file = specifier.getSourceFile()) => {
        const own = this.#resolutions.get(file);
        return own ? own.get(specifier.text) : getResolvedModuleFromModuleSpecifier(specifier, file);
      },
    };
    this.#original = {
      getSourceFile,
      getSourceFileByPath,
      getResolvedModule,
      getResolvedModuleFromModuleSpecifier,
    };
    Object.assign(program, replaced);
  }

  /** Undefined if the installed compiler does not have what it takes: then each cell needs a new program. */
  static of(program: ts.Program, pathOf: (file: string) => string): LiveProgram | undefined {
    const { getResolvedModule, getResolvedModuleFromModuleSpecifier } = program as Partial<OpenProgram>;
    const needed = [compiler.bindSourceFile, getResolvedModule, getResolvedModuleFromModuleSpecifier];
    return needed.every((each) => typeof each === 'function')
      ? new LiveProgram(program as OpenProgram, pathOf)
      : undefined;
  }

  holds(file: string): boolean {
    return this.#program.getSourceFile(file) !== undefined;
  }

  parse(name: string, snapshot: ts.IScriptSnapshot): ts.SourceFile {
    const { target = ts.ScriptTarget.Latest } = this.#program.getCompilerOptions();
    const parsing = { languageVersion: target, jsDocParsingMode: ts.JSDocParsingMode.ParseAll };
    return ts.createLanguageServiceSourceFile(name, snapshot, parsing, '', false);
  }

  /** Puts a module in the place of the file of that name, if there is one. */
  replace(
    file: ts.SourceFile,
    imports: readonly ts.StringLiteralLike[],
    resolutions: ReadonlyMap<string, Resolution>,
  ): void {
    this.count++;
    const path = this.pathOf(file.fileName);
    // What the compiler remembers by path must not be taken for the new file's.
    Object.assign(file, {
      path: `${path}#${++versions}`,
      resolvedPath: path,
      originalFileName: file.fileName,
    });
    Object.assign(file, { imports, moduleAugmentations: [], ambientModuleNames: [] });
    compiler.bindSourceFile?.(file, this.#program.getCompilerOptions());
    this.#resolutions.set(file, resolutions);
    this.#files.set(path, file);
  }

  /**
   * Has the type checker tell of the module alone that has a file name now. It keeps what it said of those that were
   * replaced, which would count as the errors that a `@ts-expect-error` expects.
   */
  separateDiagnostics(): void {
    // A cancelled check leaves the program with another type checker.
    const checker = this.#program.getTypeChecker() as OpenChecker;
    if (checker === this.#checker) return;
    this.#checker = checker;
    const { getDiagnostics } = checker;
    checker.getDiagnostics = (file, ...rest) =>
      getDiagnostics(file, ...rest).filter((each) => each.file === undefined || each.file === file);
  }

  /** Gives the program its own files back: the next program is made from them. */
  restore(): void {
    Object.assign(this.#program, this.#original);
  }
}
