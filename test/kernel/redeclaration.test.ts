import * as fc from 'fast-check';
import { useKernel } from './support/notebook';

const kernel = useKernel();

/** Every way to declare a name with a value: as a cell writes it, and the value it must have in plain JavaScript. */
const kinds: Record<string, { cell(name: string, n: number): string; value(n: number): unknown }> = {
  const: { cell: (name, n) => `const ${name} = ${n}`, value: (n) => n },
  let: { cell: (name, n) => `let ${name}: number | string = ${n}`, value: (n) => n },
  var: { cell: (name, n) => `var ${name} = [${n}]`, value: (n) => [n] },
  'let without a value': { cell: (name) => `let ${name}`, value: () => undefined },
  'nested var': { cell: (name, n) => `if (true) { var ${name} = ${n} }`, value: (n) => n },
  'loop var': { cell: (name, n) => `for (var ${name} of [${n}, ${n + 1}]) {}`, value: (n) => n + 1 },
  'object pattern': { cell: (name, n) => `const { v: ${name} } = { v: ${n} }`, value: (n) => n },
  'array pattern': { cell: (name, n) => `let [, ${name} = ${n}] = [1]`, value: (n) => n },
  'rest pattern': { cell: (name, n) => `const [...${name}] = [${n}]`, value: (n) => [n] },
  function: { cell: (name, n) => `function ${name}() { return ${n} }`, value: (n) => ({ call: n }) },
  'async function': {
    cell: (name, n) => `async function ${name}() { return ${n} }`,
    value: () => ({ call: 'promise' }),
  },
  'generator function': {
    cell: (name, n) => `function* ${name}() { yield ${n} }`,
    value: () => ({ call: 'generator' }),
  },
  'generic arrow function': {
    cell: (name, n) => `const ${name} = <T,>(x?: T) => ${n}`,
    value: (n) => ({ call: n }),
  },
  overloads: {
    cell: (name, n) => `function ${name}(): number\nfunction ${name}(x?: string): number { return ${n} }`,
    value: (n) => ({ call: n }),
  },
  class: { cell: (name, n) => `class ${name} { static v = ${n} }`, value: (n) => ({ class: n }) },
  'abstract class': {
    cell: (name, n) => `abstract class ${name} { static v = ${n} }`,
    value: (n) => ({ class: n }),
  },
  'class with an interface': {
    cell: (name, n) => `interface ${name} { a?: 1 }\nclass ${name} { static v = ${n} }`,
    value: (n) => ({ class: n }),
  },
  enum: { cell: (name, n) => `enum ${name} { A = ${n} }`, value: (n) => ({ A: n, [n]: 'A' }) },
  namespace: { cell: (name, n) => `namespace ${name} { export const v = ${n} }`, value: (n) => ({ v: n }) },
  import: { cell: (name) => `import { sep as ${name} } from 'node:path'`, value: () => '/' },
  'import =': { cell: (name) => `import ${name} = require('node:path')\n;${name}.sep`, value: () => 'path' },
  using: { cell: (name) => `using ${name} = null`, value: () => null },
  'using that is disposed': {
    cell: (name, n) => `using ${name} = { v: ${n}, [Symbol.dispose]() {} }`,
    value: (n) => ({ v: n }),
  },
  'exported const': { cell: (name, n) => `export const ${name} = ${n}`, value: (n) => n },
  'default export': {
    cell: (name, n) => `export default function ${name}() { return ${n} }`,
    value: (n) => ({ call: n }),
  },
  'type beside it': { cell: (name, n) => `type ${name} = 1\nconst ${name} = ${n}`, value: (n) => n },
};

const names = Object.keys(kinds);

/** What a value is, as text, whatever it is. */
const tell = `import path_ from 'node:path'
function tell(value: unknown): string {
  if (value === path_) return '"path"'
  if (typeof value !== 'function') return JSON.stringify(value) ?? 'undefined'
  if ('v' in value) return JSON.stringify({ class: value.v })
  const called = value()
  return JSON.stringify({ call: called instanceof Promise ? 'promise' : typeof called === 'object' ? 'generator' : called })
}`;

