import type { Shape } from 'plotly.js';
import { InvalidInput } from '../errors';
import type { Axis } from './axis';
import { words } from './words';

/** A straight line across the whole figure that marks one value: a bound, an optimum, a threshold. */
export type ReferenceLine = { label: string } & ({ x: number; y?: undefined } | { y: number; x?: undefined });

/** Plotly's shape for a reference line; its label stands on the side where there is room for it. */
export function referenceLine(
  plot: string,
  mark: ReferenceLine,
  x: Axis,
  y: Axis,
  xEnds: readonly number[],
): Partial<Shape> {
  const label = words(`${plot}: label of a mark`, mark?.label);
  const vertical = mark.x !== undefined;
  const at = vertical ? mark.x : mark.y;
  const log = vertical ? x.log : y.log;
  if ((mark.x === undefined) === (mark.y === undefined)) {
    throw new InvalidInput({
      subject: `${plot}: mark "${label}"`,
      given: mark,
      allowed: 'at one x or at one y',
    });
  }
  if (typeof at !== 'number' || !Number.isFinite(at) || (log && at <= 0)) {
    const allowed = log ? 'a positive, finite number on a log axis' : 'a finite number';
    throw new InvalidInput({ subject: `${plot}: mark "${label}"`, given: at, allowed });
  }
  const scale = (value: number) => (x.log ? Math.log(value) : value);
  const right = vertical && scale(at) - scale(xEnds[0]) > 0.6 * (scale(xEnds[1]) - scale(xEnds[0]));
  const line = { color: '#555555', width: 1.5, dash: 'dot' } as const;
  if (vertical) {
    return {
      type: 'line',
      xref: 'x',
      yref: 'paper',
      x0: at,
      x1: at,
      y0: 0,
      y1: 1,
      line,
      label: {
        text: label,
        textposition: 'end',
        textangle: 0,
        xanchor: right ? 'right' : 'left',
        yanchor: 'top',
        padding: 4,
      },
    };
  }
  return {
    type: 'line',
    xref: 'paper',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: at,
    y1: at,
    line,
    label: { text: label, textposition: 'end', xanchor: 'right', yanchor: 'bottom', padding: 4 },
  };
}
