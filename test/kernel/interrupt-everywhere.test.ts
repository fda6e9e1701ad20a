import { useKernel } from './support/notebook';

const kernel = useKernel();

const forever = 'await new Promise(() => {})';
const held = "{ [Symbol.dispose]() { console.log('freed') } }";

/** Awaits in code that TypeScript rewrites, with what must still be printed when they are interrupted. */
const cells: [where: string, code: string, printed: string][] = [
  ['a block with using', `{ using r = ${held}; console.log('started'); ${forever} }`, 'freed\n'],
  ['a cell with using', `using r = ${held}; console.log('started'); ${forever}`, 'freed\n'],
  [
    'a function with using',
    `async function f() { using r = ${held}; console.log('started'); try { ${forever} } finally { console.log('last') } }\nawait f()`,
    'last\nfreed\n',
  ],
  [
    'a namespace',
    `namespace N { export async function g() { console.log('started'); try { ${forever} } finally { console.log('last') } } }\nawait N.g()`,
    'last\n',
  ],
  [
    'a decorated class',
    `function plain(value: unknown, context: DecoratorContext) {}
@plain class K { async m() { console.log('started'); try { ${forever} } finally { console.log('last') } } }\nawait new K().m()`,
    'last\n',
  ],
  [
    'the name of a method',
    `class C { [(console.log('started'), await new Promise<string>(() => {}))]() {} }`,
    '',
  ],
];

test.each(cells)('an await in %s is interrupted and what follows it tidies up', async (_, code, printed) => {
  const { client } = kernel;
  const started = new Promise<void>((done) => {
    client.onOutput = ({ type, content }) => {
      if (type === 'stream' && content.text.includes('started')) done();
    };
  });
  const execution = client.execute(code);
  await started;
  await client.interrupt();
  const { stdout, reply } = await execution;
  expect({ stdout, ename: reply.ename }).toEqual({
    stdout: `started\n${printed}`,
    ename: 'KeyboardInterrupt',
  });
  expect((await client.execute('1 + 1')).result).toBe('2');
});
