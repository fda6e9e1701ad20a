import { appendFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** One line of the file in which jest's process leaves what it found. */
export type CheckEvent =
  | {
      type: 'check';
      submission: string;
      part: string;
      name: string;
      passed: boolean;
      durationMs: number;
      message: string | null;
    }
  | { type: 'broken'; submission: string; part: string; message: string };

interface TestFile {
  path: string;
}

interface TestCase {
  title: string;
  status: string;
  duration?: number | null;
  failureDetails: unknown[];
  failureMessages: string[];
}

/** A jest reporter that writes each check as soon as it is done, so that a stopped run keeps what it had. */
export default class CheckReporter {
  constructor(
    _config: unknown,
    private readonly options: { file: string },
  ) {}

  onTestCaseResult(test: TestFile, result: TestCase): void {
    this.write({
      type: 'check',
      ...owner(test),
      name: result.title,
      passed: result.status === 'passed',
      durationMs: Math.round(result.duration ?? 0),
      message: result.status === 'passed' ? null : explanation(result),
    });
  }

  onTestFileResult(
    test: TestFile,
    result: { testExecError?: { message?: string }; failureMessage?: string | null },
  ): void {
    if (!result.testExecError) return;
    const message = result.failureMessage ?? result.testExecError.message ?? 'unknown error';
    this.write({ type: 'broken', ...owner(test), message: withoutColour(message).trim() });
  }

  getLastError(): undefined {
    return undefined;
  }

  private write(event: CheckEvent): void {
    appendFileSync(this.options.file, `${JSON.stringify(event)}\n`);
  }
}

/** A test file is SUBMISSION/PART.test.js. */
function owner({ path }: TestFile): { submission: string; part: string } {
  return { submission: basename(dirname(path)), part: basename(path, '.test.js') };
}

function explanation({ failureDetails, failureMessages }: TestCase): string {
  const [detail] = failureDetails as { name?: string; message?: string }[];
  return withoutColour(detail?.message ?? failureMessages[0] ?? 'The check failed.').trim();
}

function withoutColour(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI colours start with the escape character.
  return text.replace(/\u001B\[[0-9;]*m/g, '');
}
