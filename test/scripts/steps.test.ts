import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, start, writeFiles } from './support/sandbox';

/** Two steps that note down when they run; each is current when its file is there. */
const program = (root: string, second = '') => `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
  import { makeContext } from scripts('setup/context.mjs');
  import { runMain } from scripts('setup/main.mjs');
  import { makeProgress } from scripts('setup/progress.mjs');
  import { run } from scripts('setup/run.mjs');
  import { runSteps } from scripts('setup/steps.mjs');
  const root = ${JSON.stringify(root)};
  const step = (name, more, work = () => {}) => ({
    name,
    doing: 'work',
    isCurrent: () => existsSync(root + '/' + name),
    async run() {
      appendFileSync(root + '/trace', name + ' ');
      writeFileSync(root + '/' + name, '');
      return work();
    },
    ...more,
  });
  const context = makeContext({ root });
  await runMain(async () => {
    await runSteps(
      context,
      [step('first', {}), step('second', { after: ['first'] }, async () => { ${second} })],
      makeProgress(),
    );
  });`;

const trace = (root: string) => readFileSync(join(root, 'trace'), 'utf8').trim();

test('steps that have work to do run in turn, a line each, and not a second time', async () => {
  const root = emptyFolder();
  const ended = await start(program(root, "return 'a remark';")).ended;
  expect(ended.stdout).toMatch(
    /^ {2}first +work \.\.\. \d\.\d s\n {2}second +work \.\.\. \d\.\d s {2}\(a remark\)\n$/,
  );
  expect((await start(program(root)).ended).stdout).toBe('');
  expect(trace(root)).toBe('first second');
});

test('a step runs again after one on which it builds', async () => {
  const root = writeFiles(emptyFolder(), { second: '' });
  await start(program(root)).ended;
  expect(trace(root)).toBe('first second');
});

test('a step that failed says so, keeps its output in the log, and runs again whatever it left', async () => {
  const root = emptyFolder();
  const failing = program(
    root,
    "await run('sh', ['-c', 'echo loud; echo the reason >&2; exit 3'], { log: context.log, failure: 'It did not work.' });",
  );
  const ended = await start(failing).ended;
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/second +work \.\.\. failed\n$/);
  expect(ended.stderr).toBe(
    '\nIt did not work.\n\n    loud\n    the reason\n\nThe whole output is in .cache/setup.log.\n',
  );
  expect(readFileSync(join(root, '.cache/setup.log'), 'utf8')).toMatch(
    /== second.*\n\$ sh -c[^\n]+\nloud\nthe reason\n/,
  );
  expect(existsSync(join(root, 'second'))).toBe(true);
  expect((await start(program(root)).ended).code).toBe(0);
  expect(trace(root)).toBe('first second second');
});

test('a step that was killed runs again whatever it left', async () => {
  const root = emptyFolder();
  const first = start(
    program(root, "console.log('here'); await new Promise((done) => setTimeout(done, 60000));"),
  );
  await first.printed('here');
  first.kill('SIGKILL');
  await first.ended;
  expect((await start(program(root)).ended).code).toBe(0);
  expect(trace(root)).toBe('first second second');
});

test('an error of the program itself is not told as if the user could act on it', async () => {
  const root = emptyFolder();
  const ended = await start(program(root, 'null.x;')).ended;
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('TypeError');
});

test('the log does not grow without end', async () => {
  const root = emptyFolder();
  writeFiles(root, { '.cache/setup.log': 'x'.repeat(2_100_000) });
  await start(program(root)).ended;
  expect(readFileSync(join(root, '.cache/setup.log'), 'utf8').length).toBeLessThan(10_000);
});
