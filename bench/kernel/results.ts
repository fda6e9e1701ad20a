/** One line of the table. */
export interface Measure {
  title: string;
  unit: 'ms' | 'MB' | '';
  /** What our kernel is to reach, at most. */
  goal?: number;
}

export const measures = {
  start: { title: 'process start to first result', unit: 'ms', goal: 600 },
  checked: { title: 'trivial cell, types checked', unit: 'ms', goal: 7 },
  checkedP95: { title: '  its 95th percentile', unit: 'ms' },
  unchecked: { title: 'trivial cell, unchecked', unit: 'ms', goal: 2.5 },
  uncheckedP95: { title: '  its 95th percentile', unit: 'ms' },
  tfjsImport: { title: 'import of TensorFlow.js', unit: 'ms' },
  tfjs: { title: '29 cells after it, each', unit: 'ms', goal: 20 },
  lines: { title: '10,000 lines of output', unit: 'ms' },
  linesLost: { title: '  lines lost', unit: '' },
  completeFirst: { title: 'completion of `tf.`, first', unit: 'ms' },
  complete: { title: '  later ones', unit: 'ms', goal: 100 },
  completions: { title: '  names offered', unit: '' },
  heartbeat: { title: 'heartbeat while a cell computes', unit: 'ms', goal: 5 },
  interrupt: { title: 'interrupt of while (true) {}', unit: 'ms', goal: 200 },
  memory: { title: 'memory after the first cell', unit: 'MB' },
  memoryTfjs: { title: 'memory after the tfjs cells', unit: 'MB' },
  session: { title: 'cells 451-500 of a session, each', unit: 'ms' },
  sessionRatio: { title: '  against cells 1-50', unit: '' },
  sessionLost: { title: '  of which never said that they ended', unit: '' },
  sessionMemory: { title: '  memory gained by 450 cells', unit: 'MB' },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

/** Numbers of all runs, or the reason why there are none, by measure and kernel. */
export class Results {
  readonly #values = new Map<string, number[]>();
  readonly #reasons = new Map<string, string>();

  add(measure: MeasureName, kernel: string, ...values: number[]): void {
    const key = `${measure} ${kernel}`;
    const known = this.#values.get(key);
    if (known) known.push(...values);
    else this.#values.set(key, [...values]);
  }

  /** Says why a kernel has no number. */
  explain(measure: MeasureName, kernel: string, reason: string): void {
    this.#reasons.set(`${measure} ${kernel}`, reason);
  }

  of(measure: MeasureName, kernel: string): { values?: readonly number[]; reason?: string } {
    const key = `${measure} ${kernel}`;
    return { values: this.#values.get(key), reason: this.#reasons.get(key) };
  }
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
