import { readMagics } from '../../kernel/src/checker/magics';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const unchecked = useKernel({ env: { OPTLAB_KERNEL_CHECK: 'off' } });
const strict = useKernel({ env: { OPTLAB_KERNEL_CHECK: 'strict' } });
const misspelt = useKernel({ env: { OPTLAB_KERNEL_CHECK: 'yes' } });

test('a cell runs unchecked on demand, and the next one is checked again', async () => {
  await runNotebook(kernel.client, [
    ['%%unchecked\nconst n: number = "x"\nn', { result: "'x'" }],
    ['\n// why\n%%unchecked\n({}).missing'],
    ['%%unchecked\n{ a: 1 }', { result: '{ a: 1 }' }],
    ['/* why */\n// @ts-nocheck\nconst m: number = "y"; m', { result: "'y'" }],
    ['const o: number = "z"', { error: /TS2322/ }],
    ['%%unchecked\nlet = = 1', { error: /In\[\d+\]:2:\d+ - error TS1/ }],
    ['%%unchecked\nconst process: string = 1\nprocess', { result: '1' }],
  ]);
});

test('a session is checked as its line magic says', async () => {
  await runNotebook(kernel.client, [
    ['%check off\nconst a1: number = "x"'],
    ['const a2: number = "x"; a2', { result: "'x'" }],
    ['%%checked\nconst a3: number = "x"', { error: /^In\[\d+\]:2:7 - error TS2322/ }],
    ['%check strict\nfunction loose(x) { return x }', { error: /TS7006/ }],
    ['%check on\nfunction loose(x) { return x }'],
    ['%check', { error: /one of the words off, on and strict/ }],
    ['%check maybe', { error: /one of the words off, on and strict/ }],
  ]);
});

test('a session is checked as the environment says', async () => {
  await runNotebook(unchecked.client, [
    ['const n: number = "x"; n', { result: "'x'" }],
    ['%%checked\nconst m: number = "x"', { error: /TS2322/ }],
  ]);
  await runNotebook(strict.client, [
    ['const id = (x) => x', { error: /TS7006/ }],
    ['%%unchecked\nconst id = (x) => x\nid(2)', { result: '2' }],
  ]);
});

test('a setting that means nothing is named once, and cells are checked', async () => {
  const notes = (outputs: readonly { content: object }[]) =>
    outputs.filter((each) => JSON.stringify(each).includes("OPTLAB_KERNEL_CHECK is 'yes'"));
  expect(notes((await misspelt.client.execute('1')).outputs)).toHaveLength(1);
  expect(notes((await misspelt.client.execute('2')).outputs)).toHaveLength(0);
  expect((await misspelt.client.execute('const n: number = ""')).error).toMatch(/TS2322/);
});

test('a cell tells its time', async () => {
  await runNotebook(kernel.client, [
    ['%%time\n1 + 1', { result: '2', stdout: /^Wall time: [\d.]+ ms\n$/ }],
    [
      '%%time\n%%unchecked\nconsole.log("in"); await 1',
      { result: '1', stdout: /^in\nWall time: [\d.]+ m?s\n$/ },
    ],
    ['%%time\nthrow new Error("late")', { stdout: /^Wall time/, error: /In\[\d+\]:2:7/ }],
  ]);
});

test.each([
  ['%timeit 1 + 1', /There is no magic '%timeit'\. Instead: %%time/],
  ['%%bash\nls', /There is no magic '%%bash'\. Instead: .*execSync/],
  ['%matplotlib inline', /not needed/],
  ['%pip install x', /npm install NAME/],
  ['%%nonsense', /There is no magic '%%nonsense'\.\nThose that exist:\n {2}%%unchecked/],
  ['%constructor', /There is no magic '%constructor'\.\nThose/],
  ['%%unchecked const x = 1', /%%unchecked stands alone in its line/],
  ['!ls', /Cells do not run shell commands\. Instead: .*execSync/],
  ['!npm install x', /Cells do not run shell commands/],
  ['1\n%timeit 2', /Magics stand at the top of a cell/],
])('%s is refused with what to write instead', async (code, message) => {
  expect((await kernel.client.execute(code)).error).toMatch(message);
});

test('what TypeScript itself writes with ! and % is no magic', async () => {
  await runNotebook(kernel.client, [
    ['const flag = true\nlet n = 7'],
    ['!flag', { result: 'false' }],
    ['n\n% 4', { result: '3' }],
    ['#!/usr/bin/env node\n"first"', { result: "'first'" }],
    ['\uFEFF"marked"', { result: "'marked'" }],
  ]);
});

test('the lines of a cell keep their length whatever stands above them', () => {
  for (const code of [
    '%%unchecked\n1',
    '  %check off\r\n%%time\r\n1',
    '%\n1',
    '#!x\n1',
    '\uFEFF1',
    '%%bash\nls',
  ]) {
    expect(readMagics(code).text.length).toBe(code.length);
  }
});

test('what goes unchecked is said once, beside the results', async () => {
  // A kernel in which no other test has caused a note.
  const { client } = strict;
  await client.execute('%check on');
  const notes = async (code: string) => {
    const { outputs, stderr, error } = await client.execute(code);
    expect({ stderr, error }).toEqual({ stderr: '', error: undefined });
    return outputs
      .filter(({ type }) => type === 'display_data')
      .map(({ content }) => content.data['text/plain']);
  };
  expect(await notes('const typed = (x: number) => x')).toEqual([]);
  expect(await notes('function twice(x, [y]) { return x + y }')).toEqual([
    expect.stringMatching(/^Note: 'x' has no type.*\(In\[\d+\]:1:16, TS7006, said once\)$/),
  ]);
  expect(await notes('function again(z) { return z }')).toEqual([]);
});
