import ts from 'typescript-5';

/**
 * TypeScript's own libraries and Node's types are one half documentation. It is left out when they are parsed,
 * and put in, file by file, when somebody asks for it.
 */
export class Documentation {
  readonly registry: ts.DocumentRegistry;
  readonly #documented = new WeakSet<ts.SourceFile>();

  constructor(readonly isPostponed: (file: string) => boolean) {
    this.registry = registry(isPostponed);
  }

  /** Puts in the documentation of the files that declare a symbol. */
  provide(symbol: ts.Symbol): void {
    for (const declaration of symbol.declarations ?? []) this.provideFile(declaration.getSourceFile());
  }

  provideFile(file: ts.SourceFile | undefined): void {
    if (!file || this.#documented.has(file) || !this.isPostponed(file.fileName)) return;
    this.#documented.add(file);
    const { fileName, text, languageVersion } = file;
    copyDocumentation(ts.createSourceFile(fileName, text, languageVersion, true, ts.ScriptKind.TS), file);
  }
}

/** The flag of a node that its documentation calls deprecated; TypeScript's own types leave it out. */
const { Deprecated: deprecated } = ts.NodeFlags as unknown as { Deprecated: ts.NodeFlags };

/** What TypeScript keeps in a node besides what its types show. */
type Documented = ts.Node & { jsDoc?: ts.JSDoc[]; jsDocCache?: unknown };

/** Both files come from the same text, so that their trees have the same form. */
function copyDocumentation(from: Documented, to: Documented): void {
  if (from.jsDoc) {
    for (const comment of from.jsDoc) Object.assign(comment, { parent: to });
    const flags = to.flags | (from.flags & deprecated);
    Object.assign(to, { jsDoc: from.jsDoc, jsDocCache: undefined, flags });
  }
  const children: ts.Node[] = [];
  ts.forEachChild(to, (child) => void children.push(child));
  let next = 0;
  ts.forEachChild(from, (child) => copyDocumentation(child, children[next++]));
}

/** The parsed files of one language service. */
function registry(isPostponed: (file: string) => boolean): ts.DocumentRegistry {
  const files = new Map<ts.Path, ts.SourceFile & { version?: string }>();
  const key = '' as string & ts.DocumentRegistryBucketKey;
  const acquire: ts.DocumentRegistry['acquireDocumentWithKey'] = (name, path, ...rest) => {
    const [, , snapshot, version, scriptKind, options] = rest;
    const known = files.get(path);
    if (known?.version === version) return known;
    const { ParseAll, ParseNone } = ts.JSDocParsingMode;
    const parsing = {
      ...(typeof options === 'object' ? options : { languageVersion: options ?? ts.ScriptTarget.Latest }),
      jsDocParsingMode: isPostponed(name) ? ParseNone : ParseAll,
    };
    const file = ts.createLanguageServiceSourceFile(name, snapshot, parsing, version, false, scriptKind);
    files.set(path, file);
    return file;
  };
  const acquireByName: ts.DocumentRegistry['acquireDocument'] = (name, settings, ...rest) =>
    acquire(name, name as ts.Path, settings, key, ...rest);
  return {
    acquireDocumentWithKey: acquire,
    updateDocumentWithKey: acquire,
    acquireDocument: acquireByName,
    updateDocument: acquireByName,
    releaseDocumentWithKey: (path: ts.Path) => void files.delete(path),
    releaseDocument: (name: string) => void files.delete(name as ts.Path),
    getKeyForCompilationSettings: () => key,
    reportStats: () => '',
  };
}
