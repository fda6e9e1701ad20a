import { join } from 'node:path';
import { acquireLock } from './lock.mjs';
import { stopRunning } from './run.mjs';

/**
 * Does its work while no other set-up is at work in the folder. Ctrl-C and the like end the tools that are running
 * and leave no lock behind.
 * @template T
 * @param {Pick<import('./context.mjs').Context, 'work'>} context
 * @param {import('./progress.mjs').Progress} progress
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(context, progress, work) {
  const release = await acquireLock(join(context.work, 'lock'), {
    onWait: (holder) =>
      progress.say(
        `Another set-up (process ${JSON.parse(holder).pid}) is at work in this folder; waiting for it.`,
      ),
  });
  const end = () => {
    stopRunning();
    release();
    console.error('\nThe set-up was interrupted; the next start goes on with it.');
    process.exit(130);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, end);
  try {
    return await work();
  } finally {
    release();
    for (const signal of signals) process.off(signal, end);
  }
}
