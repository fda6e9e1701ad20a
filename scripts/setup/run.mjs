import { spawn } from 'node:child_process';
import { likelyCause, SetupFailure } from './failure.mjs';

const TAIL = 4000;
const LINES_SHOWN = 15;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} RunOptions
 * @property {import('./log.mjs').Log} log
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [failure] the sentence to say when it fails and the cause is none of the common ones
 * @property {number} [timeout] milliseconds
 */

/**
 * Runs a tool, its output going to the log, and gives its standard output.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<string>}
 */
export async function run(command, args, { log, cwd, env, failure, timeout }) {
  log.write(`$ ${[command, ...args].join(' ')}\n`);
  const { code, output, stdout, timedOut } = await execute(command, args, { cwd, env, timeout }, log.write);
  if (code === 0) return stdout;
  const tool = failure ?? `\`${[command, ...args].join(' ').slice(0, 120)}\` failed.`;
  const cause = timedOut ? 'It took too long and was stopped.' : likelyCause(output);
  if (cause) throw new SetupFailure(`${tool} ${cause}`);
  throw new SetupFailure(tool, output.trim().split('\n').slice(-LINES_SHOWN).join('\n'));
}

/**
 * Runs a tool and tells how it ended; one that cannot be started ends with code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @param {(text: string) => void} [listen]
 * @returns {Promise<{ code: number, output: string, stdout: string, timedOut: boolean }>}
 */
export function execute(command, args, { cwd, env, timeout } = {}, listen = () => {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    let stdout = '';
    let timedOut = false;
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeout)
      : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      running.delete(child);
      done({ code, output, stdout, timedOut });
    };
    /** @param {string} text */
    const hear = (text) => {
      listen(text);
      output = (output + text).slice(-TAIL);
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      hear(text);
    });
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', (error) => {
      hear(`${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Ends the tools that are still at work, when the set-up itself is told to end. */
export function stopRunning() {
  for (const child of running) child.kill('SIGTERM');
}
