import { join } from 'node:path';
import type { Bounds } from 'optlab';
import type { Subject } from '../../support/measure';
import { pinnedEnvironment } from '../../support/python-environment';
import { PythonProcess } from '../../support/python-process';

const environmentOf = (options?: { install: boolean }) =>
  pinnedEnvironment('bench-minimize', join(__dirname, 'requirements.txt'), options);

/** Puts SciPy where the benchmark finds it; returns the reason if that fails. */
export function installScipy(): string | undefined {
  const environment = environmentOf();
  return 'reason' in environment ? environment.reason : undefined;
}

/** What to minimize, and how, in SciPy's words. */
export interface ScipyTask {
  problem: string;
  method: string;
  options?: Readonly<Record<string, number>>;
  bounds?: Bounds;
  /** Default: the standard start. */
  x0?: readonly number[];
}

/** How a run ended; every call of the function and of its gradient is counted. */
export interface Run {
  fun: number;
  /** The largest component of the gradient. */
  slope: number;
  nit: number;
  nfev: number;
  njev: number;
  status: number;
  success: boolean;
  /** Milliseconds of this one run. */
  time: number;
}

/** SciPy in a process of its own, on the cores of this one. It times itself. */
export class Scipy {
  readonly #runs = new Map<string, Run | undefined>();

  private constructor(
    private readonly process: PythonProcess,
    readonly version: string,
  ) {}

  /** Starts it; undefined where it is not installed. */
  static async start(): Promise<Scipy | undefined> {
    const environment = environmentOf({ install: false });
    if ('reason' in environment) return undefined;
    const python = join(environment.folder, 'bin/python');
    const oracles = join(__dirname, '../../../test/oracles');
    const env = { ...process.env, PYTHONPATH: oracles, PYTHONDONTWRITEBYTECODE: '1' };
    const started = await PythonProcess.start(python, [join(__dirname, 'serve.py')], env);
    return new Scipy(started.process, started.says as string);
  }

  /** The value and the gradient of its problem at the standard start. */
  async at(problem: string): Promise<{ fun: number; grad: number[] }> {
    return (await this.process.ask({ problem })) as { fun: number; grad: number[] };
  }

  /** One run, remembered, since some take minutes; undefined where the method refuses the problem. */
  async run(task: ScipyTask): Promise<Run | undefined> {
    const key = JSON.stringify(task);
    if (!this.#runs.has(key)) {
      const run = (await this.process.ask(task)) as Run | { refused: string };
      this.#runs.set(key, 'refused' in run ? undefined : run);
    }
    return this.#runs.get(key);
  }

  /** Whole runs, to be timed. */
  subject(task: ScipyTask): Subject {
    return async (budget) => {
      const times = (await this.process.ask({ ...task, budget })) as number[] | { refused: string };
      return Array.isArray(times) ? times : [];
    };
  }

  stop(): void {
    this.process.stop();
  }
}
