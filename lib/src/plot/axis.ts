import type { LayoutAxis } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { words } from './words';

/** One axis of a figure. */
export interface Axis {
  /** What it shows: `step`, `loss`. */
  label: string;
  /** The unit, written in brackets after the label: `s`, `mg/dL`. */
  unit?: string;
  /** Logarithmic; default linear. */
  log?: boolean;
  /** Lowest and highest value shown; default: what the data needs. */
  range?: readonly [number, number];
}

/** Label and unit as the reader sees them. */
export const axisTitle = ({ label, unit }: { label: string; unit?: string }): string =>
  unit ? `${label} (${unit})` : label;

/**
 * Plotly's description of an axis.
 *
 * @throws InvalidInput for an unknown option, an empty label, a range that is no interval or not positive on a log axis
 */
export function layoutAxis(subject: string, axis: Axis): Partial<LayoutAxis> {
  checkObject(subject, axis, 'an axis, { label }');
  onlyOptions<Axis>(subject, axis, ['label', 'unit', 'log', 'range']);
  words(`${subject}: label`, axis.label);
  return {
    title: { text: axisTitle(axis) },
    type: axis.log ? 'log' : 'linear',
    ...(axis.range && { range: plotlyRange(subject, axis.range, axis.log), autorange: false }),
  };
}

/** @throws InvalidInput for an axis that could be logarithmic in another plot, but not here */
export function checkLinear(subject: string, axis: Omit<Axis, 'log'>): void {
  onlyOptions<Omit<Axis, 'log'>>(subject, axis, ['label', 'unit', 'range']);
}

/** Plotly wants the range of a log axis as exponents of ten. */
function plotlyRange(subject: string, range: readonly [number, number], log = false): [number, number] {
  const [low, high] = checkRange(subject, range);
  if (!log) return [low, high];
  if (low <= 0) {
    throw new InvalidInput({ subject: `${subject}: range`, given: range, allowed: 'positive on a log axis' });
  }
  return [Math.log10(low), Math.log10(high)];
}

/** @throws InvalidInput unless the range is two finite numbers in order */
export function checkRange(subject: string, range: readonly [number, number]): readonly [number, number] {
  const fine = range?.length === 2 && range.every(Number.isFinite) && range[0] < range[1];
  if (fine) return range;
  throw new InvalidInput({
    subject: `${subject}: range`,
    given: range,
    allowed: 'two finite numbers, the smaller one first',
  });
}
