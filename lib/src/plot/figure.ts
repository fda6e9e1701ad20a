import { writeFileSync } from 'node:fs';
import type { Config, Data, Layout } from 'plotly.js';
import { InvalidInput } from '../errors';
import { type Displayable, displaySymbol } from '../show/displayable';
import { describeFigure } from './describe-figure';
import { template } from './template';
import { toHtmlPage } from './to-html-page';
import { words, wrapWords } from './words';

/** What every figure is told. */
export interface FigureOptions {
  /** The finding, as a sentence: `Above 2/L every step makes it worse`. */
  title: string;
  /** What the figure shows, for readers who cannot see it; default: a summary of its traces. */
  alt?: string;
  /** Height in pixels; default 380, 460 for surfaces. */
  height?: number;
}

/** A Plotly figure: a notebook draws it; elsewhere it prints a summary, or is saved as a page. */
export interface Figure extends Displayable {
  data: Data[];
  layout: Partial<Layout>;
  config: Partial<Config>;
  /** The text for readers who cannot see the figure. */
  alt: string;
  /** A page that draws the figure in any browser, without a network: Plotly (11 MB) is embedded. */
  toHtml(): string;
  /**
   * Writes the figure to a file: a page for `.html`, Plotly's JSON for `.json`.
   *
   * @throws InvalidInput for any other ending
   */
  save(path: string): void;
}

interface Parts extends FigureOptions {
  data: Data[];
  layout: Partial<Layout>;
  /** Pixels kept free between legend and data; default 0. */
  headroom?: number;
}

/** Pixels: a title's line, a legend's line, and the room above and below them. */
const titleLine = 22;
const legendLine = 21;
const air = 12;
/** Plotly anchors a title of several lines by its middle, whatever it is told. */
const rise = titleLine / 2;

/** Makes a figure of traces and a layout: puts title and legend where they cover nothing. */
export function figure({ title, alt, height = 380, data, layout, headroom = 0 }: Parts): Figure {
  words('figure: title', title);
  if (!Number.isFinite(height) || height < 150) {
    throw new InvalidInput({
      subject: 'figure: height',
      given: height,
      allowed: 'a number of pixels, 150 or more',
    });
  }
  const lines = wrapWords(title, 72);
  const legendTop = air + titleLine * lines.length + 6;
  const rows = legendRows(data);
  const complete: Partial<Layout> = {
    template,
    height,
    autosize: true,
    showlegend: rows > 0,
    ...layout,
    title: { ...layout.title, text: lines.join('<br>'), y: 1 - (air + rise * (lines.length - 1)) / height },
    ...(rows > 0 && { legend: { ...layout.legend, y: 1 - legendTop / height } }),
    margin: { l: 64, r: 24, b: 52, t: legendTop + legendLine * rows + air + headroom, ...layout.margin },
  };
  return {
    data,
    layout: complete,
    // JupyterLab resizes plots itself; `responsive` on top of that folds them up when the theme changes.
    config: { displaylogo: false },
    alt: alt ?? describeFigure(data, complete),
    toHtml() {
      return toHtmlPage(this);
    },
    save(path) {
      if (/\.html?$/i.test(path)) writeFileSync(path, this.toHtml());
      else if (/\.json$/i.test(path)) writeFileSync(path, JSON.stringify(plotlyJson(this)));
      else
        throw new InvalidInput({
          subject: 'save: path',
          given: path,
          allowed: 'a path that ends in .html or .json',
        });
    },
    [displaySymbol]() {
      return { 'application/vnd.plotly.v1+json': plotlyJson(this), 'text/plain': this.alt };
    },
  };
}

const plotlyJson = ({ data, layout, config }: Figure) => ({ data, layout, config });

/** Plotly gives the entries of a legend that needs several rows the width of the longest. */
function legendRows(data: Data[]): number {
  const names = data
    .filter((trace) => (trace as { showlegend?: boolean }).showlegend !== false)
    .map((trace) => (trace as { name?: string }).name ?? '');
  if (names.filter((name) => name !== '').length < 2) return 0;
  const available = 600;
  const widths = names.map((name) => 62 + 7 * name.length);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= available) return 1;
  const columns = Math.max(1, Math.floor(available / Math.max(...widths)));
  return Math.ceil(names.length / columns);
}
