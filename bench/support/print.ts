import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Timing } from './measure';

/** The median, and the first and the ninth decile in parentheses; nothing where nothing was measured. */
export const milliseconds = (timing: Timing | undefined): string => {
  if (!timing) return '';
  const { median, low, high } = timing;
  const digits = median < 0.1 ? 4 : median < 10 ? 3 : 1;
  return `${median.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`;
};

/** How many times as long as `fast` the other takes. */
export const times = (slow: Timing | undefined, fast: Timing | undefined): string =>
  slow && fast ? `${(slow.median / fast.median).toFixed(2)}x` : '';

export const percent = (part: number): string => `${Math.round(100 * part)}%`;

/** Prints rows under a title, columns aligned. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  console.log(`\n${title}`);
  console.log(line(head));
  console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of rows) console.log(line(row));
}

/** Prints what the numbers depend on. */
export function printMachine(packages: readonly string[]): void {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `${model.trim()}, ${cpus().length} cores, ${memory} GiB; Node ${process.version}, ${process.platform}`,
  );
  console.log(packages.map((name) => `${name} ${versionOf(name)}`).join(', '));
}

function versionOf(name: string): string {
  let folder = dirname(require.resolve(name));
  for (;;) {
    try {
      const { name: found, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (found === name) return version;
    } catch {}
    const parent = dirname(folder);
    if (parent === folder) return 'of unknown version';
    folder = parent;
  }
}
