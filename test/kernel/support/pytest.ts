import { spawn } from 'node:child_process';
import { venvPython } from '../../support/prerequisite';
import { repository } from './client';

export interface Verdicts {
  passed: string[];
  /** Failed, skipped or broken: a test whose subtests failed still says PASSED, those lines count as well. */
  others: string[];
  report: string;
}

/** Runs a file of Python tests in the course's environment. */
export async function pytest(file: string): Promise<Verdicts> {
  const child = spawn(venvPython(), ['-m', 'pytest', '-rA', '-q', '-p', 'no:cacheprovider', file], {
    cwd: repository,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      report += chunk.toString();
    });
  }
  await new Promise((done) => child.on('close', done));
  const lines = report.split('\n');
  return {
    passed: lines.filter((line) => line.startsWith('PASSED')),
    others: lines.filter((line) => /^(SUB)?(FAILED|SKIPPED|ERROR)(\(| \S)/.test(line)),
    report,
  };
}
