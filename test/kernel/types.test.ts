import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, runNotebook, useKernel } from './support/notebook';

const folder = mkdtempSync(join(tmpdir(), 'kernel-types-'));
const kernel = useKernel({ cwd: folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebooks: Record<string, Cell[]> = {
  'reports every type error of a cell before any line of it runs': [
    [
      'console.log("never")\nconst n: number = "a"\n  n.nothing()',
      {
        error:
          /^In\[\d+\]:2:7 - error TS2322: Type 'string' is not assignable to type 'number'\.\n\n2 \| const n: number = "a"\n {2}\| {7}~\n\nIn\[\d+\]:3:5 - error TS2339: Property 'nothing' does not exist on type 'number'/,
      },
    ],
    ['typeof n', { error: /TS2304: Cannot find name 'n'/ }],
  ],
  'reports a syntax error with its place': [
    ['const a = 1\nlet = = 2', { error: /In\[\d+\]:2:\d+ - error TS\d+: / }],
    ['function open() {', { error: /TS1005: '}' expected/ }],
  ],
  'widens a variable that starts empty, as one file would': [
    ['let xs = []\nlet best = null\nlet later\nconst all = []\nvar since = undefined'],
    ['xs.push(1); best = 5; later = "text"; all.push({ id: 1 }); since = new Date(0); undefined'],
    ['xs.push("two"); best.toFixed(1) + later.toUpperCase() + all[0].id', { result: "'5.0TEXT1'" }],
    ['[xs.length, since.getTime()]', { result: '[ 2, 0 ]' }],
    ['best = "now a text"; best.length', { result: '10' }],
    ['xs.push(true); xs.map((x) => String(x)).join()', { result: "'1,two,true'" }],
    ['const losses = []\nfunction note(x: number) { losses.push(x) }'],
    ['note(3); losses', { result: '[ 3 ]' }],
    ['all.push({ id: "x", more: 1 })\nall.length', { result: '2' }],
    [
      'best = null\nfor (const x of [3, 1, 2]) if (best === null || x < best) best = x\nbest',
      { result: '1' },
    ],
    [
      'let grid = []\nfor (let i = 0; i < 2; i++) grid.push([i, i])\ngrid',
      { result: '[ [ 0, 0 ], [ 1, 1 ] ]' },
    ],
    ['grid[1][0].toFixed(1)', { result: "'1.0'" }],
  ],
  'keeps declared types over cells': [
    ['let maybe: number | null = null\nconst fixed = 3 as const\nlet plain = 1'],
    ['maybe = "x"', { error: /TS2322/ }],
    ['maybe = 4; plain = 5; maybe + plain', { result: '9' }],
    ['plain = "x"', { error: /Type 'string' is not assignable to type 'number'/ }],
    ['const exact: 3 = fixed; exact', { result: '3' }],
  ],
  'says of an assignment to an earlier name what one file would say': [
    ['const c = 1\nfunction f() {}\nclass C {}\nenum E { A }\nnamespace N { export const v = 1 }'],
    ['c = 2', { error: /TS2588: Cannot assign to 'c' because it is a constant\./ }],
    ['f = () => {}', { error: /TS2630: Cannot assign to 'f' because it is a function\./ }],
    ['C = class {}', { error: /TS2629: Cannot assign to 'C' because it is a class\./ }],
    ['E = 1', { error: /TS2628: Cannot assign to 'E' because it is an enum\./ }],
    ['N = 1', { error: /TS2631: Cannot assign to 'N' because it is a namespace\./ }],
    ['import { sep } from "node:path"'],
    ['sep = "x"', { error: /TS2632: Cannot assign to 'sep' because it is an import\./ }],
    ['c++', { error: /TS2588/ }],
    ['for (c of [1]) {}', { error: /TS2588|TS2487/ }],
  ],
  'keeps a type and a value of one name from different cells': [
    ['interface Point { x: number }\ntype Pair<T> = [T, T]'],
    ['const Point = (x: number): Point => ({ x })\nconst p: Point = Point(1); p', { result: '{ x: 1 }' }],
    ['const again: Point = Point(2); again.x', { result: '2' }],
    ['let Pair = 5; const pair: Pair<string> = ["a", "b"]; [Pair, pair]', { result: "[ 5, [ 'a', 'b' ] ]" }],
    ['const bad: Point = { y: 1 }', { error: /'y' does not exist in type 'Point'/ }],
    ['type Pair = number; const pairValue: Pair = Pair; pairValue', { result: '5' }],
    ['import type { ParsedPath } from "node:path"'],
    ['let ParsedPath = "value"'],
    [
      'const parsed: ParsedPath = { root: "", dir: "", base: "", ext: "", name: ParsedPath }; parsed.name',
      { result: "'value'" },
    ],
    ['class Box<T> { constructor(public v: T) {} }'],
    ['const box: Box<number> = new Box(1); box.v', { result: '1' }],
    ['interface Shape { area(): number }\nclass Circle implements Shape { area() { return 3 } }'],
    ['const shapes: Shape[] = [new Circle()]; shapes[0].area()', { result: '3' }],
    ['namespace Only { export interface T { q: 1 } }'],
    ['const q: Only.T = { q: 1 }; q.q', { result: '1' }],
  ],
  'uses the newest declaration of a type and names the cell of an older one': [
    ['class Model { a = 1; private x = 1 }\nconst old = new Model()'],
    ['class Model { b = 2; private x = 1 }'],
    ['const now: Model = new Model(); now.b', { result: '2' }],
    ['const wrong: Model = old', { error: /TS2\d+: .*In\[\d+\]\.Model/ }],
  ],
  'checks strictly but forgives what a learner may leave out': [
    ['function id(x) { return x }\nid(1)', { result: '1' }],
    ['try { throw new Error("m") } catch (e) { console.log(e.message) }', { stdout: 'm\n' }],
    ['const unused = 1'],
    ['let o: { a?: { b: number } } = {}\no.a.b', { error: /TS18048|TS2532/ }],
    [
      'interface Rec { a: number }\nconst key: string = "a"\nconst rec: Rec = { a: 1 }\nrec[key]',
      { result: '1' },
    ],
    ['rec["none"]', { error: /TS7053/ }],
    ['const nothing = { x: null }\nnothing?.x?.z'],
    ['nothing.y', { error: /TS2339/ }],
    ['function down(n: number) { return n > 0 ? down(n - 1) : "end" }\ndown(3)', { result: "'end'" }],
    ['process.stdout.isTTY', { result: 'false' }],
    ['// @ts-ignore\nconst wrong: number = "x"; wrong', { result: "'x'" }],
    ['// @ts-expect-error\nconst wrong2: number = "y"; wrong2', { result: "'y'" }],
    ['// @ts-nocheck\nconst wrong3: number = "z"; wrong3', { result: "'z'" }],
    [
      'declare global { interface Array<T> { second(): T } }\nArray.prototype.second = function () { return this[1] }; undefined',
    ],
    ['1; [1, 2].second()', { result: '2' }],
    ['document.body', { error: /Cannot find name 'document'/ }],
  ],
};

for (const [title, cells] of Object.entries(notebooks)) {
  test(title, () => runNotebook(kernel.client, cells), 30_000);
}

test('no message ever shows how cells are put together', async () => {
  const { client } = kernel;
  await client.execute('class Hidden { private secret = 1 }\nconst hidden = new Hidden()\nlet grows = []');
  const cells = [
    'const a: string = hidden',
    'hidden.secret',
    'const b: Hidden = { other: 1 }',
    'grows.nothing()',
    'hidde',
    'import { nothing } from "./nowhere"',
    'const c: typeof hidden = 5',
    'new Hidden(1, 2)',
    'hidden = new Hidden()',
    'let hidden2: Hidden = grows.map(x => x).missing',
  ];
  for (const code of cells) {
    const { error } = await client.execute(code);
    expect(error).toMatch(/TS\d+/);
    expect(error).not.toMatch(/\u01c3|import\("|notebook_|\$|alias/);
  }
});

test('type-checks the local files that a cell imports and names them', async () => {
  writeFileSync(join(folder, 'helper.ts'), 'export const double = (x: number): number => x * 2;\n');
  await runNotebook(kernel.client, [
    ['import { double } from "./helper"\ndouble(4)', { result: '8' }],
    ['double("x")', { error: /TS2345/ }],
  ]);
  writeFileSync(join(folder, 'helper.ts'), 'export const double = (x: number): number => String(x);\n');
  await runNotebook(kernel.client, [
    ['import { double } from "./helper"', { error: /^\.\/helper\.ts:1:\d+ - error TS2322/ }],
  ]);
  writeFileSync(join(folder, 'helper.ts'), 'export const double = (x: number) => {\n  return x * 20;\n');
  await runNotebook(kernel.client, [
    ['import { double } from "./helper"', { error: /^\.\/helper\.ts:3:1 - error TS1005: '}' expected/ }],
  ]);
  writeFileSync(join(folder, 'helper.ts'), 'export const double = (x: number) => x * 20;\n');
  await runNotebook(kernel.client, [['import { double } from "./helper"\ndouble(4)', { result: '80' }]]);
}, 30_000);
