import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from './support/client';
import { useKernel } from './support/notebook';

/** Notebooks as people write them for the tslab kernel. */
const folder = mkdtempSync(join(tmpdir(), 'kernel-peers-'));
const kernel = useKernel({ cwd: folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the cells of a notebook show: MIME types and their data, or printed text. */
async function shown(cells: string[]): Promise<unknown[][]> {
  const all: unknown[][] = [];
  for (const code of cells) {
    const { outputs, error } = await kernel.client.execute(code);
    expect({ code, error }).toEqual({ code, error: undefined });
    all.push(results(outputs).map(contentOf));
  }
  return all;
}

function results(outputs: Output[]): Output[] {
  const isNote = ({ type, content }: Output) =>
    type === 'display_data' && String(content.data['text/plain'] ?? '').startsWith('Note: ');
  return outputs.filter((each) => each.type !== 'execute_input' && !isNote(each));
}

function contentOf({ type, content }: Output): unknown {
  return type === 'stream' ? content.text : content.data;
}

test('a notebook that displays rich content with tslab', async () => {
  const pixels = Buffer.from('iVBORw0KGgo=', 'base64');
  const outputs = await shown([
    'import * as tslab from "tslab";\nimport { display } from "tslab";',
    'tslab.display.html("<b>bold</b>")\ndisplay.markdown("# title")\ndisplay.latex("$x^2$")',
    'display.svg("<svg/>"); display.javascript("element.append(1)"); display.text("plain")',
    `display.png(Buffer.from("${pixels.toString('base64')}", "base64"))`,
    'display.jpeg(new Uint8Array([255, 216])); display.gif(new Uint8Array([71])); display.pdf(new Uint8Array([37]))',
    'display.raw("application/json", JSON.stringify({ a: 1 })); display.raw("text/x-own", "own")',
    'Object.keys(tslab.versions).join()',
    '(tslab === (await import("tslab")).default) || typeof require("tslab").newDisplay',
  ]);
  expect(outputs[1]).toEqual([
    { 'text/html': '<b>bold</b>' },
    { 'text/markdown': '# title' },
    { 'text/latex': '$x^2$' },
  ]);
  expect(outputs[2]).toEqual([
    { 'image/svg+xml': '<svg/>' },
    { 'text/javascript': 'element.append(1)' },
    { 'text/plain': 'plain' },
  ]);
  expect(outputs[3]).toEqual([{ 'image/png': pixels.toString('base64') }]);
  expect(outputs[4]).toEqual([
    { 'image/jpeg': '/9g=' },
    { 'image/gif': 'Rw==' },
    { 'application/pdf': 'JQ==' },
  ]);
  expect(outputs[5]).toMatchObject([{ 'application/json': expect.anything() }, { 'text/x-own': 'own' }]);
  expect(outputs[6]).toEqual([{ 'text/plain': "'tslab,typescript,node'" }]);
});

test('a notebook that updates a display while it works', async () => {
  const { client } = kernel;
  const { outputs, error } = await client.execute(`import { newDisplay } from "tslab";
const progress = newDisplay();
for (let step = 0; step <= 2; step++) {
  progress.html(\`step \${step}\`);
  await new Promise((done) => setTimeout(done, 5));
}`);
  expect(error).toBeUndefined();
  const displays = results(outputs);
  expect(displays.map(({ type, content }) => [type, content.data['text/html']])).toEqual([
    ['display_data', 'step 0'],
    ['update_display_data', 'step 1'],
    ['update_display_data', 'step 2'],
  ]);
  expect(new Set(displays.map(({ content }) => content.transient.display_id)).size).toBe(1);
});

test('a notebook that puts its tools in a file beside it, which displays too', async () => {
  writeFileSync(
    join(folder, 'tools.ts'),
    `import * as tslab from 'tslab';
import { display } from 'tslab';
export function heading(text: string): void { tslab.display.html('<h1>' + text + '</h1>'); display.text(text); }
export class Counter { constructor(private n = 0) {} next(): number { return ++this.n; } }
`,
  );
  const outputs = await shown([
    'import { heading, Counter } from "./tools"',
    'heading("Data")',
    'const counter = new Counter()\ncounter.next(); counter.next()',
  ]);
  expect(outputs[1]).toEqual([{ 'text/html': '<h1>Data</h1>' }, { 'text/plain': 'Data' }]);
  expect(outputs[2]).toEqual([{ 'text/plain': '2' }]);
});

test('a notebook of blocks, loosely typed as tslab allows', async () => {
  const outputs = await shown([
    '{\n  const local = 1;\n  const other: number = 2;\n  console.log(local + other);\n}',
    '{\n  let value = { x: null };\n  console.log(value?.x?.z);\n}',
    'function grow(n) { return n > 0 ? grow(n - 1) : "end"; }\ngrow(3)',
    'const table = { a: 1, b: 2 }\nfor (const key in table) console.log(key, table[key])',
    'let list = []\nlist.push(1)\nlist.push("two")\nlist',
    'async function later(ms: number) {\n  return new Promise((done) => setTimeout(done, ms, "done"));\n}\nawait later(2)',
    'try { throw new Error("m") } catch (e) { console.log(e.message) }',
    'import { readFileSync } from "fs";\nimport path from "path";\nconst fs = require("fs");\nfs.readFileSync === readFileSync && path.sep.length',
    'class Point { constructor(public x: number, public y: number) {} toString() { return "(" + this.x + ", " + this.y + ")" } }\nString(new Point(1, 2))',
    'export const exported = 5;\nexported',
    'for await (const n of (async function* () { yield 1; yield 2 })()) console.log(n)',
    'let x = 1\nlet y = x + 1;\n[x, y]',
    'const x = "again"; x',
  ]);
  expect(outputs).toEqual([
    ['3\n'],
    ['undefined\n'],
    [{ 'text/plain': "'end'" }],
    ['a 1\nb 2\n'],
    [{ 'text/plain': "[ 1, 'two' ]" }],
    [{ 'text/plain': "'done'" }],
    ['m\n'],
    [{ 'text/plain': '1' }],
    [{ 'text/plain': "'(1, 2)'" }],
    [{ 'text/plain': '5' }],
    ['1\n2\n'],
    [{ 'text/plain': '[ 1, 2 ]' }],
    [{ 'text/plain': "'again'" }],
  ]);
});

test('what is wrong in tslab is right here', async () => {
  const outputs = await shown([
    'let rate = 1\nconst scaled = () => rate * 2\nclass Old { a = 1 }\nconst old = new Old()',
    'let rate = 10\nclass Old { b = 2 }',
    '[scaled(), old.a]',
  ]);
  expect(outputs[2]).toEqual([{ 'text/plain': '[ 20, 1 ]' }]);
});
