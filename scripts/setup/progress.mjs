/**
 * @typedef {{ done: (remark: string) => void, failed: () => void }} ProgressLine
 * @typedef {{ start: (name: string, doing: string) => ProgressLine, say: (text: string) => void }} Progress
 */

/**
 * One line a step: its name, what it does, and how long it took. On a terminal the time counts along.
 * @param {{ write: (text: string) => unknown, isTTY?: boolean }} [out]
 * @returns {Progress}
 */
export function makeProgress(out = process.stdout) {
  return {
    say: (text) => out.write(`${text}\n`),
    start(name, doing) {
      const begun = Date.now();
      const label = `  ${name.padEnd(12)} ${doing} ... `;
      out.write(label);
      const timer = out.isTTY ? setInterval(() => out.write(`\r${label}${seconds(begun)}`), 1000) : undefined;
      timer?.unref();
      /** @param {string} end */
      const finish = (end) => {
        clearInterval(timer);
        out.write(`${out.isTTY ? `\r${label}` : ''}${end}\n`);
      };
      return {
        done: (remark) => finish(`${seconds(begun)}${remark ? `  (${remark})` : ''}`),
        failed: () => finish('failed'),
      };
    },
  };
}

/** @param {number} begun */
export const seconds = (begun) => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
