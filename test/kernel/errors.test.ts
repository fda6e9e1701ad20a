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
