import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { needs } from '../../support/prerequisite';
import { gallery } from './gallery';

interface Box {
  what: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What a reader has to be able to read, and the area of the data, in pixels of the figure. */
interface Drawing {
  problems: unknown;
  width: number;
  height: number;
  texts: Box[];
  plots: Box[];
  legend: Box[];
}

needs('chromium')('figures in a browser', () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  const errors: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'optlab-plot-'));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 760, height: 900 } });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(gallery))(
    '%s: Plotly accepts it, nothing is cut off, and nothing covers the data',
    async (name) => {
      const file = join(folder, `${name}.html`);
      gallery[name]().save(file);
      errors.length = 0;
      await page.goto(`file://${file}`);
      await page.waitForSelector('.main-svg .xtick, .main-svg .xtitle', { state: 'attached', timeout: 8000 });
      const drawing = await page.evaluate(measure);
      const { OPTLAB_SCREENSHOTS: screenshots } = process.env;
      if (screenshots) {
        mkdirSync(screenshots, { recursive: true });
        await page.locator('#figure').screenshot({ path: join(screenshots, `${name}.png`) });
      }
      expect(errors).toEqual([]);
      expect(drawing.problems ?? []).toEqual([]);
      expect(drawing.texts.length).toBeGreaterThan(3);
      const cutOff = drawing.texts.filter(
        ({ left, right, top, bottom }) =>
          left < -1 || top < -1 || right > drawing.width + 1 || bottom > drawing.height + 1,
      );
      expect(cutOff).toEqual([]);
      const apart = [...drawing.texts, ...drawing.legend];
      const covered = drawing.plots.flatMap((plot) =>
        apart.filter((box) => overlap(box, plot)).map(({ what }) => what),
      );
      expect(covered).toEqual([]);
      const clashes = apart.flatMap((a, i) =>
        apart
          .slice(i + 1)
          .filter((b) => overlap(a, b))
          .map((b) => [a.what, b.what]),
      );
      expect(clashes).toEqual([]);
    },
    30_000,
  );
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

/** Runs in the page. */
function measure(): Drawing {
  const browser = globalThis as unknown as {
    Plotly: { validate(data: unknown, layout: unknown): unknown };
    document: { querySelector(selector: string): Node; querySelectorAll(selector: string): Iterable<Node> };
  };
  interface Node {
    textContent: string;
    data: unknown;
    layout: unknown;
    getBoundingClientRect(): {
      left: number;
      right: number;
      top: number;
      bottom: number;
      width: number;
      height: number;
    };
  }
  const boxes = (selector: string): Box[] =>
    Array.from(browser.document.querySelectorAll(selector), (node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { what: node.textContent.slice(0, 40), left, right, top, bottom };
    });
  const figure = browser.document.querySelector('#figure');
  const { width, height } = figure.getBoundingClientRect();
  return {
    problems: browser.Plotly.validate(figure.data, figure.layout),
    width,
    height,
    texts: boxes(
      '.gtitle, .xtitle, .ytitle, .x2title, .y2title, .x3title, .y3title, .x4title, .y4title, .annotation-text, .xtick, .ytick',
    ),
    plots: boxes('.main-svg .plot .bglayer rect, .bglayer rect.bg, .main-svg .gridlayer, rect.nsewdrag'),
    legend: boxes('.legend .legendtext'),
  };
}
