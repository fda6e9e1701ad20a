import { setTimeout as sleep } from 'node:timers/promises';
import { useKernel } from './support/notebook';
import { seeded } from './support/seeded';

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

test('a cell that is interrupted while it is checked, at whatever moment, declares nothing', async () => {
  const { client } = kernel;
  const random = seeded(7);
  const outcomes = { before: 0, ran: 0 };
  for (let round = 0; round < 150; round++) {
    const name = `fresh${round}`;
    const running = client.execute(`const ${name}: number = 1; let shared: string = '${name}'`);
    await sleep(random() * 8);
    await client.interrupt();
    const { error } = await running;
    const { result, error: unknown } = await client.execute(`[${name}, shared].join()`);
    if (error?.includes('before it started')) {
      outcomes.before++;
      expect({ round, unknown }).toEqual({
        round,
        unknown: expect.stringContaining(`Cannot find name '${name}'`),
      });
    } else if (error === undefined) {
      outcomes.ran++;
      expect({ round, result }).toEqual({ round, result: `'1,${name}'` });
    }
  }
  // Both kinds have been met, so the moments lie around the end of the check.
  expect(Math.min(outcomes.before, outcomes.ran)).toBeGreaterThan(5);
}, 60_000);
