import type { CheckResult, GradeResult, PartResult } from './result';

const width = 78;

/** The result as a table for the terminal, with an explanation under each failure. */
export function report(result: GradeResult): string {
  const lines = [`${result.title} (${result.notebook})`];
  for (const part of result.parts) lines.push('', ...partLines(part));
  lines.push('', row('Total', score(result)));
  return lines.join('\n');
}

function partLines(part: PartResult): string[] {
  const lines = [row(`${part.title}`, score(part))];
  part.checks.forEach((check, index) => {
    lines.push(row(`  ${check.passed ? '✓' : '✗'} ${check.name}`, score(check)));
    if (!check.passed && !explainedBelow(part.checks, index)) lines.push(...indent(check.message ?? ''));
  });
  return lines;
}

/** Failures in a row with one reason show it once, under the last of them. */
function explainedBelow(checks: CheckResult[], index: number): boolean {
  const next = checks[index + 1];
  return next !== undefined && !next.passed && next.message === checks[index].message;
}

function score({ points, maxPoints }: { points: number; maxPoints: number }): string {
  return `${points} / ${maxPoints}`;
}

function row(left: string, right: string): string {
  return `${left.padEnd(width - 8)}${right.padStart(8)}`;
}

function indent(message: string): string[] {
  return message.split('\n').flatMap((line) => wrap(line, width - 6).map((part) => `      ${part}`));
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
