import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gradeNotebook } from '../../grading/src/grade';
import { grade, referenceSolution, root, temporaryFolder, withAnswers } from './support';

const folder = temporaryFolder();
const endless = 'function planDescent(): never { for (;;) {} }';

function endlessNotebook(): string {
  return folder.write(
    'endless.ipynb',
    withAnswers({ ridgeGradient: referenceSolution('ridgeGradient'), planDescent: endless }),
  );
}

interface Process {
  pid: number;
  parent: number;
  args: string;
}

function processes(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, args]) => ({
    pid: Number(pid),
    parent: Number(parent),
    args,
  }));
}

/** The processes below `pid`: jest and the answer. */
function descendants(pid: number): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isAlive({ pid, args }: Process): boolean {
  return processes().some((one) => one.pid === pid && one.args === args);
}

test('a notebook that uses up its time keeps the points of the checks that were done', async () => {
  const result = await gradeNotebook(endlessNotebook(), {
    checkSeconds: 60,
    answerSeconds: 60,
    totalSeconds: 8,
  });
  const [ridge, , plan] = result.parts;
  expect(plan).toMatchObject({ points: 0 });
  expect(plan.checks[0].message).toBe('Not run: the time for the whole notebook was over.');
  expect(ridge.points).toBe(4);
});

test('a check that is too long uses up the time of its own answer only', async () => {
  const result = await gradeNotebook(endlessNotebook(), { checkSeconds: 1, answerSeconds: 1.5 });
  const [ridge, , plan] = result.parts;
  expect(ridge.points).toBe(4);
  expect(plan.checks.map(({ message }) => message?.slice(0, 30))).toEqual([
    'The answer did not come to an ',
    'The answer did not come to an ',
    'Not run: the answer had used u',
    'Not run: the answer had used u',
  ]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the grader, jest and the answer, and leaves no files',
  async (signal) => {
    const command: ChildProcess = spawn(
      process.execPath,
      [join(root, 'scripts/grade.mjs'), endlessNotebook()],
      {
        stdio: 'ignore',
        env: { ...process.env, TMPDIR: folder.path },
      },
    );
    const started = await until(() => {
      const below = descendants(command.pid as number);
      return below.some(({ args }) => args.includes('child.js')) && below;
    });
    const ended = new Promise((resolve) => command.once('exit', resolve));
    command.kill(signal);
    expect(await ended).toBe(2);
    await until(() => !started.some(isAlive));
    expect(readdirSync(folder.path).filter((name) => name.startsWith('optlab-grade-'))).toEqual([]);
  },
);

test('grading leaves no files behind', () => {
  const notebook = withAnswers({ ridgeGradient: referenceSolution('ridgeGradient') });
  grade([folder.write('one.ipynb', notebook)], { env: { TMPDIR: folder.path } });
  expect(readdirSync(folder.path).filter((name) => name.startsWith('optlab-grade-'))).toEqual([]);
});
