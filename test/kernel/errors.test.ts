import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();

test('a stack names the lines and columns of the TypeScript that was written', async () => {
  await runNotebook(kernel.client, [
    [
      `interface Opts { n: number }
enum Mode { A, B }
class Runner {
  constructor(private opts: Opts) {}
  run<T>(value: T): T {
    const n: number = this.opts.n as number; if (n > 0) throw new RangeError('in run')
    return value
  }
}
const call = async (n: number): Promise<void> => { await null; new Runner({ n }).run<string>('x') }`,
    ],
    [
      'let unused: number = 1 as number\nawait call(1)',
      {
        error:
          /^RangeError: in run\n {4}at Runner\.run \(In\[1\]:6:63\)\n {4}at call \(In\[1\]:10:\d+\)\n {4}at async In\[2\]:2:1\n/,
      },
    ],
    [
      'namespace Deep {\n  export function fail(): never {\n    throw new Error("deep")\n  }\n}\nDeep.fail()',
      { error: /at Module\.fail \(In\[3\]:3:11\)|at (Object\.|N\.|Deep\.)?fail \(In\[3\]:3:11\)/ },
    ],
  ]);
});

test('a traceback shows the line that failed and nothing of the kernel', async () => {
  const { error } = await kernel.client.execute('const object: any = undefined\nobject.property\n1');
  expect(error).toMatch(/> 2 \| object\.property\n/);
  expect(error).not.toMatch(/node:|kernel\/dist|dist\/main/);
});

test('causes and collected errors are shown', async () => {
  const { error } = await kernel.client.execute(
    'throw new Error("outer", { cause: new AggregateError([new TypeError("one"), "two"], "inner") })',
  );
  expect(error).toContain('Error: outer');
  expect(error).toContain('Caused by: AggregateError: inner');
  expect(error).toContain('Error 1 of 2: TypeError: one');
  expect(error).toContain("Error 2 of 2: 'two'");
});

test.each([
  ['throw "text"', "'text'"],
  ['throw 5', '5'],
  ['throw null', 'null'],
  ['throw undefined', 'undefined'],
  ['throw { code: 7 }', '{ code: 7 }'],
  ['throw Symbol("s")', 'Symbol(s)'],
  ['await Promise.reject({ rejected: true })', '{ rejected: true }'],
  ['throw Object.create(null)', '[Object: null prototype] {}'],
])('%s is an error with its value', async (code, evalue) => {
  const { reply } = await kernel.client.execute(code);
  expect(reply).toMatchObject({ status: 'error', ename: 'Uncaught', evalue });
});

test('own error classes keep their name, message and place', async () => {
  const { reply, error } = await kernel.client.execute(
    'class DivergenceError extends Error { override name = "DivergenceError" }\nthrow new DivergenceError("too large")',
  );
  expect(reply).toMatchObject({ ename: 'DivergenceError', evalue: 'too large' });
  expect(error).toMatch(/^DivergenceError: too large\n {4}at In\[\d+\]:2:7/);
});

test('hostile errors cannot break the kernel', async () => {
  const { client } = kernel;
  const hostile = [
    'throw new Proxy({}, { get() { throw new Error("trap") } })',
    'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw new Error("stack") } }); throw e',
    'const cyclic: any = new Error("c"); cyclic.cause = cyclic; throw cyclic',
    'function deeper(): number { return deeper() + 1 }\ndeeper()',
  ];
  for (const code of hostile) expect((await client.execute(code)).status).toBe('error');
  expect((await client.execute('"alive"')).result).toBe("'alive'");
});

test('errors in the background are printed with their stack', async () => {
  const { stderr, status } = await kernel.client.execute(
    `setTimeout(() => { throw new Error('in a timer') }, 1)
Promise.reject(new Error('unhandled'))
await new Promise((done) => setTimeout(done, 40))`,
  );
  expect(status).toBe('ok');
  expect(stderr).toMatch(/Unhandled promise rejection: Error: unhandled\n {4}at In\[\d+\]:2:16/);
  expect(stderr).toMatch(/Uncaught in the background: Error: in a timer\n {4}at .*In\[\d+\]:1:26/);
});

