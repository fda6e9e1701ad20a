import { type Cell, runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();

const notebooks: Record<string, Cell[]> = {
  'shows the value of a last expression with or without a semicolon': [
    ['1 + 1', { result: '2' }],
    ['1 + 2;', { result: '3' }],
    ['"text"', { result: "'text'" }],
    ['null', { result: 'null' }],
    ['undefined'],
    ['let quiet = 5'],
    ['if (true) 7'],
    ['quiet // comment', { result: '5' }],
    ['quiet\nfunction later() {}', { result: '5' }],
  ],
  'shows an error with the properties that it has': [
    [
      'Object.assign(new Error("told"), { code: 42 })',
      { result: /^Error: told\n {4}at In\[\d+\]:1:15 \{\n {2}code: 42\n\}$/ },
    ],
    ['console.log(new Error("a", { cause: 5 }))', { stdout: /:1:13 \{\n {2}\[cause\]: 5\n\}\n$/ }],
  ],
  'draws what throws when it is looked at as Node does': [
    ['new Proxy({ a: 1 }, { get() { throw new Error("trap") } })', { result: '{ a: 1 }' }],
    [
      '({ toHtml() { throw new Error("broken") } })',
      {
        result: /\[the value's own display failed: Error: broken\n {4}at Object.toHtml \(In\[\d+\]:1:21\)\]$/,
      },
    ],
  ],
  'disposes what a block holds, also where the block awaits': [
    [
      `for (let i = 0; i < 2; i++) {
  using held = { [Symbol.dispose]() { console.log('free', i) } }
  if (i === 0) continue
  console.log(await i)
}`,
      { stdout: 'free 0\n1\nfree 1\n' },
    ],
    [
      `{ await using held = { async [Symbol.asyncDispose]() { await null; console.log('freed') } }; console.log('in') }
console.log('after')`,
      { stdout: 'in\nfreed\nafter\n' },
    ],
  ],
  'reads a cell that looks like an object as an object': [
    ['{ a: 1, b: "x" }', { result: "{ a: 1, b: 'x' }" }],
    ['{ let inBlock = 1; console.log(inBlock) }', { stdout: '1\n' }],
    ['{}', { result: '{}' }],
  ],
  'redeclares a name as anything else': [
    ['let x1 = 1; x1', { result: '1' }],
    ['const x1 = "two"; x1', { result: "'two'" }],
    ['function x1() { return 3 }; x1()', { result: '3' }],
    ['class x1 { v = 4 }; new x1().v', { result: '4' }],
    ['enum x1 { A = 5 }; x1.A', { result: '5' }],
    ['namespace x1 { export const v = 6 }; x1.v', { result: '6' }],
    ['import * as x1 from "node:path"; x1.sep', { result: "'/'" }],
    ['import { sep as x1 } from "node:path"; x1', { result: "'/'" }],
    ['var x1 = 7; x1', { result: '7' }],
    ['let x1; x1'],
  ],
  'replaces an enum or a namespace of an earlier cell and merges those of one cell': [
    ['enum E { A, B = 4, C, D = "d" }\n[E.A, E[4], E.C, E.D]', { result: "[ 0, 'B', 5, 'd' ]" }],
    ['enum E { X }\nObject.keys(E)', { result: "[ '0', 'X' ]" }],
    ['enum M { A }\nenum M { B = 1 }\n[M.A, M.B]', { result: '[ 0, 1 ]' }],
    [
      'namespace N { export const a = 1 }\nnamespace N { export const b = a + 1 }\n[N.a, N.b]',
      { result: '[ 1, 2 ]' },
    ],
    ['namespace N { export const c = 3 }\nObject.keys(N)', { result: "[ 'c' ]" }],
    ['function F() { return F.v }\nnamespace F { export let v = 9 }\nF()', { result: '9' }],
    ['const enum K { A = 1 }\nK.A', { result: '1' }],
    ['function inner() { enum L { P = 3 }; return L.P }\ninner()', { result: '3' }],
  ],
  'lets closures of earlier cells see reassignment and redeclaration': [
    ['let factor = 2\nfunction scale(x: number) { return x * factor }\nconst arrow = () => factor'],
    ['factor = 10; scale(1)', { result: '10' }],
    ['let factor = 100; [scale(1), arrow()]', { result: '[ 100, 100 ]' }],
    ['function step() { return 1 }\nfunction run() { return step() }'],
    ['function step() { return 2 }'],
    ['run()', { result: '2' }],
  ],
  'hoists functions and keeps a variable declared without a value undefined': [
    ['early()\nfunction early() { return "hoisted" }', { result: "'hoisted'" }],
    ['const first = early(); first', { result: "'hoisted'" }],
    ['let reset = 1'],
    ['let reset: number | undefined; reset === undefined', { result: 'true' }],
    ['if (true) { var nested = 8 }'],
    ['nested', { result: '8' }],
    ['for (var index = 0; index < 3; index++) {}\nindex', { result: '3' }],
    ['for (var { length } of ["ab"]) {}'],
    ['length', { result: '2' }],
  ],
  'awaits at the top level': [
    ['const awaited = await Promise.resolve(5); awaited', { result: '5' }],
    ['await (async () => 6)()', { result: '6' }],
    ['for await (const v of [Promise.resolve(1), 2]) console.log(v)', { stdout: '1\n2\n' }],
    [
      'async function* generate() { yield 1; yield 2 }\nlet sum = 0\nfor await (const v of generate()) sum += v\nsum',
      { result: '3' },
    ],
    ['if (await Promise.resolve(true)) { var viaAwait = 1 }'],
    ['viaAwait', { result: '1' }],
    ['new Promise(() => {})', { result: 'Promise { <pending> }' }],
    ['await { then(resolve: (v: number) => void) { resolve(4) } }', { result: '4' }],
  ],
  'keeps what earlier lines did when a later line fails': [
    ['let kept = 1\nkept = 2\nthrow new Error("stop")', { error: /Error: stop\n {4}at In\[\d+\]:3:7/ }],
    ['kept', { result: '2' }],
    ['const one = 1, two = await Promise.reject(new Error("second"))', { error: /second/ }],
    ['one', { result: '1' }],
  ],
  'destructures into names of the notebook': [
    ['const { a, b: [c, ...rest], ...others } = { a: 1, b: [2, 3, 4], d: 5, e: 6 }'],
    ['[a, c, rest, others]', { result: '[ 1, 2, [ 3, 4 ], { d: 5, e: 6 } ]' }],
    ['let [p = 1, q = p] = [undefined, undefined] as (number | undefined)[]; [p, q]', { result: '[ 1, 1 ]' }],
    ['const u1 = 1, { v1 } = { v1: 2 }, w1 = u1 + v1; w1', { result: '3' }],
  ],
  'runs classes with everything TypeScript adds to them': [
    [
      `abstract class Shape<T> {
  static count = 0
  #secret = 1
  declare label: string
  optional?: number
  definite!: number;
  [key: string]: unknown
  constructor(protected readonly size: number, private factor = 2) { Shape.count++ }
  abstract area(): number
  overload(x: string): string
  overload(x: number): number
  overload(x: unknown): unknown { return x }
  get secret(): number { return this.#secret }
  protected scaled<U extends number>(this: Shape<T>, by: U): number { return this.size * this.factor * by }
}
interface Named { name: string }
class Square extends Shape<string> implements Named {
  name = 'square'
  constructor(size: number) { super(size) }
  override area(): number { return this.scaled(3) }
}
const square = new Square(5)
;[square.area(), square.secret, Shape.count, Object.keys(square)]`,
      { result: "[ 30, 1, 1, [ 'size', 'factor', 'optional', 'definite', 'name' ] ]" },
    ],
    ['class Square { old = false }'],
    ['square.area()', { result: '30' }],
    [
      `function logged(value: Function, context: ClassMethodDecoratorContext) {
  return function (this: unknown, ...args: unknown[]) { console.log('calls', String(context.name)); return value.apply(this, args) }
}
class Decorated { accessor x = 1; @logged run() { return this.x + 1 } }
new Decorated().run()`,
      { result: '2', stdout: 'calls run\n' },
    ],
  ],
  'erases types wherever they stand': [
    ['const cast = (1 + 2 as number) * 2; cast', { result: '6' }],
    [
      'const shown = { a: 1 } satisfies Record<string, number>\n;[shown!.a as unknown as string]',
      { result: '[ 1 ]' },
    ],
    ['const generic = async <T,>(\n  x: T,\n): Promise<T> => x\nawait generic<number>(3)', { result: '3' }],
    ['const angle = <T>(x: T): T => <T>x\nangle<string>("y")', { result: "'y'" }],
    ['const asObject = () => <{ z?: number }>{ z: 1 }; asObject().z', { result: '1' }],
    ['function returns(): number {\n  return <number>\n    5\n}\nreturns()', { result: '5' }],
    ['const arrowType = (x: number)\n  : number => x; arrowType(2)', { result: '2' }],
    ['let asEnd = 1 as number\n;(asEnd)', { result: '1' }],
    ['type Gone = 1\ninterface Gone2 {}\ndeclare const nowhere: number\n"left"', { result: "'left'" }],
    ['new Map<string, Array<number>>([["k", [1]]]).get("k")!.length', { result: '1' }],
    ['String(1 as number) + ((x) => x as number)(2)', { result: "'12'" }],
    [
      'function isText(x: unknown): x is string { return typeof x === "string" }\nisText("")',
      { result: 'true' },
    ],
    ['label: for (const i of [1, 2]) { if (i === 1) continue label; console.log(i) }', { stdout: '2\n' }],
  ],
  'disposes what a cell holds by using': [
    [
      'using held = { [Symbol.dispose]() { console.log("released") } }\nconsole.log("holding")\n42',
      { result: '42', stdout: 'holding\nreleased\n' },
    ],
    [
      'function scoped() { using h = { [Symbol.dispose]() { console.log("out") } }; return 1 }\nscoped()',
      { result: '1', stdout: 'out\n' },
    ],
  ],
  'runs promises, ticks and timers in the order of plain Node': [
    [
      `const order: string[] = []
const inner = async () => { order.push('inner') }
const outer = async () => { order.push('outer'); await inner(); order.push('outer end') }
setTimeout(() => order.push('timeout'))
process.nextTick(() => order.push('tick'))
outer()
new Promise<void>((done) => { order.push('executor'); done() }).then(() => order.push('then 1')).then(() => order.push('then 2'))
queueMicrotask(() => order.push('microtask'))
order.push('sync')`,
      { result: '4' },
    ],
    [
      'order.join()',
      { result: "'outer,inner,executor,sync,tick,outer end,then 1,microtask,then 2,timeout'" },
    ],
  ],
};

for (const [title, cells] of Object.entries(notebooks)) {
  test(title, () => runNotebook(kernel.client, cells), 30_000);
}

test('runs a hundred cells that redeclare without slowing down or growing', async () => {
  const { client } = kernel;
  const memory = async () => {
    const { result } = await client.execute('process.memoryUsage().rss');
    return Number(result);
  };
  const cell = (i: number) => `const repeated = ${i}\nfunction twice() { return repeated * 2 }\ntwice()`;
  for (let i = 0; i < 20; i++) await client.execute(cell(i));
  const before = await memory();
  for (let i = 20; i < 120; i++) expect((await client.execute(cell(i))).result).toBe(String(i * 2));
  expect((await memory()) - before).toBeLessThan(200e6);
}, 60_000);
