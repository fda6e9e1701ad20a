import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { emptyFolder, repository, run, writeFiles } from './support/sandbox';

/** Runs jest with the reporter on test files given by their names and texts. */
function jest(files: Record<string, string>, env: Record<string, string> = {}, args: string[] = []) {
  const root = writeFiles(emptyFolder(), {
    'jest.config.cjs': `module.exports = {
      reporters: ['default', ${JSON.stringify(join(repository, 'test/support/reporter.cjs'))}],
      transform: {},
    };`,
    ...files,
  });
  const { CI, OPTLAB_TEST_SUMMARY, ...inherited } = process.env;
  const ended = spawnSync(
    process.execPath,
    [join(repository, 'node_modules/jest/bin/jest.js'), '--ci', ...args],
    {
      cwd: root,
      env: { ...inherited, ...env } as NodeJS.ProcessEnv,
      encoding: 'utf8',
    },
  );
  const [totals] = /^\d+ passed, \d+ failed$/m.exec(ended.stderr) ?? [];
  return { code: ended.status, totals, text: ended.stderr };
}

const GOOD = "test('a good one', () => {});\n";
const BAD = "test('a bad one', () => { throw new Error('bad'); });\n";
const SKIPPED = "describe.skip('the browser [skipped: no Chromium]', () => { test('draws', () => {}); });\n";
const TODO = "test.todo('a promise');\n";

describe('the total of the tests', () => {
  test.each<[string, Record<string, string>, Record<string, string>, string, number]>([
    ['all good', { 'a.test.js': GOOD }, {}, '1 passed, 0 failed', 0],
    ['one bad', { 'a.test.js': GOOD + BAD }, {}, '1 passed, 1 failed', 1],
    [
      'a file that does not run',
      { 'a.test.js': GOOD, 'b.test.js': 'const = 1;' },
      {},
      '1 passed, 1 failed',
      1,
    ],
    ['skipped ones, at a desk', { 'a.test.js': GOOD + SKIPPED + TODO }, {}, '1 passed, 0 failed', 0],
    ['skipped ones, in CI', { 'a.test.js': GOOD + SKIPPED + TODO }, { CI: 'true' }, '1 passed, 2 failed', 1],
    [
      'skipped ones, with CI=false',
      { 'a.test.js': GOOD + SKIPPED },
      { CI: 'false' },
      '1 passed, 0 failed',
      0,
    ],
  ])('%s', (_, files, env, totals, code) => {
    expect(jest(files, env)).toMatchObject({ totals, code });
  });

  test('skipped tests are listed with their reasons', () => {
    const { text } = jest({ 'a.test.js': GOOD + SKIPPED + TODO });
    expect(text).toContain(
      '\nSkipped:\n  a.test.js: the browser [skipped: no Chromium] draws\n  a.test.js: a promise (not written yet)\n',
    );
  });

  test('those that `-t` leaves out are not', () => {
    const { text, totals } = jest({ 'a.test.js': GOOD + BAD }, { CI: 'true' }, ['-t', 'good']);
    expect(text).not.toContain('\nSkipped');
    expect(totals).toBe('1 passed, 0 failed');
  });
});

describe('the total of `npm test`', () => {
  /** Programs that end with these codes in place of the real ones; jest's leaves a summary, or none. */
  async function total(tsc: number, biome: number, jestCode: number, summary?: object) {
    const ends = (code: number) => `process.exit(${code});`;
    const root = writeFiles(emptyFolder(), {
      'node_modules/typescript/bin/tsc': ends(tsc),
      'node_modules/@biomejs/biome/bin/biome': ends(biome),
      'node_modules/jest/bin/jest.js': `
        if (process.argv[2] !== 'test/lib') process.exit(7);
        const summary = ${JSON.stringify(JSON.stringify(summary))};
        if (summary) require('node:fs').writeFileSync(process.env.OPTLAB_TEST_SUMMARY, summary);
        ${ends(jestCode)}`,
      '.cache/setup/test-summary.json': '{ "passed": 1000, "failed": 0 }',
    });
    const { stdout } = await run(`
      import { makeContext } from scripts('setup/context.mjs');
      import { runTests } from scripts('test/run-tests.mjs');
      console.log(JSON.stringify(runTests(makeContext({ root: ${JSON.stringify(root)} }), ['test/lib'])));`);
    return JSON.parse(stdout.trim().split('\n').at(-1) as string) as { passed: number; failed: number };
  }

  test.each([
    ['all good', 0, 0, 0, { passed: 5, failed: 0 }, { passed: 7, failed: 0 }],
    ['a type error', 1, 0, 0, { passed: 5, failed: 0 }, { passed: 6, failed: 1 }],
    ['a lint error', 0, 1, 0, { passed: 5, failed: 0 }, { passed: 6, failed: 1 }],
    ['a failed test', 0, 0, 1, { passed: 4, failed: 1 }, { passed: 6, failed: 1 }],
    ['jest that finds no test', 0, 0, 1, { passed: 0, failed: 0 }, { passed: 2, failed: 1 }],
    ['jest that crashes', 0, 0, 134, undefined, { passed: 2, failed: 1 }],
    ['jest that ends well and ran nothing', 0, 0, 0, undefined, { passed: 2, failed: 1 }],
  ])('%s', async (_, tsc, biome, jestCode, summary, expected) => {
    expect(await total(tsc, biome, jestCode, summary)).toEqual(expected);
  });
});
