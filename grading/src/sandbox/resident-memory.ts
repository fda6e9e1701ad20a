import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const pageBytes = 4096;

/** Resident memory of a process in bytes, or 0 where it is gone. */
export function residentMemory(pid: number): number {
  try {
    if (process.platform === 'linux') {
      return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) * 1024;
  } catch {
    return 0;
  }
}

/** How often to look, in milliseconds: reading /proc is cheap, starting `ps` is not. */
export const memoryWatchInterval = process.platform === 'linux' ? 20 : 200;