const text = (value: unknown) => JSON.stringify(value) ?? 'undefined';

/** The shortest sequence in which everything follows upon everything, itself included: one of de Bruijn's. */
function everyPair<T>(values: T[]): T[] {
  const cycle = values.flatMap((value, i) => [
    value,
    ...values.slice(i + 1).flatMap((other) => [value, other]),
  ]);
  return [...cycle, values[0]];
}

/** The sequence in parts of one length that cover all its pairs: each begins with the last value of the one before. */
function split<T>(values: T[], count: number): T[][] {
  const pairs = Math.ceil((values.length - 1) / count);
  const part = (i: number) => {
    const end = Math.min((i + 1) * pairs, values.length - 1);
    return values.slice(end - pairs, end + 1);
  };
  return Array.from({ length: count }, (_, i) => part(i));
}

/** Declarations of several names as one cell: a module has one default export at most. */
function cellOf([first, ...others]: string[]): string {
  const isTaken = (i: number) => [first, ...others.slice(0, i)].some((code) => code.includes('default'));
  return [first, ...others.map((code, i) => (isTaken(i) ? code.replace(' default ', ' ') : code))].join('\n');
}

test('a name of any kind may become one of any other kind, and functions of earlier cells see it', async () => {
  const { client } = kernel;
  const subjects = ['s', 't', 'u', 'v'];
  const seen = subjects.map(
    (name) => `let ${name}: unknown\nfunction ${name}Seen() { return tell(${name}) }`,
  );
  await client.execute([tell, ...seen].join('\n'));
  const look = subjects.map((name) => `console.log(tell(${name}))\nconsole.log(${name}Seen())`).join('\n');
  const parts = split(everyPair(names), subjects.length);
  let before: string[] = [];
  for (let n = 0; n < parts[0].length; n++) {
    const now = parts.map((part) => part[n]);
    const code = cellOf(subjects.map((name, i) => kinds[now[i]].cell(name, n)));
    const { error } = await client.execute(code);
    expect({ before, code, error }).toEqual({ before, code, error: undefined });
    const { stdout } = await client.execute(look);
    const values = now.map((kind) => text(kinds[kind].value(n)));
    const expected = values.flatMap((value) => [value, value]);
    expect({ before, now, stdout }).toEqual({ before, now, stdout: `${expected.join('\n')}\n` });
    before = now;
  }
}, 120_000);

/** A step of a random notebook: a declaration, a function that reads a name, or a look through such a function. */
type Step =
  | { do: 'declare'; name: string; kind: string }
  | { do: 'read'; name: string; reader: string }
  | { do: 'look'; reader: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('declare' as const),
    name: fc.constantFrom('p', 'q', 'r'),
    kind: fc.constantFrom(...names),
  }),
  fc.record({
    do: fc.constant('read' as const),
    name: fc.constantFrom('p', 'q', 'r'),
    reader: fc.constantFrom('f', 'g'),
  }),
  fc.record({ do: fc.constant('look' as const), reader: fc.constantFrom('f', 'g') }),
);

test('a random notebook prints what a table of names and values says', async () => {
  const { client } = kernel;
  await client.execute(tell);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      await client.execute(
        'let p: unknown = 0, q: unknown = 0, r: unknown = 0\nfunction f() { return tell(p) }\nfunction g() { return tell(q) }',
      );
      const values: Record<string, unknown> = { p: 0, q: 0, r: 0 };
      const reads: Record<string, string> = { f: 'p', g: 'q' };
      for (const [index, each] of steps.entries()) {
        if (each.do === 'declare') {
          values[each.name] = kinds[each.kind].value(index);
          const { error } = await client.execute(kinds[each.kind].cell(each.name, index));
          expect(error).toBeUndefined();
        } else if (each.do === 'read') {
          reads[each.reader] = each.name;
          await client.execute(`function ${each.reader}() { return tell(${each.name}) }`);
        } else {
          const { stdout } = await client.execute(`console.log(${each.reader}())`);
          expect(stdout).toBe(`${text(values[reads[each.reader]])}\n`);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
