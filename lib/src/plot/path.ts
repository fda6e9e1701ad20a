import type { Data } from 'plotly.js';
import { InvalidInput } from '../errors';
import { type Color, colorOrderOnSurface, colors, cyclic, symbols } from './template';
import { words } from './words';

/** The points that a descent visits in the plane, as `descend` returns them or as two arrays. */
export interface DescentPath {
  name: string;
  points: ArrayLike<ArrayLike<number>> | { x: ArrayLike<number>; y: ArrayLike<number> };
  color?: Color;
}

/** A path over a surface: a symbol a step while the steps can be told apart, larger at the end. */
export function pathTrace(path: DescentPath, index: number): Data {
  const name = words('contourPlot: name of a path', path?.name);
  const { x, y } = coordinates(name, path.points);
  const color = colors[path.color ?? cyclic(colorOrderOnSurface, index)];
  const steps = x.length > 100 ? 0 : x.length > 40 ? 4 : 6;
  const end = x.length - 1;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x,
    y,
    line: { color: color, width: 2 },
    marker: {
      color: color,
      symbol: cyclic(symbols, index),
      size: x.map((_, step) => (step === end ? 10 : steps)),
      line: { color: '#ffffff', width: x.map((_, step) => (step === end ? 1.5 : 0)) },
    },
    hovertemplate: `${name}<br>step %{pointNumber}<br>x %{x:.4g}<br>y %{y:.4g}<extra></extra>`,
  };
}

function coordinates(name: string, points: DescentPath['points']): { x: number[]; y: number[] } {
  const subject = `contourPlot: path "${name}"`;
  const pairs = readPairs(subject, points);
  // A descent that diverges ends in infinities, which have no place on paper: the path is drawn up to there.
  const stop = pairs.findIndex((pair) => !pair.every(Number.isFinite));
  const drawn = stop < 0 ? pairs : pairs.slice(0, stop);
  if (drawn.length === 0) {
    throw new InvalidInput({ subject, given: points, allowed: 'a path that starts at a finite point' });
  }
  return { x: drawn.map(([a]) => a), y: drawn.map(([, b]) => b) };
}

function readPairs(subject: string, points: DescentPath['points']): [number, number][] {
  if (points !== null && typeof points === 'object' && 'x' in points) {
    const { x, y } = points;
    if (x.length !== y?.length) {
      throw new InvalidInput({
        subject: `${subject}: length of y`,
        given: y?.length,
        allowed: `${x.length}, the length of x`,
      });
    }
    return Array.from(x, (a, index) => [a, y[index]]);
  }
  return Array.from(points ?? [], (point, step) => {
    if (point?.length === 2) return [point[0], point[1]];
    throw new InvalidInput({
      subject: `${subject}: point ${step}`,
      given: point,
      allowed: 'two numbers, x and y',
    });
  });
}
