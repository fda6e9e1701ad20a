import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import {
  type JupyterLab,
  openNotebook,
  runAllCells,
  shownNotebook,
  startJupyterLab,
} from '../support/jupyterlab';
import { codeCells, readNotebook, root } from '../support/notebook';
import { needs } from '../support/prerequisite';

const lesson = '1.2-gradient-descent.ipynb';
const screenshots = join(root, 'build/screenshots');

needs('chromium', 'venv')('a lesson in JupyterLab, run by a learner from the menu', () => {
  let lab: JupyterLab;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    [lab, browser] = await Promise.all([startJupyterLab(), launchBrowser()]);
    // JupyterLab draws only the cells in view: a tall window shows them all.
    page = await browser.newPage({ viewport: { width: 1280, height: 16_000 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    await openNotebook(page, lab, lesson);
    await runAllCells(page);
    await page.locator(`${shownNotebook} .js-plotly-plot svg.main-svg`).first().waitFor({ timeout: 30_000 });
    await page
      .locator(`${shownNotebook} .jp-OutputArea-output mjx-container`)
      .first()
      .waitFor({ timeout: 30_000 });
    await page.waitForTimeout(2000);
    await page.screenshot({ path: join(screenshots, 'lesson-1.2.png') });
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  }, 30_000);

  const count = (selector: string) => page.locator(`${shownNotebook} ${selector}`).count();

  test('every cell has run and has its number', async () => {
    const prompts = await page.locator(`${shownNotebook} .jp-CodeCell .jp-InputPrompt`).allTextContents();
    expect(prompts.map((prompt) => prompt.trim())).toEqual(
      codeCells(readNotebook(join('notebooks', lesson))).map((_, index) => `[${index + 1}]:`),
    );
  });

  test('no cell shows an error or writes to standard error', async () => {
    const errors = page.locator(`${shownNotebook} [data-mime-type="application/vnd.jupyter.error"]`);
    expect(await errors.allTextContents()).toEqual([]);
    expect(await count('[data-mime-type="application/vnd.jupyter.stderr"]')).toBe(0);
  });

  test('Plotly has drawn each figure, with lines or points in it', async () => {
    const figures = await count('.js-plotly-plot');
    expect(figures).toBeGreaterThanOrEqual(3);
    expect(await count('.js-plotly-plot svg.main-svg .cartesianlayer .subplot')).toBeGreaterThanOrEqual(
      figures,
    );
    expect(await count('.js-plotly-plot .scatterlayer .trace path')).toBeGreaterThanOrEqual(figures);
    expect(await count('.js-plotly-plot .contourlayer path')).toBeGreaterThan(0);
  });

  test('the formulas are typeset and none is broken', async () => {
    expect(await count('.jp-OutputArea-output mjx-container')).toBeGreaterThanOrEqual(5);
    expect(await count('mjx-merror, [data-mjx-error]')).toBe(0);
  });

  test('code is highlighted as TypeScript', async () => {
    expect(await count('.jp-CodeCell .cm-content span[class]')).toBeGreaterThan(50);
  });

  test('the link to the curriculum leads there', async () => {
    await page.locator(`${shownNotebook} .jp-MarkdownOutput a:text-is("curriculum")`).first().click();
    await page.locator('.lm-TabBar-tabLabel:text-is("curriculum.md")').waitFor({ timeout: 15_000 });
  });

  test('the page reports no error of its own', () => {
    expect(complaints).toEqual([]);
  });
});
