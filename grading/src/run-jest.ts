import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Submission } from './checks/submission';
import type { Limits } from './limits';
import type { CheckEvent } from './reporter';

/** One notebook's answers, prepared for jest. */
export interface JestProject {
  exerciseFolder: string;
  /** Where the compiled answers lie; the name of this folder is the events' `submission`. */
  answersFolder: string;
  parts: string[];
  limits: Limits;
}

export interface JestRun {
  events: CheckEvent[];
  /** Whether the time for the whole run was over before the checks were. */
  timedOut: boolean;
  /** What jest printed: only of use where it broke. */
  output: string;
}

const built = join(__dirname, '..', 'dist');

/** Runs the checks of all projects in one jest process, which is killed with its children after `seconds`. */
export async function runJest(projects: JestProject[], folder: string, seconds: number): Promise<JestRun> {
  const file = join(folder, 'events.jsonl');
  const config = join(folder, 'jest.config.json');
  for (const project of projects) writeEntries(project);
  writeFileSync(config, JSON.stringify(jestConfig(file, folder)));
  const { output, timedOut } = await runGroup(
    [require.resolve('jest/bin/jest'), '--config', config, '--runInBand', '--watchman=false'],
    folder,
    seconds,
  );
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return { events: lines.map((line) => JSON.parse(line) as CheckEvent), timedOut, output };
}

/** One test file for each answer: it says which answer is meant and loads the checks of the exercise. */
function writeEntries({ exerciseFolder, answersFolder, parts, limits }: JestProject): void {
  const submission: Submission = { folder: answersFolder, limits };
  for (const part of parts) {
    const checks = join(exerciseFolder, `${part}.test.ts`);
    const entry = `globalThis.optlabSubmission = ${JSON.stringify(submission)};\nrequire(${JSON.stringify(checks)});\n`;
    writeFileSync(join(answersFolder, `${part}.test.js`), entry);
  }
}

function jestConfig(file: string, rootDir: string): object {
  return {
    rootDir,
    reporters: [[join(built, 'reporter.js'), { file }]],
    testMatch: ['<rootDir>/*/*.test.js'],
    cacheDirectory: join(rootDir, 'cache'),
    testEnvironment: require.resolve('jest-environment-node'),
    transform: { '\\.ts$': [require.resolve('@swc/jest'), swcOptions] },
    moduleNameMapper: { '^optlab-grading$': join(built, 'index.js') },
    // The sandbox ends an answer at its limits; jest's own limit only backs it up.
    testTimeout: 120_000,
  };
}

const swcOptions = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

function runGroup(
  args: string[],
  cwd: string,
  seconds: number,
): Promise<{ output: string; timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment(),
    });
    let output = '';
    let timedOut = false;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const kill = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has already ended.
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, seconds * 1000);
    // Before the folder in which jest writes is removed.
    process.prependOnceListener('exit', kill);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      process.removeListener('exit', kill);
      kill();
      resolve({ output, timedOut });
    });
  });
}

/** Only what Node needs: settings of the caller's jest or shell must not change a grade. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TEMP, TMP, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, TEMP, TMP, SystemRoot, NODE_ENV: 'test', FORCE_COLOR: '0' };
}
