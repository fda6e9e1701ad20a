import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { parseSync, transformSync } from '@swc/core';
import * as optlab from 'optlab';
import { Derivation } from 'optlab';
import { codeCells, readNotebook, textOf } from './notebook';

/** A top-level statement of a notebook, and the names it declares and mentions. */
interface Statement {
  readonly text: string;
  readonly declares: ReadonlySet<string>;
  readonly mentions: ReadonlySet<string>;
  /** Whether it declares functions. */
  readonly isFunction: boolean;
}

/**
 * Every derivation that a notebook makes. Its cells are not run: only the statements in which derivations stand, and
 * those that these need. Where a function makes derivations, its calls are run too.
 */
export function derivationsIn(path: string): Derivation[] {
  const statements = codeCells(readNotebook(path)).flatMap((cell) => statementsOf(textOf(cell.source)));
  const needed = new Set<Statement>();
  const need = (statement: Statement) => {
    if (needed.has(statement)) return;
    needed.add(statement);
    for (const other of statements) {
      if ([...other.declares].some((name) => statement.mentions.has(name))) need(other);
    }
  };
  const begins = ({ mentions }: Statement) => mentions.has('derivation');
  const makers = statements
    .filter((each) => each.isFunction && begins(each))
    .flatMap((each) => [...each.declares]);
  for (const statement of statements)
    if (begins(statement) || makers.some((name) => statement.mentions.has(name))) need(statement);
  const program = statements.filter((statement) => needed.has(statement)).map(({ text }) => text);
  return derivationsMadeBy(() => runCode(program.join('\n')));
}

/** The derivations that no further step was added to while something ran. */
export function derivationsMadeBy(act: () => void): Derivation[] {
  const made = new Set<Derivation>();
  const prototype = Derivation.prototype;
  const extending = ['step', 'minimumAt', 'maximumAt'] as const;
  const originals = extending.map((name) => prototype[name]);
  for (const name of extending) {
    const original = prototype[name] as (...args: unknown[]) => Derivation;
    Object.assign(prototype, {
      [name](this: Derivation, ...args: unknown[]) {
        const extended = original.apply(this, args);
        made.delete(this);
        made.add(extended);
        return extended;
      },
    });
  }
  try {
    act();
  } finally {
    extending.forEach((name, i) => {
      Object.assign(prototype, { [name]: originals[i] });
    });
  }
  return [...made];
}

/** Runs code of notebooks in this process, without its output. */
export function runCode(source: string): void {
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const load = createRequire(__filename);
  const require = (name: string) => (name === 'optlab' ? optlab : load(name));
  const silent = { log() {}, error() {} };
  runInNewContext(code, { require, exports: {}, console: silent, show: () => {}, Math });
}

interface Node {
  type?: string;
  value?: unknown;
  span?: { start: number; end: number };
  [key: string]: unknown;
}

function statementsOf(source: string): Statement[] {
  // A module's span ends with its last statement, whatever comment follows: this one is empty, and ends with the text.
  const closed = `${source}\n;`;
  const bytes = Buffer.from(closed);
  const { body, span } = parseSync(closed, { syntax: 'typescript' });
  // Spans go on from one source to the next, and a module's begins at its first statement.
  const offset = body.length > 0 ? span.end - bytes.length : 0;
  return body.map((each) => {
    const node = each as unknown as Node & { span: { start: number; end: number } };
    const text = bytes.subarray(node.span.start - offset, node.span.end - offset).toString();
    const names = new Set<string>();
    identifiers(node, names);
    return { text, declares: declaredBy(node), mentions: names, isFunction: isFunction(node) };
  });
}

function identifiers(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const part of node) identifiers(part, into);
  else if (typeof node === 'object' && node !== null) {
    const { type, value } = node as Node;
    if (type === 'Identifier' && typeof value === 'string') into.add(value);
    for (const part of Object.values(node)) identifiers(part, into);
  }
}

function isFunction(node: Node): boolean {
  if (node.type !== 'VariableDeclaration') return node.type === 'FunctionDeclaration';
  return (node.declarations as { init?: Node }[]).some(({ init }) => /Function/.test(init?.type ?? ''));
}

function declaredBy(node: Node): Set<string> {
  const names = new Set<string>();
  if (node.type === 'ImportDeclaration') {
    for (const { local } of node.specifiers as { local: Node }[]) identifiers(local, names);
  } else if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations as { id: Node }[]) identifiers(id, names);
  } else if (node.identifier) identifiers(node.identifier, names);
  return names;
}
