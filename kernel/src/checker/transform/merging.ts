import ts from 'typescript-5';
import { type BesideGlobals, renameReferences } from './bindings';
import { Edits } from './edits';
import { addRuntimeCalls } from './runtime-calls';
import { withoutExport } from './statements';
import { compose, type Mapped, translate, wrap } from './translate';

type Merging = ts.EnumDeclaration | ts.ModuleDeclaration;

/**
 * Enums and namespaces, which TypeScript itself translates. Those of one cell merge with what the cell has
 * declared so far, and replace what an earlier cell has.
 */
export class MergingDeclarations {
  /** Texts of the declarations so far, by name. */
  readonly #earlier = new Map<string, string>();
  /** Blocks and functions with the names of the enums declared in them. */
  readonly #nested = new Map<ts.Node, Set<string>>();
  readonly #calls: Edits;

  constructor(
    readonly file: ts.SourceFile,
    readonly besideGlobals: BesideGlobals,
  ) {
    this.#calls = new Edits(file.text);
  }

  /** For the top level: assigns to the binding of the notebook; `isMore` if the cell has given it a value. */
  assignment(node: Merging, name: string, binding: string, isMore: boolean): Mapped {
    const text = this.#text(node);
    const earlier = this.#earlier.get(name) ?? '';
    this.#earlier.set(name, `${earlier}\n${text.code}`);
    const made = earlier === '' ? translate(text.code) : translateAfter(earlier, text.code);
    const value = isMore ? binding : 'void 0';
    return wrap(`;${binding}=((${name})=>{`, compose(made, text), `\nreturn ${name}})(${value});`);
  }

  /** For an enum in a function or block, where the name is a variable of the block. */
  local(node: Merging): Mapped {
    const text = this.#text(node);
    const { code, map } = compose(translate(text.code), text);
    const names = this.#nested.get(node.parent) ?? new Set();
    this.#nested.set(node.parent, names);
    const name = node.name.text;
    const declaration = names.has(name) ? '   ' : 'let';
    names.add(name);
    if (declaration === 'let') return { code: code.replace(/^var /, 'let '), map };
    return { code: code.replace(/^var [^;]*;/, (found) => ' '.repeat(found.length)), map };
  }

  /** The declaration as it is written, with the kernel's calls in the functions of a namespace. */
  #text(node: Merging): Mapped {
    const { file } = this;
    addRuntimeCalls({ edits: this.#calls, file, skipped: new Set() }, node);
    renameReferences(this.#calls, file, this.besideGlobals, node);
    const start = node.getStart(file);
    const { code, map } = this.#calls.render(start, node.end);
    return {
      code: withoutExport(code),
      map: map.map(([generated, source, verbatim]) => [generated, source - start, verbatim]),
    };
  }
}

/** A later declaration may name the exports of `earlier` ones without qualification: TypeScript has to see them. */
function translateAfter(earlier: string, text: string): Mapped {
  const before = `${earlier}\n`;
  const { code, map } = translate(before + text);
  const { statements } = ts.createSourceFile('cell.js', code, ts.ScriptTarget.ESNext);
  const start = statements.at(-1)?.getFullStart() ?? 0;
  const moved = map
    .filter(([generated, source]) => generated >= start && source >= before.length)
    .map(([generated, source, verbatim]): Mapped['map'][number] => [
      generated - start,
      source - before.length,
      verbatim,
    ]);
  return { code: code.slice(start), map: moved };
}
