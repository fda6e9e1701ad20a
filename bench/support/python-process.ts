import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A Python process that answers requests, a line of JSON each; the first line that it prints says what it is. */
export class PythonProcess {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(python: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#process = spawn(python, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    const { stdout } = this.#process;
    if (!stdout) throw new Error('a process without output');
    this.#lines = createInterface(stdout)[Symbol.asyncIterator]();
  }

  /** Starts one on the cores of this process; what it says of itself comes along. */
  static async start(
    python: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ): Promise<{ process: PythonProcess; says: unknown }> {
    const process = new PythonProcess(python, args, env);
    return { process, says: await process.#answer() };
  }

  /** One at a time. */
  ask(request: object): Promise<unknown> {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  stop(): void {
    this.#process.stdin?.end();
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('A Python process of the benchmark has ended; its message is above.');
    return JSON.parse(value);
  }
}
