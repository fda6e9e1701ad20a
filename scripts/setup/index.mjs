import { compileStep } from './compile.mjs';
import { makeContext } from './context.mjs';
import { jupyterStep } from './jupyter.mjs';
import { nativeStep } from './native/index.mjs';
import { packagesStep } from './packages.mjs';
import { makeProgress, seconds } from './progress.mjs';
import { pythonStep } from './python.mjs';
import { exclusively } from './session.mjs';
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
  return exclusively(context, progress, async () => {
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
  });
}
