import { join } from 'node:path';
import { compileStep } from './compile.mjs';
import { makeContext } from './context.mjs';
import { jupyterStep } from './jupyter.mjs';
import { acquireLock } from './lock.mjs';
import { nativeStep } from './native/index.mjs';
import { packagesStep } from './packages.mjs';
import { makeProgress, seconds } from './progress.mjs';
import { pythonStep } from './python.mjs';
import { stopRunning } from './run.mjs';
import { runSteps } from './steps.mjs';

/**
 * Brings everything that the course runs on into this folder, and does nothing where it is there already.
 * @param {object} [options]
 * @param {'fail' | 'ignored'} [options.typeErrors] what errors in the TypeScript sources do to the set-up
 * @param {(context: import('./context.mjs').Context) => import('./steps.mjs').Step[]} [options.moreSteps]
 */
export async function setUp({ typeErrors = 'fail', moreSteps = () => [] } = {}) {
  const begun = Date.now();
  const context = makeContext();
  const progress = makeProgress();
  const release = await acquireLock(join(context.work, 'lock'), {
    onWait: (holder) =>
      progress.say(`Another set-up (process ${holderOf(holder)}) is at work in this folder; waiting for it.`),
  });
  const leave = onSignals(release);
  try {
    const steps = [
      packagesStep(context),
      compileStep(context, { typeErrors }),
      pythonStep(context),
      await nativeStep(context),
      jupyterStep(context),
      ...moreSteps(context),
    ];
    const done = await runSteps(context, steps, progress);
    progress.say(`Set-up ${done.length > 0 ? 'done' : 'is up to date'} (${seconds(begun)}).`);
    return context;
  } finally {
    release();
    leave();
  }
}

/** @param {string} holder */
const holderOf = (holder) => JSON.parse(holder).pid;

/**
 * Ctrl-C and the like end the tools at work and leave no lock behind.
 * @param {() => void} release
 */
function onSignals(release) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const end = () => {
    stopRunning();
    release();
    console.error('\nThe set-up was interrupted; the next start goes on with it.');
    process.exit(130);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
