import { at } from './support/cursor';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();

const complete = (text: string) => kernel.client.request('complete_request', at(text));
const inspect = (text: string) => kernel.client.request('inspect_request', { ...at(text), detail_level: 0 });

beforeAll(async () => {
  await runNotebook(kernel.client, [
    [
      `/** Adds two numbers.
 * @param first the one
 * @param second the other
 * @returns their sum
 */
function addUp(first: number, second: number): number { return first + second }
/** The speed of light in m/s. */
const lightSpeed = 299792458
/** Doubles. */
const doubled = (x: number) => 2 * x
class Vehicle { wheels = 4; drive(distance: number) { return distance } }
const vehicle = new Vehicle()
let gathered = []
import { minimize } from 'optlab'`,
    ],
  ]);
}, 30_000);

describe('completion', () => {
  test.each([
    ['ligh¦', ['lightSpeed']],
    ['vehicle.dr¦', ['drive']],
    ['vehicle.¦', ['drive', 'wheels']],
    ['const here = 1; her¦', ['here']],
    ['"é😀".padE¦', ['padEnd']],
    ['const 𝒳 = "😀"; lightS¦', ['lightSpeed']],
    ['import fs from "node:fs/prom¦"', ['promises']],
    ['const o = { alpha: 1, beta: 2 }; o.al¦', ['alpha']],
    ['MATH.sq¦', []],
    ['const p: { kind: "circle" | "square" } = { kind: "ci¦" }', ['circle']],
  ])('of %s gives %j', async (text, expected) => {
    const { matches, status } = await complete(text);
    expect(status).toBe('ok');
    expect(matches).toEqual(expected);
  });

  test('counts the cursor in code points and says what to replace', async () => {
    const reply = await complete('"😀😀" + lightS¦');
    expect(reply).toMatchObject({ cursor_start: 7, cursor_end: 13 });
  });

  test('falls back to names in another case', async () => {
    expect((await complete('LIGHTS¦')).matches).toEqual(['lightSpeed']);
  });

  test('gives each entry an icon', async () => {
    const typeOf = async (text: string) =>
      (await complete(text)).metadata._jupyter_types_experimental[0]?.type;
    expect(await typeOf('addU¦')).toBe('function');
    expect(await typeOf('Vehicl¦')).toBe('class');
    expect(await typeOf('vehicle.whee¦')).toBe('property');
    expect(await typeOf('vehicle.dri¦')).toBe('function');
    expect(await typeOf('lightSp¦')).toBe('instance');
    expect(await typeOf('whil¦')).toBe('keyword');
  });

  test('leaves out the names that packages have only in web pages', async () => {
    await runNotebook(kernel.client, [["import * as mathematics from 'mathjs'"]]);
    expect((await complete('math¦')).matches).toEqual(['mathematics']);
  });

  test('knows globals and never shows a name of the kernel', async () => {
    const { matches } = await complete('¦');
    expect(matches).toEqual(
      expect.arrayContaining(['addUp', 'vehicle', 'gathered', 'console', 'display', 'await']),
    );
    expect(matches.filter((name: string) => /\u01c3|notebook|scope/.test(name))).toEqual([]);
  });
});

