import type { Dash, Layout, Template } from 'plotly.js';

/**
 * Okabe and Ito's colors, told apart by readers with any kind of color vision; their yellow is left out,
 * which is too light for a line on white.
 *
 * @see Okabe & Ito, "Color Universal Design", 2008
 */
export const colors = {
  blue: '#0072B2',
  vermillion: '#D55E00',
  green: '#009E73',
  purple: '#CC79A7',
  orange: '#E69F00',
  sky: '#56B4E9',
  black: '#000000',
} as const;

/** A color of the palette. */
export type Color = keyof typeof colors;

/** The order in which traces take the colors. */
export const colorOrder = Object.keys(colors) as Color[];

/** On a blue surface: the colors that stand out from it. */
export const colorOrderOnSurface: Color[] = ['vermillion', 'black', 'green', 'purple', 'orange'];

/** Dashes and symbols change with the color, so that a figure survives a black-and-white printer. */
export const dashes: Dash[] = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];
export const symbols = ['circle', 'square', 'diamond', 'triangle-up', 'cross', 'x', 'star'] as const;
const patterns = ['', '/', 'x', '.', '\\', '-', '+'] as const;

/** The look of the bars of group `index`: plain for the first, hatched in white for the others. */
export function barFill(index: number, color: Color = cyclic(colorOrder, index)) {
  const shape = cyclic(patterns, index);
  return {
    color: colors[color],
    ...(shape !== '' && { pattern: { shape, bgcolor: colors[color], fgcolor: '#ffffff', solidity: 0.25 } }),
  };
}

/** Item `index` of a list that starts again at its end. */
export const cyclic = <T>(items: readonly T[], index: number): T => items[index % items.length];

/** Near white is low and blue is high: one hue, so that lightness alone tells the order. */
export const surfaceScale: [number, string][] = [
  [0, '#ffffff'],
  [0.5, '#c3d7ea'],
  [1, '#5f93c4'],
];

/** Orange below zero, white at it, blue above: two hues that readers with any kind of color vision tell apart. */
export const signedScale: [number, string][] = [
  [0, '#d9853b'],
  [0.25, '#f0cfae'],
  [0.5, '#ffffff'],
  [0.75, '#c3d7ea'],
  [1, '#5f93c4'],
];

const ink = '#222222';

const axis: Partial<Layout['xaxis']> = {
  automargin: true,
  showline: true,
  linecolor: '#444444',
  ticks: 'outside',
  tickcolor: '#444444',
  gridcolor: '#e4e4e4',
  zeroline: false,
  exponentformat: 'power',
  title: { standoff: 8 },
};

/** The look of every figure: white paper in light and dark notebooks alike, small margins, one font. */
export const template: Template = {
  layout: {
    paper_bgcolor: '#ffffff',
    plot_bgcolor: '#ffffff',
    font: { family: 'Helvetica, Arial, sans-serif', size: 13, color: ink },
    title: {
      font: { size: 16, color: ink },
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      yref: 'container',
      yanchor: 'top',
    },
    colorway: Object.values(colors),
    xaxis: axis,
    yaxis: axis,
    legend: { orientation: 'h', xanchor: 'left', yanchor: 'top', yref: 'container', x: 0, itemwidth: 40 },
    hoverlabel: { font: { size: 12 } },
    hovermode: 'closest',
  },
};
