import { join } from 'node:path';
import ts from 'typescript-5';
import { repository } from './support/client';
import { at } from './support/cursor';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const complete = (text: string) => kernel.client.request('complete_request', at(text));

const declarations = `interface Shape { kind: 'circle' | 'square'; radius?: number; grow?(by: number): void }
class Vehicle {
  wheels = 4;
  _serial = 7;
  drive(distance: number, speed = 1) { return distance / speed }
  /** @deprecated use drive */
  accelerate() {}
}
const vehicle = new Vehicle();
let maybe: { alpha: number; beta(): void } | undefined;
function draw(shape: Shape, scale: number) { return shape.kind + scale }
const settings = { 'line-width': 2, colour: 'red' };`;

beforeAll(() => runNotebook(kernel.client, [[declarations]]), 60_000);

interface Entry {
  text: string;
  type: string;
  signature: string;
  start: number;
  end: number;
}

test.each([
  ['deprecated and private members come last', 'vehicle.¦', ['drive', 'wheels', '_serial', 'accelerate']],
  ['a chain is made optional where it must be', 'maybe.al¦', ['?.alpha']],
  [
    'object literals know their keys, those that are needed first',
    'draw({ ¦ }, 1)',
    ['kind', 'grow', 'radius'],
  ],
  ['string unions stand inside quotes', 'draw({ kind: "¦" }, 1)', ['circle', 'square']],
  ['element access knows the keys', 'settings["¦"]', ['colour', 'line-width']],
  ['patterns know the properties', 'const { whee¦ } = vehicle', ['wheels']],
  ['names that the cell declares later count', 'later¦; const laterOn = 1', ['laterOn']],
  ['other mistakes in the cell do not matter', 'const x = ;\nvehicle.dri¦', ['drive']],
  ['an unclosed bracket does not matter', 'console.log(vehicle.dri¦', ['drive']],
  ['templates hold code', `\`\${vehicle.dri¦}\``, ['drive']],
  ['keywords are offered', 'swit¦', ['switch']],
  ['names in the case as typed are enough', 'Mat¦', ['Math']],
  ['names in another case are found where there is no other', 'VEH¦', ['Vehicle', 'vehicle']],
  ['comments hold nothing', '// vehicle.¦', []],
  ['block comments hold nothing', '/** dra¦ */', []],
  ['strings hold nothing', '"dra¦"', []],
  ['numbers have no members behind their point', '1.¦', []],
  [
    'Node’s modules that nothing has loaded are offered',
    'import x from "node:http¦"',
    ['node:http', 'node:http2', 'node:https'],
  ],
  ['parts of Node’s modules are offered', 'import x from "node:stream/we¦"', ['web']],

  ['installed packages are offered', 'import x from "typescript-¦"', ['typescript-5']],

  [
    'parts of packages that list their exports are offered',
    'import x from "typescript/unstable/ast/fa¦"',
    ['factory'],
  ],
  ['parts of packages are offered', 'import x from "@tensorflow/tfjs/dis¦"', ['dist/']],
  ['magics are offered', '%%unc¦', ['%%unchecked']],
  ['words behind a magic are offered', '%check str¦', ['strict']],
  ['files are offered', 'import x from "./kernel/pack¦"', ['package.json']],
  ['modules have members', 'import { createSecureS¦ } from "node:http2"', ['createSecureServer']],
  ['a magic above the code changes nothing', '%%time\nvehicle.dri¦', ['drive']],
])('%s', async (_, text, expected) => {
  expect((await complete(text)).matches).toEqual(expected);
});

test.each([
  ['the name before the cursor', 'vehicle.dri¦', 8, 11],
  ['a whole name around the cursor', 'vehicle.dri¦ve', 8, 13],
  ['nothing between names', 'vehicle.¦', 8, 8],
  ['code points, not UTF-16 units', '"😀𝒳"; vehicle.dri¦', 14, 17],
  ['the point of an optional chain', 'maybe.al¦', 5, 8],
])('replaces %s', async (_, text, cursor_start, cursor_end) => {
  const reply = await complete(text);
  expect(reply).toMatchObject({ cursor_start, cursor_end });
  for (const { start, end } of reply.metadata._jupyter_types_experimental as Entry[])
    expect([start, end]).toEqual([cursor_start, cursor_end]);
});

test.each([
  ['vehicle.dri¦', 'function', '(distance: number, speed?: number): number'],
  ['vehicle.whee¦', 'property', 'number'],
  ['Vehic¦', 'class', ''],
  ['draw({ gro¦ }, 1)', 'function', '(by: number): void'],
  ['let s: Shap¦', 'interface', ''],
  ['[1].fil¦', 'function', '(value: number, start?: number, end?: number): number[]'],
  ['new AbortCont¦', 'class', ''],
])('%s is described by an icon and a signature', async (text, type, signature) => {
  const [entry] = (await complete(text)).metadata._jupyter_types_experimental as Entry[];
  expect(entry).toMatchObject({ type, signature });
});

test('every match is described', async () => {
  const { matches, metadata } = await complete('¦');
  const entries = metadata._jupyter_types_experimental as Entry[];
  expect(entries.map(({ text }) => text)).toEqual(matches);
  expect(entries.filter(({ signature }) => /ǃ|__notebook|import\(/.test(signature))).toEqual([]);
});

describe('agrees with TypeScript on one file', () => {
  const file = join(repository, 'one-file.ts');
  let text = '';
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      target: ts.ScriptTarget.ES2023,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      module: ts.ModuleKind.ESNext,
      strict: true,
      types: ['node'],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? text : ''),
    getScriptSnapshot: (name) => {
      const content = name === file ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => repository,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  });

  test.each([
    'vehicle.¦',
    '"text".¦',
    '[1, 2].¦',
    'process.¦',
    'new Map<string, number>().¦',
    'Promise.¦',
    'draw({ ¦ }, 1)',
    'vehicle.drive(1).¦',
    'import * as fs from "node:fs"; fs.¦',
    'import * as http2 from "http2"; http2.constants.HTTP_STATUS_N¦',
    'process.getBuiltinModule("inspector").¦',
  ])('%s', async (cell) => {
    const { code, cursor_pos } = at(cell);
    text = `${declarations}\n${code}\nexport {}`;
    const found = service.getCompletionsAtPosition(file, declarations.length + 1 + cursor_pos, {});
    const typed = /[\w$]*$/.exec(code.slice(0, cursor_pos))?.[0] ?? '';
    const expected = (found?.entries ?? []).map(({ name }) => name).filter((name) => name.startsWith(typed));
    expect(expected.length).toBeGreaterThan(0);
    expect(((await complete(cell)).matches as string[]).sort()).toEqual(expected.sort());
  });
});
