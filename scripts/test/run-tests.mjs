import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../setup/files.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Total
 * @typedef {Pick<import('../setup/context.mjs').Context, 'root' | 'env' | 'work'>} Place
 */

/** Beside the tests; each passes or fails as one. */
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
 * @param {Place} place
 * @param {string[]} args for jest
 * @returns {Total}
 */
export function runTests(place, args) {
  const checks = runChecks(place);
  const tests = runJest(place, args);
  return { passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
}

/**
 * @param {Place} place
 * @returns {Total}
 */
function runChecks(place) {
  const results = CHECKS.map(({ title, program, args }) => {
    const good = succeeds(place, program, args);
    console.log(`${title}: ${good ? 'good' : 'FAILED'}`);
    return good;
  });
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/**
 * @param {Place} place
 * @param {string[]} args
 * @returns {Total}
 */
export function runJest({ root, env, work }, args) {
  const summaryFile = join(work, 'test-summary.json');
  mkdirSync(work, { recursive: true });
  rmSync(summaryFile, { force: true });
  const good = succeeds(
    { root, env: { ...env, OPTLAB_TEST_SUMMARY: summaryFile } },
    'jest/bin/jest.js',
    args,
  );
  const written = readIfThere(summaryFile);
  const { passed, failed } = /** @type {Total} */ (JSON.parse(written ?? '{"passed":0,"failed":0}'));
  // jest can also fail as a whole: no test found, a broken configuration, a crash.
  const isWhole = good && written !== undefined;
  return { passed, failed: isWhole ? failed : Math.max(failed, 1) };
}

/**
 * @param {Pick<Place, 'root' | 'env'>} place
 * @param {string} program below node_modules
 * @param {string[]} args
 */
function succeeds({ root, env }, program, args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0;
}

/** @param {NodeJS.ProcessEnv} env */
export const isInCi = ({ CI }) => Boolean(CI) && CI !== 'false' && CI !== '0';