test("Node's warnings do not reach the notebook", async () => {
  await runNotebook(kernel.client, [
    ['process.emitWarning("careful"); await new Promise((r) => setTimeout(r, 20))'],
    ['new Buffer(1); await new Promise((r) => setTimeout(r, 20))'],
  ]);
});

test('process.exit is an error and the kernel lives on', async () => {
  await runNotebook(kernel.client, [
    ['process.exit(3)', { error: /process\.exit\(3\) does not end a notebook/ }],
    [
      'setTimeout(() => process.exit(), 1); await new Promise((r) => setTimeout(r, 30))',
      { stderr: /process\.exit/ },
    ],
    ['1', { result: '1' }],
  ]);
});

test('what the thrower has put on an error is shown', async () => {
  await runNotebook(kernel.client, [
    [
      'throw Object.assign(new Error("full"), { code: "EFULL", at: { shelf: 3 } })',
      { error: /^Error: full\n {4}at .*\n\{ code: 'EFULL', at: \{ shelf: 3 \} \}\n/ },
    ],
    [
      `(await import('node:fs')).readFileSync('/missing')`,
      { error: /^Error: ENOENT[\s\S]*\n\{.* code: 'ENOENT', syscall: 'open', path: '\/missing' \}/ },
    ],
  ]);
});

test('a message without end is cut, and says so', async () => {
  const { reply } = await kernel.client.execute('throw new Error("y".repeat(3e6))');
  expect(reply.evalue).toMatch(/^y{10000}\.\.\. 2990000 more characters$/);
  expect(reply.traceback.join('\n').length).toBeLessThan(20_000);
});

test.each([
  ['a stack that is no text', 'const e = new Error("m"); (e as any).stack = 7; throw e', /^Error: m$/],
  ['no stack', 'const e = new Error("m"); delete e.stack; throw e', /^Error: m$/],
  ['a stack of its own', 'const e = new Error("m"); e.stack = "my words"; throw e', /^Error: m\nmy words$/],
  [
    'no frames',
    'Error.stackTraceLimit = 0; const e = new Error("m"); Error.stackTraceLimit = 10; throw e',
    /^Error: m$/,
  ],
  ['an empty name', 'const e = new Error("m"); e.name = ""; throw e', /^Error: m\n/],
  [
    'a stack written by the user',
    'Error.prepareStackTrace = (_, frames) => frames.length as any; const e = new Error("m"); try { throw e } finally { setTimeout(() => { delete (Error as any).prepareStackTrace }) }',
    /^Error: m\n {4}at In\[/,
  ],
])('an error with %s is shown', async (_, code, expected) => {
  const { reply, error } = await kernel.client.execute(code);
  expect(error).toMatch(expected);
  expect(reply.ename).toBe('Error');
});

test('the fields of an error are never empty, whatever is thrown', async () => {
  for (const thrown of [
    '""',
    'null',
    'undefined',
    '[]',
    'Symbol("s")',
    '() => 1',
    'new Proxy({}, { get() { throw 1 } })',
  ]) {
    const { reply } = await kernel.client.execute(`throw ${thrown}`);
    const texts: unknown[] = [reply.ename, reply.evalue, ...reply.traceback];
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toEqual(expect.stringMatching(/./));
  }
});

test.each(['process.abort()', 'process.kill(process.pid)', 'process.kill(process.pid, "SIGKILL")'])(
  '%s is an error and the kernel lives on',
  async (code) => {
    await runNotebook(kernel.client, [
      [code, { error: /would end the kernel/ }],
      ['process.kill(process.pid, 0)', { result: 'true' }],
    ]);
  },
);

test('a rejection is printed into the cell that made the promise', async () => {
  const { client } = kernel;
  await client.execute(
    'new Promise((r) => setTimeout(r, 60)).then(() => Promise.reject(new Error("late"))); 0',
  );
  const { stderr } = await client.execute('await new Promise((r) => setTimeout(r, 120))');
  expect(stderr).toBe('');
});
