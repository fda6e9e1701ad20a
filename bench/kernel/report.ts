import { printTable } from '../support/print';
import type { Kernel } from './kernels';
import { type Measure, type MeasureName, measures, median, type Results } from './results';

/** Medians over the runs, with their ranges, and how many times ours the others take. */
export function printResults(kernels: readonly Kernel[], results: Results): void {
  const [ours] = kernels;
  const rows = (Object.entries(measures) as [MeasureName, Measure][]).map(([name, { title, unit, goal }]) => [
    unit ? `${title} (${unit})` : title,
    goal === undefined ? '' : `≤ ${goal}`,
    ...kernels.map((kernel) => {
      const { values, reason } = results.of(name, kernel.name);
      if (!values) return reason ?? '-';
      const text = withRange(values);
      const base = results.of(name, ours.name).values;
      if (kernel === ours || !base || !unit || median(base) <= 0) return text;
      return `${text} ${(median(values) / median(base)).toFixed(1)}x`;
    }),
  ]);
  printTable(
    'Kernels side by side: median (least-most) over the runs, and how many times ours',
    ['', 'goal', ...kernels.map(({ name }) => name)],
    rows,
  );
}

export function withRange(values: readonly number[]): string {
  const middle = median(values);
  const round = (value: number) => value.toFixed(digitsFor(middle));
  const [least, most] = [Math.min(...values), Math.max(...values)].map(round);
  return least === most ? round(middle) : `${round(middle)} (${least}-${most})`;
}

const digitsFor = (value: number) =>
  Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
