/** What the cells import: packages with types, without types and with a global of their own, and the user's files. */
export const packages: Record<string, string> = {
  'node_modules/typed/package.json': '{ "name": "typed", "types": "index.d.ts" }',
  'node_modules/typed/index.d.ts':
    'export interface Layer<T> { size: T; next?: Layer<T> }\nexport declare function layer<T>(size: T): Layer<T>;',
  'node_modules/untyped/package.json': '{ "name": "untyped", "main": "index.js" }',
  'node_modules/untyped/index.js': 'exports.value = 1;',
  'node_modules/augments/package.json': '{ "name": "augments", "types": "index.d.ts" }',
  'node_modules/augments/index.d.ts':
    'declare global { interface Array<T> { sample(): T } var sampled: number }\nexport declare const seed: number;',
  'node_modules/extends-typed/package.json': '{ "name": "extends-typed", "types": "index.d.ts" }',
  'node_modules/extends-typed/index.d.ts':
    "import 'typed';\ndeclare module 'typed' { interface Layer<T> { name: string } }\nexport declare const extended: true;",
};

/** The forms of a local file, one of which it has at a time. */
export const localForms = [
  'export const rate = 1;\nexport interface Point { x: number }',
  'export const rate = "fast";\nexport interface Point { x: number; y: number }',
  'export const rate: number = missing;\nexport interface Point {}',
];

const names = ['a', 'b', 'c', 'model', 'fetch', 'Map'];

