import type { CellError } from '../shared/messages';
import { formatProblem, type Problem } from './diagnostics';

/** All problems of a cell as the error that Jupyter shows; without any, the check was interrupted. */
export function cellError(ename: string, problems: Problem[]): CellError {
  const [first] = problems;
  if (!first)
    return {
      ename: 'KeyboardInterrupt',
      evalue: 'The check was interrupted.',
      traceback: ['KeyboardInterrupt'],
    };
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return {
    ename,
    evalue: `TS${first.code}: ${first.message}${more}`,
    traceback: problems.flatMap((each) => formatProblem(each).split('\n')),
  };
}

/** A line for the kernel that it cannot follow. */
export function usageError(label: string, { message, line }: { message: string; line: number }): CellError {
  return { ename: 'UsageError', evalue: message, traceback: `${label}:${line}:1 - ${message}`.split('\n') };
}
