import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { isThere, writeWhole } from './files.mjs';
import { missingSpace } from './prerequisites.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} doing what it does, for the progress line
 * @property {string[]} [after] steps whose work it builds on: when they have to run, so has this
 * @property {() => boolean | Promise<boolean>} isCurrent whether its result is there and made from what is there now
 * @property {() => string[] | Promise<string[]>} [missing] one sentence for each thing it needs and does not find
 * @property {{ folder: string, bytes: number }[]} [space] what it will write, and where
 * @property {() => void | string | Promise<void | string>} run may return a remark for the progress line
 */

/**
 * Brings every step up to date: first all that is missing is named at once, then each step that has work to do is
 * run in turn.
 * @param {import('./context.mjs').Context} context
 * @param {Step[]} steps
 * @param {import('./progress.mjs').Progress} progress
 */
export async function runSteps(context, steps, progress) {
  /** @type {Step[]} */
  const pending = [];
  for (const step of steps) {
    const follows = pending.some(({ name }) => step.after?.includes(name));
    if (follows || !(await isDone(context, step))) pending.push(step);
  }
  const missing = [
    ...(await Promise.all(pending.map((step) => step.missing?.() ?? []))).flat(),
    ...missingSpace(pending.flatMap(({ space = [] }) => space)),
  ];
  if (missing.length > 0) throw new SetupFailure([...new Set(missing)].join('\n'));

  for (const step of pending) {
    context.log.write(`\n== ${step.name}, ${new Date().toISOString()}\n`);
    const line = progress.start(step.name, step.doing);
    try {
      mkdirSync(context.work, { recursive: true });
      writeWhole(marker(context, step), '');
      const remark = await step.run();
      rmSync(marker(context, step), { force: true });
      line.done(remark ?? '');
    } catch (error) {
      line.failed();
      throw error;
    }
  }
  return pending.map(({ name }) => name);
}

/**
 * The marker lies there while a step runs: a step that was killed is run again whatever its stamp says.
 * @param {import('./context.mjs').Context} context
 * @param {Step} step
 */
const marker = ({ work }, { name }) => join(work, `${name.replace(/\W+/g, '-').toLowerCase()}.unfinished`);

/**
 * @param {import('./context.mjs').Context} context
 * @param {Step} step
 */
const isDone = async (context, step) => !isThere(marker(context, step)) && (await step.isCurrent());
