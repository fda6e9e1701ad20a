import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { emptyFolder, run, start } from './support/sandbox';

/** Takes the lock for a moment, and for as long as the file `until` is not there. */
const holder = (lock: string, until = lock) => `
  import { appendFileSync, existsSync } from 'node:fs';
  import { setTimeout as pause } from 'node:timers/promises';
  import { acquireLock } from scripts('setup/lock.mjs');
  const release = await acquireLock(${JSON.stringify(lock)}, {
    interval: 20,
    onWait: (holder) => console.log('waits for ' + JSON.parse(holder).pid),
  });
  console.log('holds it');
  appendFileSync(${JSON.stringify(`${lock}.trace`)}, 'in ');
  do await pause(30);
  while (!existsSync(${JSON.stringify(until)}));
  appendFileSync(${JSON.stringify(`${lock}.trace`)}, 'out ');
  release();
`;

test('a second set-up says whom it waits for, and goes on when the first is done', async () => {
  const lock = join(emptyFolder(), 'lock');
  const first = start(holder(lock, `${lock}.told`));
  await first.printed('holds it');
  const second = start(holder(lock));
  await second.printed(`waits for ${first.pid}`);
  writeFileSync(`${lock}.told`, '');
  expect((await second.ended).stdout).toBe(`waits for ${first.pid}\nholds it\n`);
  expect(readFileSync(`${lock}.trace`, 'utf8')).toBe('in out in out ');
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a set-up that was killed is taken over', async () => {
  const lock = join(emptyFolder(), 'lock');
  const first = start(holder(lock, `${lock}.never`));
  await first.printed('holds it');
  first.kill('SIGKILL');
  await first.ended;
  expect(existsSync(lock)).toBe(true);
  expect((await run(holder(lock))).stdout).toBe('holds it\n');
});

test('a lock whose process number now belongs to another process is taken over', async () => {
  const lock = join(emptyFolder(), 'lock');
  writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), started: 'another time' }));
  expect((await run(holder(lock))).stdout).toBe('holds it\n');
});

test('a lock file that is no lock is taken over', async () => {
  const lock = join(emptyFolder(), 'lock');
  writeFileSync(lock, 'torn');
  expect((await run(holder(lock))).stdout).toBe('holds it\n');
});

test('of many that find a dead lock at once, one at a time holds the new one', async () => {
  const lock = join(emptyFolder(), 'lock');
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), started: '1' }));
  await Promise.all(Array.from({ length: 6 }, () => run(holder(lock))));
  expect(readFileSync(`${lock}.trace`, 'utf8')).toBe('in out '.repeat(6));
});
