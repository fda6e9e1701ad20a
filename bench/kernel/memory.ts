import { readdirSync, readFileSync } from 'node:fs';

/**
 * Megabytes of a process and all that it has started: its own pages, and of shared ones its share (PSS). Only Linux
 * tells.
 */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  let kilobytes = 0;
  for (const each of treeOf(pid)) {
    const found = /^Pss:\s+(\d+)/m.exec(readOr(`/proc/${each}/smaps_rollup`));
    if (found) kilobytes += Number(found[1]);
  }
  return kilobytes / 1000;
}

function treeOf(pid: number): number[] {
  let tasks: string[] = [];
  try {
    tasks = readdirSync(`/proc/${pid}/task`);
  } catch {}
  const children = tasks.flatMap((task) =>
    readOr(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
