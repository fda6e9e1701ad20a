import type { Locator } from 'playwright-core';
import { openNotebook, runCommand, shownNotebook } from '../support/jupyterlab';
import { NotebookPage, textOf } from '../support/notebook-page';
import { needs } from '../support/prerequisite';
import { useJupyterLab } from '../support/use-jupyterlab';

const sources = [
  'type Rate = number\nconst named = "rate"',
  `import { adam, show, table } from 'optlab'
show(table([{ step: 1, loss: 0.5 }, { step: 2, loss: 0.25 }]))
show(adam)`,
  'throw new Error("seen")',
  'console.log("\\x1b[31mred\\x1b[39m, \\x1b[32mgreen\\x1b[39m, \\x1b[1mbold\\x1b[22m")',
  'console.error("warned")',
  `import { linePlot } from 'optlab'
show(linePlot({ title: 'Seen', x: { label: 'step' }, y: { label: 'loss' }, lines: [{ name: 'loss', y: [4, 2, 1] }] }))`,
];

/** WCAG's contrast of a text with what lies behind it. */
const contrast = (place: Locator) =>
  place.evaluate((element) => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [r, g, b] = channels(color).map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let behind: Element | null = element;
    const backgroundOf = (at: Element) => getComputedStyle(at).backgroundColor;
    while (behind && channels(backgroundOf(behind))[3] === 0) behind = behind.parentElement;
    const levels = [luminance(getComputedStyle(element).color), luminance(backgroundOf(behind ?? element))];
    return (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
  });

needs('chromium', 'venv')('how notebooks look', () => {
  const lab = useJupyterLab(sources);

  const classOf = async (text: string) =>
    (await lab.notebook.editor(0).locator('span', { hasText: text }).first().getAttribute('class')) ?? '';

  test('code is highlighted as TypeScript: `type` is a keyword there', async () => {
    const keyword = await classOf('const');
    expect(keyword).not.toBe('');
    expect(await classOf('type')).toBe(keyword);
    expect(await classOf('"rate"')).not.toBe(keyword);
  });

  test.each(['JupyterLab Light', 'JupyterLab Dark'])(
    'tables and formulas can be read in %s',
    async (theme) => {
      const { page, notebook } = lab;
      await runCommand(page, 'apputils:change-theme', { theme });
      await page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
      lab.page.setDefaultTimeout(30_000);
      for (const index of [1, 2, 3, 4]) await notebook.run(index);
      const cells = notebook.cell(1).locator('table td');
      const places: Record<string, Locator> = {
        'a table': cells.first(),
        'a formula': notebook.cell(1).locator('mjx-container').first(),
      };
      await places['a formula'].waitFor();
      await notebook.picture(`look-${theme.replace(' ', '-').toLowerCase()}`);
      for (const [what, place] of Object.entries(places)) {
        expect([what, (await contrast(place)) >= 4.5]).toEqual([what, true]);
      }
    },
  );

  test('a plot stays as it is when the theme changes', async () => {
    const { page, notebook } = lab;
    const plot = notebook.cell(5).locator('.js-plotly-plot');
    const size = () => plot.evaluate(({ clientWidth, clientHeight }) => ({ clientWidth, clientHeight }));
    await notebook.run(5);
    await plot.locator('.scatterlayer .trace path').first().waitFor();
    const before = await size();
    expect(before.clientHeight).toBe(380);
    for (const theme of ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Light']) {
      await runCommand(page, 'apputils:change-theme', { theme });
      await page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
      // The plot is drawn anew a moment after the theme has changed.
      await page.waitForTimeout(1000);
      expect([theme, await size()]).toEqual([theme, before]);
    }
  });

  test('lesson 1.2, while it runs, with completion, with a tooltip and after an error', async () => {
    const page = await lab.browser.newPage({ viewport: { width: 1100, height: 1000 } });
    page.setDefaultTimeout(40_000);
    try {
      await openNotebook(page, lab.lab, '1.2-gradient-descent.ipynb');
      const lesson = new NotebookPage(page);
      await page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click();
      await page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
      const figure = page.locator(`${shownNotebook} .js-plotly-plot svg.main-svg`).first();
      await figure.waitFor();
      await figure.scrollIntoViewIfNeeded();
      await lesson.picture('lesson-running');
      await lesson.finished(3);

      await runCommand(page, 'notebook:insert-cell-below');
      const cell = page.locator(`${shownNotebook} .jp-CodeCell.jp-mod-active`);
      await cell.locator('.cm-content').click();
      await page.keyboard.type('gradient');
      const popup = await lesson.complete();
      await lesson.picture('lesson-completion');
      await page.keyboard.press('Enter');
      await popup.waitFor({ state: 'hidden' });
      await cell.locator('.cm-content').fill('gradientDescent(');
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+Tab');
      const tooltip = page.locator('.jp-Tooltip');
      await tooltip.waitFor();
      await lesson.picture('lesson-tooltip');
      expect(await textOf(tooltip)).toContain('gradientDescent');
      await page.keyboard.press('Escape');

      await cell.locator('.cm-content').fill('gradientDescent({ lr: "large" })');
      await page.keyboard.press('Control+Enter');
      const error = cell.locator('.jp-OutputArea-output').filter({ hasText: 'TS2322' });
      await error.waitFor();
      await error.scrollIntoViewIfNeeded();
      await lesson.picture('lesson-error');
      expect(await textOf(error)).toContain("Type 'string' is not assignable to type");
    } finally {
      await page.close();
    }
  }, 120_000);
});
