import type { Execution } from './support/client';
import { useKernel } from './support/notebook';

const kernel = useKernel();

type Asked = [prompt: string, password: boolean][];

/** Runs a cell and answers its questions in order; the last answer serves all further ones. */
async function answering(
  answers: string[],
  code: string,
  options: object = {},
): Promise<Execution & { asked: Asked }> {
  const { client } = kernel;
  const asked: Asked = [];
  client.onInput = (prompt, password) => {
    asked.push([prompt, password]);
    return answers[Math.min(asked.length, answers.length) - 1];
  };
  return { ...(await client.execute(code, options)), asked };
}

beforeAll(async () => {
  await kernel.client.execute(`import readline from 'node:readline'
import * as promised from 'node:readline/promises'
const terminal = { input: process.stdin, output: process.stdout }`);
});

test('input() returns what the reader writes, letter by letter', async () => {
  const { result, asked } = await answering(
    ['Grüße 🎉', '', ' a\\n "b" '],
    `[input('one '), prompt(), input('three', true)]`,
  );
  expect(result).toBe(`[ 'Grüße 🎉', '', ' a\\\\n "b" ' ]`);
  expect(asked).toEqual([
    ['one ', false],
    ['', false],
    ['three', true],
  ]);
});

describe('readline', () => {
  test("asks its questions in the front end's input box", async () => {
    const { result, stdout, asked } = await answering(
      ['Ada', 'Byron'],
      `const first = promised.createInterface(terminal)
const names = [await first.question('Name? '), await first.question('Surname? ')]
first.close()
names`,
    );
    expect(result).toBe("[ 'Ada', 'Byron' ]");
    expect(stdout).toBe('');
    expect(asked.map(([prompt]) => prompt)).toEqual(['Name? ', 'Surname? ']);
  });

  test('answers by callback before the cell ends', async () => {
    const { stdout } = await answering(
      ['Ada'],
      `const second = readline.createInterface(terminal)
second.question('Name? ', (name) => { console.log('Hello, ' + name); second.close() })`,
    );
    expect(stdout).toBe('Hello, Ada\n');
  });

  test('that stays open serves later cells and asks nothing unbidden', async () => {
    const opened = await answering(['never'], 'const third = promised.createInterface(terminal)');
    const idle = await answering(['never'], 'await new Promise((r) => setTimeout(r, 100)); "idle"');
    const asking = await answering(['yes'], `await third.question('Now? ')`);
    expect([opened.asked, idle.asked, asking.asked]).toEqual([[], [], [['Now? ', false]]]);
    expect(asking.result).toBe("'yes'");
    await answering([], 'third.close()');
  });

  test('yields lines to for await', async () => {
    const { result, asked } = await answering(
      ['1', '2', 'end'],
      `let sum = 0
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line === 'end') break
  sum += Number(line)
}
sum`,
    );
    expect(result).toBe('3');
    expect(asked).toHaveLength(3);
  });

  test('prompts for as long as its listener wants', async () => {
    const { stdout, asked } = await answering(
      ['a', 'b', ''],
      `const shell = readline.createInterface({ ...terminal, prompt: '> ' })
shell.on('line', (line) => { if (line) { console.log('got ' + line); shell.prompt() } else shell.close() })
shell.prompt()`,
    );
    expect(stdout).toBe('got a\ngot b\n');
    expect(asked).toHaveLength(3);
  });

  test('asks again after an interrupted question', async () => {
    const { client } = kernel;
    const asked = new Promise<void>((done) => {
      client.onInput = () => {
        done();
        return undefined;
      };
    });
    const running = client.execute(
      `const fourth = promised.createInterface(terminal); await fourth.question('Never answered')`,
    );
    await asked;
    await client.interrupt();
    expect((await running).reply.ename).toBe('KeyboardInterrupt');
    const { result } = await answering(['here'], `await fourth.question('Again? ')`);
    expect(result).toBe("'here'");
    await answering([], 'fourth.close()');
  });

  test('and input() wait for each other', async () => {
    const { result, asked } = await answering(
      ['first', 'second'],
      `const fifth = promised.createInterface(terminal)
const later = fifth.question('1')
const now = input('2')
const both = [await later, now]
fifth.close()
both`,
    );
    expect(result).toBe("[ 'first', 'second' ]");
    expect(asked.map(([prompt]) => prompt)).toEqual(['1', '2']);
  });
});

test('process.stdin is a stream of lines, for one cell after the other', async () => {
  const once = 'await new Promise((done) => process.stdin.once("data", (data) => done(String(data))))';
  const loop = 'for await (const data of process.stdin) { console.log(String(data)); break }';
  expect((await answering(['x'], once)).result).toBe("'x\\n'");
  expect((await answering(['y'], loop)).stdout).toBe('y\n\n');
  expect((await answering(['z'], loop)).stdout).toBe('z\n\n');
});

test.each([
  ['input()', 'input("x")'],
  ['a question by promise', `await promised.createInterface(terminal).question('x')`],
  ['a question by callback', `readline.createInterface(terminal).question('x', () => {})`],
  ['lines of readline', 'for await (const line of readline.createInterface(terminal)) console.log(line)'],
  ['the stream', 'for await (const data of process.stdin) console.log(data)'],
])('where nobody can answer, %s is an error that says so', async (_, code) => {
  const { reply, asked } = await answering(['no'], code, { allow_stdin: false });
  expect(reply).toMatchObject({
    ename: 'StdinNotImplementedError',
    evalue: expect.stringContaining('does not accept input'),
  });
  expect(asked).toEqual([]);
});

test.each(['readFileSync(0, "utf8")', 'readFileSync("/dev/stdin")', 'readSync(0, Buffer.alloc(9))'])(
  'fs.%s is refused with a way out',
  async (call) => {
    const { reply } = await answering([], `(await import('node:fs')).${call}`);
    expect(reply.evalue).toContain("use input('question')");
  },
);

test('what asks after its cell has ended learns that nobody is asked', async () => {
  const { asked } = await answering(
    ['no'],
    'setTimeout(() => { try { input("late") } catch (error) { (globalThis as any).late = String(error) } }, 20); undefined',
  );
  const { result } = await answering(
    ['no'],
    'await new Promise((r) => setTimeout(r, 100)); (globalThis as any).late',
  );
  expect(asked).toEqual([]);
  expect(result).toContain('The cell that asks for input has ended.');
});
