import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { gradeNotebook } from './grade';
import { report } from './report';
import type { GradeResult } from './result';
import { UsageError } from './usage-error';

const usage = 'Usage: npm run grade -- NOTEBOOK [--json FILE] [--quiet]';

interface Options {
  notebook: string;
  json?: string;
  quiet: boolean;
}

/** Runs the command; the exit code is 0 at full points, 1 below, 2 where nothing could be graded. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      console.log(
        `${usage}\nGrades an exercise notebook. --json writes the result to FILE, --quiet prints nothing.`,
      );
      return 0;
    }
    const result = await gradeNotebook(options.notebook);
    if (options.json) writeResult(options.json, result);
    if (!options.quiet) console.log(report(result));
    return result.passed ? 0 : 1;
  } catch (error) {
    console.error(
      error instanceof UsageError ? error.message : `The grader itself failed: ${inspect(error)}`,
    );
    return 2;
  }
}

function readOptions(args: string[]): Options | 'help' {
  let parsed: { values: { json?: string; quiet?: boolean; help?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  if (positionals.length !== 1) {
    throw new UsageError(`Name one notebook; ${positionals.length} were given.\n${usage}`);
  }
  if (values.json === '') throw new UsageError(`--json needs the name of a file.\n${usage}`);
  return { notebook: findFile(positionals[0]), json: values.json, quiet: values.quiet ?? false };
}

/** npm runs the command in the repository's root and leaves the caller's folder in INIT_CWD. */
function callersFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: caller } = process.env;
  return script === 'grade' && caller ? caller : process.cwd();
}

/** A path counts from the caller's folder, or else from the repository's root, as the notebooks print it. */
function findFile(path: string): string {
  if (callersFolder() === process.cwd()) return path;
  const fromCaller = resolve(callersFolder(), path);
  return existsSync(fromCaller) ? fromCaller : path;
}

/** Writes the whole file or none of it. */
function writeResult(path: string, result: GradeResult): void {
  const target = resolve(callersFolder(), path);
  const partial = `${target}.${process.pid}.part`;
  try {
    writeFileSync(partial, `${JSON.stringify(result, null, 2)}\n`);
    renameSync(partial, target);
  } catch (error) {
    throw new UsageError(`The result cannot be written to ${path}: ${(error as Error).message}.`);
  }
}
