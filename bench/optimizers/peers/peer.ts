import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Subject } from '../../support/measure';
import { pythonEnvironment } from '../../support/python-environment';

/** Puts the libraries to compare with where the peers find them; returns the reason if that fails. */
export function installPeers(): string | undefined {
  const environment = peerEnvironment();
  return 'reason' in environment ? environment.reason : undefined;
}

function peerEnvironment(options?: { install: boolean }): ReturnType<typeof pythonEnvironment> {
  const requirements = join(__dirname, 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return pythonEnvironment(`bench-optimizers-${digest}`, ['--requirement', requirements], options);
}

/** A Python process that takes the steps of one library, and times them itself. */
export class Peer {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #version = '';

  private constructor(python: string, library: string) {
    this.#process = spawn(python, [join(__dirname, 'serve.py'), library], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    if (!stdout) throw new Error('a peer without output');
    this.#lines = createInterface(stdout)[Symbol.asyncIterator]();
  }

  /** Starts one on the cores of this process; undefined where the libraries are not installed. */
  static async start(library: 'torch_steps' | 'optax_steps'): Promise<Peer | undefined> {
    const environment = peerEnvironment({ install: false });
    if ('reason' in environment) return undefined;
    const peer = new Peer(join(environment.folder, 'bin/python'), library);
    const { name } = (await peer.#answer()) as { name: string };
    peer.#version = name;
    return peer;
  }

  /** The library and its version. */
  get version(): string {
    return this.#version;
  }

  /** Steps of a rule over `count` variables of `length` elements. */
  subject(rule: string, length: number, count = 1): Subject {
    return async (budget) => {
      this.#process.stdin?.write(`${JSON.stringify({ rule, length, count, budget })}\n`);
      const { times } = (await this.#answer()) as { times: number[] | null };
      return times ?? [];
    };
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