/** Each makes a cell of names and a number. */
const forms: ((x: string, y: string, n: number) => string)[] = [
  (x, _, n) => `const ${x} = ${n}`,
  (x, y) => `let ${x} = ${y}`,
  (x, _, n) => `let ${x}: number | string = ${n}\nif (typeof ${x} === 'string') ${x}.length\n${x}.toFixed()`,
  (x, _, n) => `${x} = ${n}`,
  (x, y) => `${x} = ${y}; ${x}.toFixed(1)`,
  (x, y) => `function ${x}(v = ${y}) { return [v] }\n${x}().length`,
  (x, y) =>
    `function ${x}<T extends { ${y}?: T }>(v: T): T | undefined { return v.${y} }\n${x}({ ${y}: {} })?.none`,
  (x, _, n) => `class ${x}<T = string> { w: T[] = []; static n = ${n}; first() { return this.w[0] } }`,
  (x, y) => `new ${x}().first().${y}`,
  (x, y) => `class ${y} extends ${x} { #own = 1; m() { return this.#own } }\nnew ${y}().m().none`,
  (x, _, n) => `enum ${x} { One = ${n}, Two }\n${x}.Two.toFixed().none`,
  (x, _, n) => `interface ${x} { kind: 'k${n}' | 'other'; v?: ${x} }\nconst made: ${x} = { kind: 'none' }`,
  (x, _, n) => `type ${x} = { kind: 'p'; p: ${n} } | { kind: 'q'; q: string }`,
  (x) => `function area(s: ${x}) { return s.kind === 'p' ? s.p : s.q.length + s.p }`,
  (x, y) => `const ${y}: ${x} = { kind: 'q', q: 1 }`,
  (x, y) => `const ${y} = { ...${x}, [Symbol.iterator]: 1 } as const\n${y}.none`,
  (x) => `let ${x} = []\nlet last = null`,
  (x, _, n) => `${x}.push(${n}); ${x}`,
  (x) => `${x}.push('text'); last = ${x}; last.none`,
  (x) => `const ${x} = [1, 2, 3].map((v) => ({ v, text: String(v) }))\n${x}[0].text.none`,
  (x, y) => `const ${y} = new Map(${x}.map((v) => [v.text, v]))`,
  (x) => `const { v: ${x} = 1, ...rest } = { v: undefined, w: 'text' }\nrest.none`,
  (x) => `declare global { interface Array<T> { ${x}Of(): T } }\n[1].${x}Of().toFixed().none`,
  (x) => `const found: string = [1].${x}Of()`,
  (x) => `declare module 'typed' { interface Layer<T> { ${x}: T } }`,
  (x) => `import { layer, type Layer } from 'typed'\nconst ${x}: Layer<number> = layer('text')`,
  (x) => `import { layer } from 'typed'\nconst ${x} = layer(1); ${x}.none; ${x}.name.none; ${x}.a`,
  (x) => `import { seed as ${x} } from 'augments'\n[1].sample().none; sampled.none`,
  () => `import 'augments'`,
  () => `[1].sample().toFixed(); sampled`,
  () => `import 'extends-typed'`,
  (x) => `import { value as ${x} } from 'untyped'\n${x}.anything`,
  (x) => `import ${x} from 'no-such-package'`,
  (x) => `import { rate as ${x}, type Point } from './local'\nconst point: Point = { x: 1 }`,
  (x) => `const ${x}: number = (await import('./local')).rate`,
  (x) => `const pattern = /\`/; const ${x} = await import('typed'); ${x}.none`,
  (x) => `import { join } from 'node:path'\nconst ${x}: number = join('a', 'b')`,
  (x) => `import * as ${x} from 'node:os'\n${x}.cpus().length.none`,
  (x) => `let ${x}: import('node:fs').Stats | undefined\n${x}?.size.none`,
  (x) => `import ${x} = require('node:zlib')\n${x}.none`,
  () => `process.stdout.write(1); process.exitCode = {}`,
  (x) => `// @ts-expect-error\nconst ${x}: string = 1`,
  (x) => `// @ts-expect-error\nconst ${x}: number = 1`,
  (x) => `// a line\nconst ${x}: string = 1`,
  (x) => `// @ts-ignore\nconst ${x}: string = 1\n${x}.none`,
  (x) => `// @ts-nocheck\nconst ${x}: string = 1\n${x}.none`,
  (x) => `%%unchecked\nconst ${x} = none`,
  (x) => `${x}e + consol.log(${x}s) + { ${x}x }`,
  (x) => `let ${x}: Mapp<string>; let other: NodeJs.Timeout`,
  (x) => `const ${x} = (v, w) => v + w\n${x}(1)`,
  (x, y) => `function ${x}(): ReturnType<typeof ${y}> { return ${y}() }`,
  (x) =>
    `type Deep<T> = T extends [infer H, ...infer R] ? [H, ...Deep<[...R, H]>] : []\ntype ${x} = Deep<[1]>`,
  (x) => `type ${x}<N extends 0[] = []> = N['length'] extends 30 ? N : ${x}<[...N, 0]>\nlet n: ${x} = 1`,
  (x) => `const ${x} = ${x} + 1`,
  (x, y) => `const ${x} = () => ${y}Next()\nconst ${y}Next = () => ${x}()`,
  (x) => `const ${x}: unique symbol = Symbol()\nconst keyed = { [${x}]: 1 }; keyed[${x}].none`,
  (x) => `keyed[${x}].toFixed()`,
  (x) => `namespace ${x} { export type In = { v: 1 }; export const v: In = { v: 2 } }`,
  (x) => `abstract class ${x} { abstract m(): void }\nnew ${x}()`,
  (x) => `try { throw 1 } catch (e) { e.none }\nfor (const ${x} of [1]) ${x}.none`,
  (x) =>
    `function isText(v: unknown): v is string { return typeof v === 'string' }\nif (isText(${x})) ${x}.none`,
  (x) => `label: for (;;) { break label }\nfunction ${x}(): number { while (true) { } }`,
  (x) => `const ${x} = ({ a: 1 }) satisfies Record<string, string>`,
  (x) => `export default class ${x} { v = 1 }`,
  (x) => `export { ${x} as renamed }`,
];

export const formCount = forms.length;

/** A cell of the form of that number. */
export function cellOf(form: number, random: () => number): string {
  const pick = () => names[Math.floor(random() * names.length)];
  return forms[form](pick(), pick(), Math.floor(random() * 4));
}
