import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const newFolder = () => mkdtempSync(join(tmpdir(), 'children-'));
const node = JSON.stringify(process.execPath);
/** A program that prints to both streams and exits with 3. */
const program = JSON.stringify('console.log("out"); console.error("err"); process.exitCode = 3');

beforeAll(() => runNotebook(kernel.client, [[`import * as cp from 'node:child_process'`]]));

describe('children that inherit the standard streams print into the cell', () => {
  test('spawn, whose child has no streams, with everything printed when it exits', async () => {
    await runNotebook(kernel.client, [
      [
        `import { spawn } from 'node:child_process'
const child = spawn(${node}, ['-e', ${program}], { stdio: 'inherit' })
const [code, signal] = await new Promise<unknown[]>((done) => child.on('exit', (...how) => { console.log('exit'); done(how) }))
;[child.stdin, child.stdout, child.stderr, child.stdio, code, signal]`,
        {
          result: '[ null, null, null, [ null, null, null ], 3, null ]',
          stdout: 'out\nexit\n',
          stderr: 'err\n',
        },
      ],
    ]);
  }, 20_000);

  test.each([
    ['require', `const { execSync } = require('node:child_process')`],
    ['an import', `import child, { execSync } from 'child_process'`],
  ])(
    'execSync from %s, in order with what the cell prints',
    async (_, load) => {
      await runNotebook(kernel.client, [
        [
          `${load}\nconsole.log('before'); const printed = execSync('echo one; echo two >&2', { stdio: 'inherit' }); console.log('after'); printed`,
          { result: 'null', stdout: 'before\none\nafter\n', stderr: 'two\n' },
        ],
      ]);
    },
    20_000,
  );

  test('spawnSync, execFileSync and fork', async () => {
    const file = join(newFolder(), 'child.cjs');
    writeFileSync(file, 'console.log("from a fork"); process.send({ sent: 1 })');
    await runNotebook(kernel.client, [
      [
        `const ended = cp.spawnSync(${node}, ['-e', ${program}], { stdio: 'inherit' }); [ended.status, ended.stdout, ended.output]`,
        { result: '[ 3, null, [ null, null, null ] ]', stdout: 'out\n', stderr: 'err\n' },
      ],
      [
        `cp.execFileSync(${node}, ['-p', '"é🎉"'], { stdio: ['ignore', process.stdout, 2] }); undefined`,
        { stdout: 'é🎉\n' },
      ],
      [
        `cp.execFileSync(${node}, ['-p', 'console.error("seen"); 1'], { stdio: ['ignore', 'pipe', 'inherit'] }).toString()`,
        { result: "'1\\n'", stderr: 'seen\n' },
      ],
      [
        `const forked = cp.fork(${JSON.stringify(file)})
const said = await new Promise((done) => forked.on('message', done)); await new Promise((done) => forked.on('close', done)); said`,
        { result: '{ sent: 1 }', stdout: 'from a fork\n' },
      ],
      [
        `await new Promise((done) => cp.spawn('no-such-program-at-all', { stdio: 'inherit' }).on('error', (error: any) => done(error.code)))`,
        { result: "'ENOENT'" },
      ],
      [
        `try { cp.execSync('exit 7', { stdio: 'inherit' }) } catch (error: any) { console.log(error.status, error.stdout) }`,
        { stdout: '7 null\n' },
      ],
    ]);
  }, 30_000);

  test('an npm script', async () => {
    const folder = newFolder();
    const manifest = { name: 'scripted', scripts: { greet: 'echo hello from npm' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    await runNotebook(kernel.client, [
      [
        `cp.execSync('npm run --silent greet', { stdio: 'inherit', cwd: ${JSON.stringify(folder)} })`,
        { result: 'null', stdout: 'hello from npm\n', stderr: /^(npm warn [^\n]*\n)*$/ },
      ],
    ]);
  }, 30_000);

  test('twenty megabytes of each kind arrive whole', async () => {
    const { client } = kernel;
    const big = JSON.stringify('process.stdout.write("x".repeat(2e7))');
    const synchronous = await client.execute(
      `cp.spawnSync(${node}, ['-e', ${big}], { stdio: 'inherit' }).error`,
    );
    expect(synchronous.stdout).toHaveLength(2e7);
    const piped = await client.execute(
      `await new Promise((done) => cp.spawn(${node}, ['-e', ${big}], { stdio: 'inherit' }).on('exit', done))`,
    );
    expect(piped.stdout).toHaveLength(2e7);
  }, 60_000);

  test('output is shown while the cell waits for a synchronous child', async () => {
    const { client } = kernel;
    const gate = join(newFolder(), 'open');
    const seen = new Promise<void>((done) => {
      client.onOutput = ({ content }) => {
        if (content.text?.includes('waiting')) done();
      };
    });
    const running = client.execute(
      `cp.execSync('echo waiting; while [ ! -e ${gate} ]; do sleep 0.05; done', { stdio: 'inherit' })`,
    );
    await seen;
    // Only now may the child go on.
    writeFileSync(gate, '');
    expect((await running).stdout).toBe('waiting\n');
  }, 30_000);

  test('a grandchild that lives on keeps neither kind of child from ending', async () => {
    const { client } = kernel;
    const survivors = [
      await client.execute(`cp.execSync('sleep 600 & echo $!', { stdio: 'inherit' })`),
      await client.execute(`const parent = cp.spawn('sleep 600 & echo $!', { stdio: 'inherit', shell: true })
await new Promise((done) => parent.on('close', done))`),
    ];
    for (const { status, stdout } of survivors) {
      expect({ status, stdout }).toEqual({ status: 'ok', stdout: expect.stringMatching(/^\d+\n$/) });
      process.kill(Number(stdout));
    }
  }, 20_000);

  test('a child finds the end of its input at once, and an interrupt ends the wait for one', async () => {
    const { client } = kernel;
    await runNotebook(client, [
      [`cp.execSync('cat', { stdio: 'inherit' })`, { result: 'null' }],
      [
        `await new Promise((done) => cp.spawn('cat', { stdio: 'inherit' }).on('exit', done))`,
        { result: '0' },
      ],
    ]);
    const started = new Promise<void>((done) => {
      client.onOutput = ({ content }) => {
        if (content.text?.includes('running')) done();
      };
    });
    const running = client.execute(
      `const long = cp.spawn('echo running; exec sleep 60', { stdio: 'inherit', shell: true, detached: true }); await new Promise((done) => long.on('exit', done))`,
    );
    await started;
    await client.interrupt();
    expect((await running).reply.ename).toBe('KeyboardInterrupt');
    await runNotebook(client, [['long.kill()', { result: 'true' }]]);
  }, 30_000);

  test('what a child prints after its cell does not go to a later cell', async () => {
    await runNotebook(kernel.client, [
      [`const slow = cp.spawn('sleep 0.3; echo late', { stdio: 'inherit', shell: true }); undefined`],
      [`await new Promise((done) => slow.on('exit', done))`, { result: '0' }],
    ]);
  }, 20_000);
});
