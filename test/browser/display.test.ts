import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import {
  type JupyterLab,
  kernelIdle,
  openNotebook,
  shownNotebook,
  startJupyterLab,
} from '../support/jupyterlab';
import { readNotebook, root } from '../support/notebook';
import { needs } from '../support/prerequisite';

const lesson = 'notebooks/1.2-gradient-descent.ipynb';
const name = `display-in-the-browser-${process.pid}.ipynb`;
const file = join(root, 'notebooks', name);
const screenshots = join(root, 'build/screenshots');

const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const sources = [
  'display.table([{ loss: 0.25, step: "first" }, { loss: 0.001, step: "last" }], { caption: "Losses" })',
  `display.png('${dot}', { width: 60, height: 30 })`,
  'display.json({ weights: [1, 2] }, { expanded: true })',
  'display.plotly({ data: [{ y: [1, 3, 2] }], layout: { height: 200, margin: { t: 20, b: 20 } } })',
  'display.markdown("*leaning* and $x^2$")',
  'const place = display.html("<b>before</b>")',
  'place.update("<b>after</b>")',
  "import { minimize } from 'optlab'; minimize(([a, b]) => (a - 1) ** 2 + (b + 2) ** 2, [0, 0])",
];

function notebook(): string {
  const { metadata, nbformat, nbformat_minor } = readNotebook(lesson) as unknown as Record<string, unknown>;
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  return JSON.stringify({ cells, metadata, nbformat, nbformat_minor });
}

/** The contrast between an element's text and what lies behind it, by the formula of WCAG 2. */
function contrast(element: Element): number {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]: number[]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind: Element | null = element;
  let background = [255, 255, 255];
  for (; behind; behind = behind.parentElement) {
    const colour = channels(getComputedStyle(behind).backgroundColor);
    if (colour.length === 3 || colour[3] > 0.99) {
      background = colour;
      break;
    }
  }
  const [dark, light] = [luminance(channels(getComputedStyle(element).color)), luminance(background)].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

needs('chromium', 'venv')('displays in JupyterLab', () => {
  let lab: JupyterLab;
  let browser: Browser;
  let page: Page;

  const cell = (index: number) => page.locator(`${shownNotebook} .jp-CodeCell`).nth(index);
  const seen = (place: Locator) => place.first().waitFor({ state: 'visible' });
  const command = (id: string, options: object = {}) =>
    page.evaluate(
      ([id, options]) =>
        (
          globalThis as unknown as {
            jupyterapp: { commands: { execute(id: unknown, options: unknown): Promise<unknown> } };
          }
        ).jupyterapp.commands.execute(id, options),
      [id, options] as const,
    );

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    writeFileSync(file, notebook());
    [lab, browser] = await Promise.all([startJupyterLab(), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1100, height: 1400 } });
    page.setDefaultTimeout(15_000);
    await openNotebook(page, lab, name);
    await kernelIdle(page);
    await command('notebook:run-all-cells');
    await seen(cell(7).locator('.jp-InputPrompt', { hasText: '[8]:' }));
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(file, { force: true });
  }, 30_000);

  test('each kind of content is drawn by what is made for it', async () => {
    await seen(cell(1).locator('img[width="60"][height="30"]'));
    await seen(cell(2).locator('.jp-RenderedJSON'));
    await seen(cell(2).getByText('weights'));
    await seen(cell(3).locator('.js-plotly-plot svg.main-svg'));
    await seen(cell(4).locator('em'));
    await seen(cell(4).locator('mjx-container'));
    await seen(cell(5).locator('b', { hasText: 'after' }));
    expect(await cell(6).locator('.jp-OutputArea-output').count()).toBe(0);
    expect(await cell(5).locator('.jp-OutputArea-output').count()).toBe(1);
  }, 60_000);

  test("a cell that ends in a minimizer's result shows it field by field", async () => {
    const table = cell(7).locator('.jp-OutputArea-executeResult table');
    await table.scrollIntoViewIfNeeded();
    await cell(7).screenshot({ path: join(screenshots, 'display-minimize.png') });
    const text = await table.textContent();
    for (const shown of ['x', '[1, -2]', 'hessInv', '2 x 2, an operator', 'The gradient is below gtol.']) {
      expect(text).toContain(shown);
    }
    expect(text).not.toMatch(/Float64Array|function|\{/);
  }, 30_000);

  // JupyterLab keeps the theme for its next start: the light one, which it has from the beginning, comes last.
  test.each(['JupyterLab Dark', 'JupyterLab Light'])(
    'a table is aligned and readable in %s',
    async (theme) => {
      await command('apputils:change-theme', { theme });
      await page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
      const table = cell(0).locator('table');
      await table.scrollIntoViewIfNeeded();
      await page.screenshot({
        path: join(screenshots, `display-${theme.replace('JupyterLab ', '').toLowerCase()}.png`),
      });
      const align = (place: Locator) => place.evaluate((element) => getComputedStyle(element).textAlign);
      expect(await align(table.locator('tbody td').nth(0))).toBe('right');
      expect(await align(table.locator('tbody td').nth(1))).toBe('left');
      for (const part of ['caption', 'thead th', 'tbody th', 'tbody td']) {
        expect(await table.locator(part).first().evaluate(contrast)).toBeGreaterThan(4.5);
      }
    },
    30_000,
  );
});