describe('inspection', () => {
  test.each([
    ['addUp¦', 'function addUp(first: number, second: number): number'],
    ['ad¦dUp(1, 2)', 'function addUp(first: number, second: number): number'],
    ['addUp(1, ¦)', 'function addUp(first: number, second: number): number'],
    ['addUp(¦', 'function addUp(first: number, second: number): number'],
    ['vehicle.drive(¦)', '(method) Vehicle.drive(distance: number): number'],
    ['"😀" + lightSpeed¦', 'const lightSpeed: 299792458'],
    ['vehicle¦', 'const vehicle: Vehicle'],
    ['Vehicle¦', 'class Vehicle'],
    ['const local = 5; local¦', 'const local: 5'],
    ['doubled¦', 'const doubled: (x: number) => number'],
  ])('of %s says %s', async (text, signature) => {
    const reply = await inspect(text);
    expect(reply.found).toBe(true);
    expect(reply.data['text/plain'].split('\n\n')[0]).toBe(signature);
    expect(reply.data['text/markdown']).toContain(`\`\`\`typescript\n${signature}\n\`\`\``);
  });

  test('shows documentation with its parameters', async () => {
    const { data } = await inspect('addUp¦');
    expect(data['text/plain']).toContain('Adds two numbers.');
    expect(data['text/plain']).toContain('@param first the one');
    expect(data['text/plain']).toContain('@returns their sum');
    expect(data['text/markdown']).toContain('*@param* `second` the other');
  });

  test('shows the documentation of variables of earlier cells', async () => {
    expect((await inspect('lightSpeed¦')).data['text/plain']).toContain('The speed of light in m/s.');
    expect((await inspect('doubled(2¦)')).data['text/plain']).toContain('Doubles.');
  });

  test('shows the documentation of the library', async () => {
    const { data, found } = await inspect('minimize¦');
    expect(found).toBe(true);
    expect(data['text/plain']).toMatch(/minimize/);
    expect(data['text/plain']).not.toMatch(/\(alias\)|\nimport /);
  });

  test('finds nothing where nothing is', async () => {
    for (const text of ['¦', '1 + ¦', 'noSuchName¦', '"text¦"']) {
      expect(await inspect(text)).toMatchObject({ status: 'ok', found: false, data: {} });
    }
  });
});

describe('is_complete', () => {
  test.each([
    ['1 + 1', 'complete'],
    ['', 'complete'],
    ['if (true) { }', 'complete'],
    ['const s = `a\nb`', 'complete'],
    ['await (async () => 1)()', 'complete'],
    ['function f() {', 'incomplete'],
    ['[1, 2,', 'incomplete'],
    ['const s = `open', 'incomplete'],
    ['/* open', 'incomplete'],
    ['f(1,', 'incomplete'],
    ['1 +', 'incomplete'],
    ['const x =', 'incomplete'],
    ['x.', 'incomplete'],
    ['class A {\n  m() {', 'incomplete'],
    ['if (x)', 'incomplete'],
    ['{ "a": 1,', 'incomplete'],
    ['{ a: 1 }', 'complete'],
    ['try {\n}', 'incomplete'],
    ['if (a) { } else', 'incomplete'],
    ['@decorator', 'incomplete'],
    ['"goes on\\', 'incomplete'],
    ['%%time\nf(', 'incomplete'],
    ['%%time\nf()', 'complete'],
    ['/open', 'invalid'],
    ['f(")', 'invalid'],
    ['"open', 'invalid'],
    ['let = =', 'invalid'],
    [')', 'invalid'],
    ['foo bar baz )', 'invalid'],
  ])('of %j is %s', async (code, status) => {
    expect(await kernel.client.request('is_complete_request', { code })).toMatchObject({ status });
  });

  test.each([
    ['function f() {', '  '],
    ['if (a) {\n  if (b) {', '    '],
    ['if (a) {\n    if (b) {', '        '],
    ['if (a) {\n\tif (b) {', '\t\t'],
    ['function f() {\n  const x = 1', '  '],
    ['\tf(', '\t\t'],
    ['const f = (x) =>', '  '],
    ['if (a) {\n  b()\n} else', '  '],
    ['if (a) {\n  b()\n} else {', '  '],
    ['for (const each of list)', '  '],
    ['const x =', '  '],
    ['const s = `a\n    b', ''],
    ['f({ // {', '  '],
    ['f("{",', '  '],
    ['f(/[{(]/,', '  '],
    ['const x = f(1,\n            2,', '            '],
    ['if (a) {\n  f(1,\n    2)', '  '],
    ['if (a) {\n  if (b)\n    c()', '  '],
    ['switch (x) {\n  case 1:', '    '],
    ['switch (x) {\n  case 1:\n    f()', '    '],
    ['class A {\n  @logged\n  m() {\n    return 1\n  }', '  '],
    ['@logged', ''],
    ['try {\n}', ''],
    ['f(g, (x) => {\n  y\n}', ''],
    ['{ "a": 1,', '  '],
    ['%%time\nf(', '  '],
  ])('indents the line after %j', async (code, indent) => {
    expect(await kernel.client.request('is_complete_request', { code })).toEqual({
      status: 'incomplete',
      indent,
    });
  });
});
