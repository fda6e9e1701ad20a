import { join } from 'node:path';
import ts from 'typescript-5';
import { compilerOptions } from '../../kernel/src/checker/compiler-options';
import { needsAllNodeTypes } from '../../kernel/src/checker/node-types';
import { Project } from '../../kernel/src/checker/project';

// The checker loads Node's types bit by bit. The witness is a plain program that has all of them from the start.

const folder = __dirname;
const isName = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name);
const notTyped = new Set(['undefined', 'module', 'exports', '__filename', '__dirname']);
const cyclic = new Set(['globalThis', 'global']);

/** Every global, what it holds and what its instances have. */
function globalExpressions(): string[] {
  const found: string[] = [];
  for (const name of Object.getOwnPropertyNames(globalThis).filter(isName)) {
    if (notTyped.has(name)) continue;
    found.push(name);
    const value = (globalThis as Record<string, unknown>)[name];
    if (cyclic.has(name) || value === null || !/object|function/.test(typeof value)) continue;
    const members = (of: object, prefix: string) =>
      found.push(
        ...Object.getOwnPropertyNames(of)
          .filter(isName)
          .map((member) => `${prefix}.${member}`),
      );
    members(value as object, name);
    const { prototype } = value as { prototype?: object };
    if (prototype) members(prototype, `${name}.prototype`);
  }
  return found;
}

const calls = [
  ...['on', 'once', 'emit', 'off', 'send', 'channel', 'getActiveResourcesInfo()'].map(
    (name) => `process.${name}`,
  ),
  ...['import.meta', 'import.meta.url', 'import.meta.dirname', 'import.meta.resolve', 'require.resolve'],
  ...['fetch("")', 'structuredClone({ a: 1 })', 'setTimeout(() => {}, 1)', 'setImmediate(() => {})'],
  ...['new URL("http://a").searchParams', 'new AbortController().signal', 'AbortSignal.timeout(1)'],
  ...['console.Console', 'performance.timerify', 'crypto.webcrypto', 'new WebSocket("")', 'Symbol.dispose'],
  ...[
    'Buffer.from("a").toString',
    'new Blob([]).stream()',
    'new Response().body',
    'navigator.hardwareConcurrency',
  ],
];

const types = [
  ...[
    'Process',
    'ReadStream',
    'WriteStream',
    'Timeout',
    'Immediate',
    'ErrnoException',
    'EventEmitter',
    'Module',
  ],
  ...['ReadableStream', 'WritableStream', 'ReadWriteStream', 'Signals', 'Socket', 'ProcessEnv', 'Require'],
  ...[
    'TypedArray',
    'ArrayBufferView',
    'MemoryUsage',
    'CpuUsage',
    'HRTime',
    'RefCounted',
    'Timer',
    'Platform',
  ],
  ...['Architecture', 'Dict<1>', 'ReadOnlyDict<1>', 'ProcessReport'],
].map((name) => `NodeJS.${name}`);
types.push(
  ...[
    'BlobPart',
    'BufferEncoding',
    'Buffer',
    'RequestInit',
    'HeadersInit',
    'BodyInit',
    'Blob',
    'File',
    'FormData',
  ],
  ...[
    'ReadableStream',
    'WritableStream',
    'TransformStream',
    'MessageEvent',
    'Event',
    'EventTarget',
    'Storage',
  ],
  ...[
    'CryptoKey',
    'Crypto',
    'SubtleCrypto',
    'Performance',
    'BroadcastChannel',
    'MessagePort',
    'DOMException',
  ],
  ...[
    'Disposable',
    'AsyncDisposable',
    'ImportMeta',
    'ImportAttributes',
    'URLSearchParams',
    'WebAssembly.Module',
  ],
  ...['IteratorObject<1>', 'CompressionStream', 'CloseEvent', 'EventSource', 'StructuredSerializeOptions'],
);

const declarations = [
  ...[...globalExpressions(), ...calls].map((expression) => ({ name: expression, text: ` = ${expression}` })),
  ...types.map((type) => ({ name: type, text: `: ${type} = null!` })),
];

const moduleText = (list: typeof declarations) =>
  list.map(({ text }, i) => `export const each${i}${text};`).join('\n');

/** What the kernel adds to the globals itself. */
const ownGlobals = new Set(['display', 'input', 'prompt', 'clearOutput']);

/** A type with its members and what they have, as text. */
function describeType(types: ts.TypeChecker, type: ts.Type, depth: number): string {
  const text = types
    .typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
    .replace(/import\("[^"]*"\)/g, 'import()');
  if (depth === 0 || type.flags & (ts.TypeFlags.Any | ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike))
    return text;
  const members = types
    .getPropertiesOfType(type)
    .filter(({ name }) => !ownGlobals.has(name))
    .map((each) => {
      const name = each.name.replace(/@\d+$/, '');
      return `${name}: ${describeType(types, types.getTypeOfSymbol(each), depth - 1)}`;
    });
  return `${text} { ${members.sort().join('; ')} }`;
}

/** The global object's members are in the list themselves. */
function depthOf({ valueDeclaration }: ts.Symbol): number {
  return /= (globalThis|global)$/.test(valueDeclaration?.getText() ?? '') ? 1 : 2;
}

function describeAll(program: ts.Program, file: string): { types: Map<string, string>; errors: string[] } {
  const types = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = source && types.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${file} is not in the program`);
  const described = types
    .getExportsOfModule(symbol)
    .map((each): [string, string] => [
      each.name,
      describeType(types, types.getTypeOfSymbol(each), depthOf(each)),
    ]);
  const errors = program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  return { types: new Map(described), errors };
}

function witness(text: string): ts.Program {
  const file = join(folder, '__witness.ts');
  const options = compilerOptions(folder);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true)
      : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === file || fileExists(name);
  return ts.createProgram([file], options, host);
}

test.each([
  ['with a part of', false],
  ['with all of', true],
])(
  'every global and its members have the types of Node %s its files',
  (_, needsAll) => {
    const list = declarations.filter(({ text }) => needsAllNodeTypes(text, false) === needsAll);
    expect(list.length).toBeGreaterThan(20);
    const project = new Project(folder, () => false);
    const file = project.files.cell(1);
    project.set(file, moduleText(list));
    const seen = describeAll(project.program(), file);
    const expected = describeAll(witness(moduleText(list)), join(folder, '__witness.ts'));
    const different = list.filter((_, i) => seen.types.get(`each${i}`) !== expected.types.get(`each${i}`));
    expect(different.map(({ name }) => name)).toEqual([]);
    expect(seen.errors).toEqual(expected.errors);
    expect(seen.types.size).toBe(list.length);
  },
  60_000,
);

test('the types of a package that names those of the process are whole', () => {
  expect(needsAllNodeTypes('export function open(out: NodeJS.WriteStream): void;', true)).toBe(true);
  expect(
    needsAllNodeTypes('/** Ends the process. */ export function end(timer: NodeJS.Timeout): void;', true),
  ).toBe(false);
});
