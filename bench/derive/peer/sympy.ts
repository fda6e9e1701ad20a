import { join } from 'node:path';
import type { Assumptions } from 'optlab';
import { pinnedEnvironment } from '../../support/python-environment';
import { PythonProcess } from '../../support/python-process';

/** What SymPy says of an equality; `refused` is what it cannot read, or has no value anywhere. */
export interface PeerVerdict {
  verdict: 'proved' | 'held' | 'refuted' | 'refused' | 'too long';
  time: number;
}

/** SymPy in a process of its own. It times itself. */
export class Sympy {
  private constructor(
    private readonly process: PythonProcess,
    readonly version: string,
  ) {}

  /** Starts it, from PyPI at the first run; a text says why it cannot be had. */
  static async start(): Promise<Sympy | string> {
    const environment = pinnedEnvironment('bench-derive', join(__dirname, 'requirements.txt'));
    if ('reason' in environment) return environment.reason;
    const started = await PythonProcess.start(join(environment.folder, 'bin/python'), [
      join(__dirname, 'serve.py'),
    ]);
    return new Sympy(started.process, started.says as string);
  }

  async check(left: string, right: string, assumptions: Assumptions): Promise<PeerVerdict> {
    const names = Object.fromEntries(
      Object.entries(withSizes(assumptions)).map(([name, { kind, integer, positive, definition, text }]) => [
        name,
        { kind, integer, positive, definition, ...ends(text, positive) },
      ]),
    );
    return (await this.process.ask({ left, right, names })) as PeerVerdict;
  }

  stop(): void {
    this.process.stop();
  }
}

/** Sizes that nobody declared are whole numbers. */
function withSizes(
  assumptions: Assumptions,
): Record<string, Pick<Assumptions[string], 'kind' | 'integer' | 'positive' | 'definition' | 'text'>> {
  const sizes = Object.values(assumptions).flatMap((assumption) => [...assumption.sizes]);
  const whole = { kind: 'number', integer: true, positive: true, text: 'an integer from 1 to 4' } as const;
  return { ...Object.fromEntries(sizes.map((name) => [name, whole])), ...assumptions };
}

/** The ends of a range as numbers, where they are. */
function ends(text: string, isPositive: boolean): { low: number; high: number } {
  const [, low, high] = /^(?:in [([]|an integer from )(\S+?)(?:,| to) (\S+?)[)\]]?$/.exec(text) ?? [];
  const number = (given: string | undefined, otherwise: number) =>
    given === undefined || Number.isNaN(Number(given)) ? otherwise : Number(given);
  return { low: number(low, isPositive ? 0.1 : -3), high: number(high, 3) };
}
