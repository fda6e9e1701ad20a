import type { Usable } from './finding';
import { fitLine, medianSlope } from './fit';

/** The errors before the first that is rounding, zero or overflow, and whether they stop falling before. */
export function usableErrors(values: readonly number[], floor: number): Usable {
  const end = values.findIndex((error) => !(error > floor * values[0]) || !Number.isFinite(error));
  const logs = (end < 0 ? values : values.slice(0, end)).map(Math.log);
  if (end < 0) return { logs, plateau: plateauOf(logs) };
  const what = values[end] === 0 ? '0' : Number.isFinite(values[end]) ? 'below the floor' : 'infinite';
  return { logs, ending: `error ${end} is ${what}`, plateau: plateauOf(logs) };
}

/**
 * Errors that fell and then stay: a floor of noise, or another limit than the one that the errors are taken from. Of
 * C/k^p, the slowest that is fitted, the last third of n falls by log(3/2)/log(n) of the whole.
 */
function plateauOf(logs: readonly number[]): Usable['plateau'] {
  const third = Math.floor(logs.length / 3);
  if (third < 3) return shortPlateau(logs);
  const last = logs.slice(-third);
  const { slope, scatter } = fitLine(last);
  const fall = -slope * (third - 1);
  const before = logs[0] - Math.min(...last);
  const isSlow = fall < ((0.5 * Math.log(1.5)) / Math.log(logs.length)) * before;
  const isNoise = isSlow && fall < 2.5 * scatter && before > 10 * scatter;
  const isStill = before > 0 && Math.abs(fall) < 1e-3 * before;
  if (!isNoise && !isStill) return undefined;
  const level = Math.max(...last);
  const from = logs.findIndex((value) => value <= level + 1e-12 * Math.abs(level));
  return { from, level: Math.exp(level) };
}

/** Of few errors, of which each is far below the one before, the last two being alike is enough. */
function shortPlateau(logs: readonly number[]): Usable['plateau'] {
  const n = logs.length;
  if (n < 4) return undefined;
  const falls = logs.slice(1).map((value, k) => logs[k] - value);
  const largest = Math.max(...falls);
  if (largest > Math.log(10) && falls[n - 2] < 0.1 * largest && falls[n - 2] < medianFall(logs)) {
    return { from: n - 2, level: Math.exp(logs[n - 2]) };
  }
  return undefined;
}

const medianFall = (logs: readonly number[]) => -medianSlope(logs) / 2;
