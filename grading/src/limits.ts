/** What an answer may use. Times are wall-clock seconds. */
export interface Limits {
  /** For the calls of one check. */
  checkSeconds: number;
  /** For all checks of one answer. */
  answerSeconds: number;
  /** For the whole notebook; what has not run by then counts as failed. */
  totalSeconds: number;
  /** Resident memory of the answer's process. */
  memoryMegabytes: number;
  /** What the answer may print in one check. */
  printedMegabytes: number;
}

export const defaultLimits: Limits = {
  checkSeconds: 6,
  answerSeconds: 14,
  totalSeconds: 60,
  memoryMegabytes: 512,
  printedMegabytes: 8,
};
