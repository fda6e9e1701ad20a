import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './support/build';
import { repository } from './support/client';

/** The Python clients run where the set-up has made the environment; elsewhere their tests are skipped. */
const python = join(repository, '.venv/bin/python');
const isReady =
  existsSync(python) && existsSync(join(repository, '.venv/share/jupyter/kernels/optlab/kernel.json'));
const onPython = isReady ? test : test.skip;

beforeAll(ensureBuilt, 60_000);

function pytest(file: string): string {
  const { stdout, stderr } = spawnSync(
    python,
    ['-m', 'pytest', '-rA', '-q', '-p', 'no:cacheprovider', join(__dirname, 'conformance', file)],
    { cwd: repository, encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } },
  );
  return stdout + stderr;
}

/** A test whose subtests failed still says PASSED: those lines count as well. */
function verdicts(report: string, pattern: RegExp): string[] {
  return report.split('\n').filter((line) => pattern.test(line));
}

onPython.each(['kernel_conformance.py', 'nbclient_execution.py', 'protocol_conformance.py'])(
  'the kernel passes %s with nothing skipped',
  (file) => {
    const report = pytest(file);
    expect(verdicts(report, /^(SUB)?(FAILED|SKIPPED|ERROR)(\(| \S)/)).toEqual([]);
    expect(verdicts(report, /^PASSED/).length).toBeGreaterThan(0);
  },
  180_000,
);
