import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../setup/files.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Total
 */

/** Each is one check that passes or fails, beside the tests. */
const CHECKS = [
  { title: 'Type check', program: 'typescript/bin/tsc', args: ['-b'] },
  {
    title: 'Format and lint',
    program: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '.'],
  },
];

/**
 * Type check, lint, then jest; all of them run, whatever the earlier ones say.
 * @param {Pick<import('../setup/context.mjs').Context, 'root' | 'env' | 'work'>} context
 * @param {string[]} args for jest
 * @returns {Total}
 */
export function runTests({ root, env, work }, args) {
  const total = { passed: 0, failed: 0 };
  /**
   * @param {string} program
   * @param {string[]} programArgs
   * @param {NodeJS.ProcessEnv} [programEnv]
   */
  const succeeds = (program, programArgs, programEnv = env) =>
    spawnSync(process.execPath, [join(root, 'node_modules', program), ...programArgs], {
      cwd: root,
      env: programEnv,
      stdio: ['ignore', 'inherit', 'inherit'],
    }).status === 0;

  for (const { title, program, args: checkArgs } of CHECKS) {
    const good = succeeds(program, checkArgs);
    console.log(`${title}: ${good ? 'good' : 'FAILED'}`);
    total[good ? 'passed' : 'failed'] += 1;
  }

  const summaryFile = join(work, 'test-summary.json');
  rmSync(summaryFile, { force: true });
  const good = succeeds('jest/bin/jest.js', args, { ...env, OPTLAB_TEST_SUMMARY: summaryFile });
  const written = readIfThere(summaryFile);
  const { passed, failed } = /** @type {Total} */ (JSON.parse(written ?? '{"passed":0,"failed":0}'));
  // jest can also fail as a whole: no test found, a broken configuration, a crash.
  const isWhole = good && written !== undefined;
  total.passed += passed;
  total.failed += isWhole ? failed : Math.max(failed, 1);
  return total;
}

/** @param {NodeJS.ProcessEnv} env */
export const isInCi = ({ CI }) => Boolean(CI) && CI !== 'false' && CI !== '0';
