import ts from 'typescript-5';

/** What a program and the compiler have beside what their types show. */
interface OpenProgram extends ts.Program {
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): Resolution | undefined;
}
type OpenFile = ts.SourceFile & Record<'path' | 'resolvedPath' | 'originalFileName', string> & LinkedFile;
interface LinkedFile {
  imports?: readonly ts.StringLiteralLike[];
  moduleAugmentations?: readonly ts.Node[];
  ambientModuleNames?: readonly string[];
}
const { bindSourceFile } = ts as unknown as {
  bindSourceFile?: (file: ts.SourceFile, options: ts.CompilerOptions) => void;
};

/** Numbers all files that were ever put in: a program takes over from the one before what it knows by path. */
let versions = 0;

export type Resolution = { resolvedModule: ts.ResolvedModuleFull | undefined };

/**
 * A program whose notebook modules are replaced in place. TypeScript's own way to a changed file is a new program
 * with a new type checker, which works out the types of all packages and of all earlier cells again: with
 * TensorFlow.js that takes ten times as long as the cell. A module that nothing in the program depends on yet can
 * be bound and checked by the checker that is there. What was replaced stays in its memory until the next program.
 */
export class LiveProgram {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #resolutions = new WeakMap<ts.SourceFile, ReadonlyMap<string, Resolution>>();
  readonly #program: OpenProgram;
  readonly #original: Pick<OpenProgram, 'getSourceFile' | 'getSourceFileByPath' | 'getResolvedModule'>;
  /** How many files have been replaced so far. */
  count = 0;

  constructor(
    program: ts.Program,
    readonly pathOf: (file: string) => string,
  ) {
    this.#program = program as OpenProgram;
    const { getSourceFile, getSourceFileByPath, getResolvedModule } = this.#program;
    this.#original = { getSourceFile, getSourceFileByPath, getResolvedModule };
    Object.assign(this.#program, {
      getSourceFile: (name: string) => this.#files.get(pathOf(name)) ?? getSourceFile(name),
      getSourceFileByPath: (path: ts.Path) => this.#files.get(path) ?? getSourceFileByPath(path),
      getResolvedModule: (file: ts.SourceFile, name: string, mode: ts.ResolutionMode) => {
        const own = this.#resolutions.get(file);
        return own ? own.get(name) : getResolvedModule(file, name, mode);
      },
    } satisfies Partial<OpenProgram>);
  }

  /** Whether the installed compiler lets its files be replaced. */
  static readonly isPossible = bindSourceFile !== undefined;

  holds(file: string): boolean {
    return this.#program.getSourceFile(file) !== undefined;
  }

  /** Puts a module in the place of the file of that name, if there is one. */
  replace(name: string, snapshot: ts.IScriptSnapshot, resolutions: ReadonlyMap<string, Resolution>): void {
    const options = this.#program.getCompilerOptions();
    const { target = ts.ScriptTarget.Latest } = options;
    const parsing = { languageVersion: target, jsDocParsingMode: ts.JSDocParsingMode.ParseAll };
    this.count++;
    const version = String(++versions);
    const file = ts.createLanguageServiceSourceFile(name, snapshot, parsing, version, false) as OpenFile;
    const path = this.pathOf(name);
    // What the compiler remembers by path must not be taken for the new file's.
    Object.assign(file, { path: `${path}#${version}`, resolvedPath: path, originalFileName: name });
    Object.assign(file, { imports: [], moduleAugmentations: [], ambientModuleNames: [] });
    bindSourceFile?.(file, options);
    this.#resolutions.set(file, resolutions);
    this.#files.set(path, file);
  }

  /** Gives the program its own files back: the next program is made from them. */
  restore(): void {
    Object.assign(this.#program, this.#original);
  }
}
