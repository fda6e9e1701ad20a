import { join } from 'node:path';
import type { Subject } from '../../support/measure';
import { pinnedEnvironment } from '../../support/python-environment';
import { PythonProcess } from '../../support/python-process';

const peerEnvironment = (options?: { install: boolean }) =>
  pinnedEnvironment('bench-optimizers', join(__dirname, 'requirements.txt'), options);

/** Puts the libraries to compare with where the peers find them; returns the reason if that fails. */
export function installPeers(): string | undefined {
  const environment = peerEnvironment();
  return 'reason' in environment ? environment.reason : undefined;
}

/** A Python process that takes the steps of one library, and times them itself. */
export class Peer {
  private constructor(
    readonly process: PythonProcess,
    /** The library and its version. */
    readonly version: string,
  ) {}

  /** Starts one on the cores of this process; undefined where the libraries are not installed. */
  static async start(library: 'torch_steps' | 'optax_steps'): Promise<Peer | undefined> {
    const environment = peerEnvironment({ install: false });
    if ('reason' in environment) return undefined;
    const python = join(environment.folder, 'bin/python');
    const { process, says } = await PythonProcess.start(python, [join(__dirname, 'serve.py'), library]);
    return new Peer(process, (says as { name: string }).name);
  }

  /** Steps of a rule over `count` variables of `length` elements. */
  subject(rule: string, length: number, count = 1): Subject {
    return async (budget) => {
      const { times } = (await this.process.ask({ rule, length, count, budget })) as {
        times: number[] | null;
      };
      return times ?? [];
    };
  }

  stop(): void {
    this.process.stop();
  }
}
