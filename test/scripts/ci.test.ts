import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, fakePrograms, onlyPath, realProgram, repository } from './support/sandbox';

/** Runs .ci/run with programs of the test's own; gives what they noted down. */
function ci(programs: Record<string, string>) {
  const folder = emptyFolder();
  const trace = join(folder, 'trace');
  const real = Object.fromEntries(
    ['bash', 'mktemp', 'tail', 'rm', 'id'].map((name) => [name, `exec ${realProgram(name)} "$@"`]),
  );
  fakePrograms(folder, { ...real, id: 'echo 0', ...programs });
  const { status, stdout } = spawnSync(realProgram('bash'), [join(repository, '.ci/run')], {
    env: { PATH: onlyPath(folder), TRACE: trace, TMPDIR: folder },
    encoding: 'utf8',
  });
  return { status, stdout, trace: existsSync(trace) ? readFileSync(trace, 'utf8') : '' };
}

const notes = (name: string, rest = '') => `echo "${name} $*" >> "$TRACE"; ${rest}`;
const TESTS = `echo "npm $* with CI=$CI" >> "$TRACE"; echo "5 passed, 0 failed"`;

test('CI installs a browser where there is none, then runs the tests, whose total is its last line', () => {
  const { status, stdout, trace } = ci({ 'apt-get': notes('apt-get'), npm: TESTS });
  expect(trace).toMatch(/^apt-get update .*\napt-get install .*chromium\nnpm test --silent with CI=true\n$/);
  expect(stdout).toMatch(/\n5 passed, 0 failed\n$/);
  expect(status).toBe(0);
});

test('CI takes the browser that is there', () => {
  expect(ci({ chromium: '', 'apt-get': notes('apt-get'), npm: TESTS }).trace).toBe(
    'npm test --silent with CI=true\n',
  );
});

test('CI runs the tests also where no browser can be had: those that need it fail', () => {
  const { stdout, trace } = ci({ 'apt-get': 'echo "E: Unable to fetch"; exit 100', npm: TESTS });
  expect(stdout).toContain('E: Unable to fetch\nChromium could not be installed.\n');
  expect(trace).toBe('npm test --silent with CI=true\n');
});

test('CI fails when the tests do', () => {
  expect(ci({ chromium: '', npm: 'echo "4 passed, 1 failed"; exit 1' }).status).toBe(1);
});
