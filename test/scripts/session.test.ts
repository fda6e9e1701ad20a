import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, run, start } from './support/sandbox';

const program = (root: string, command: string) => `
  import { makeContext } from scripts('setup/context.mjs');
  import { makeProgress } from scripts('setup/progress.mjs');
  import { run } from scripts('setup/run.mjs');
  import { exclusively } from scripts('setup/session.mjs');
  const context = makeContext({ root: ${JSON.stringify(root)} });
  const progress = makeProgress();
  await exclusively(context, progress, async () => {
    const tool = run('sh', ['-c', ${JSON.stringify(command)}], { log: context.log });
    console.log('at work');
    await tool;
    console.log('done');
  });`;

const appearance = async (path: string) => {
  while (!existsSync(path)) await new Promise((done) => setTimeout(done, 10));
};

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the tool at work, and the next set-up need not wait',
  async (signal) => {
    const root = emptyFolder();
    const tool = `trap 'touch ${root}/ended; exit' TERM; touch ${root}/begun; while true; do sleep 0.05; done`;
    const first = start(program(root, tool));
    await first.printed('at work');
    await appearance(join(root, 'begun'));
    first.kill(signal);
    const { code, stderr } = await first.ended;
    expect(code).toBe(130);
    expect(stderr).toBe('\nThe set-up was interrupted; the next start goes on with it.\n');
    await appearance(join(root, 'ended'));
    expect(existsSync(join(root, '.cache/setup/lock'))).toBe(false);
    expect((await run(program(root, 'true'))).stdout).toBe('at work\ndone\n');
  },
);

test('of two set-ups at once the second says that it waits, and does its work afterwards', async () => {
  const root = emptyFolder();
  const first = start(program(root, 'sleep 0.5'));
  await first.printed('at work');
  const second = await run(program(root, 'true'));
  expect((await first.ended).stdout).toBe('at work\ndone\n');
  expect(second.stdout).toBe(
    `Another set-up (process ${first.pid}) is at work in this folder; waiting for it.\nat work\ndone\n`,
  );
});
