import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { displaySymbol } from 'optlab';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { derivationCells, derivationsToSee } from '../support/derivations-to-see';
import { runCommand } from '../support/jupyterlab';
import { codeCell, root } from '../support/notebook';
import { needs, venvPython } from '../support/prerequisite';
import { useJupyterLab } from '../support/use-jupyterlab';

const themes = ['JupyterLab Light', 'JupyterLab Dark'];
/** The check mark and the cross of a displayed formula, as MathJax calls their glyphs. */
const marks = ['2713', 'D7'].map((glyph) => `mjx-container[display="true"] mjx-c.mjx-c${glyph}`).join(', ');

needs('chromium', 'venv')('derivations in JupyterLab', () => {
  const session = useJupyterLab(derivationCells);

  /** Where the marks of an output stand, in pixels from the left edge of the output and of the window. */
  const marksOf = (output: Locator) =>
    output.evaluate((element, selector) => {
      const edge = element.getBoundingClientRect();
      return Array.from(element.querySelectorAll(selector), (mark) => {
        const { left, right } = mark.getBoundingClientRect();
        return { isInside: left >= edge.left - 1 && right <= Math.min(edge.right, globalThis.innerWidth) };
      });
    }, marks);

  /** How many cells of displayed formulas reach beyond the right edge of an output. */
  const overflowing = (output: Locator) =>
    output.evaluate((element) => {
      const edge = element.getBoundingClientRect().right;
      return Array.from(
        element.querySelectorAll('mjx-container[display="true"] mjx-mtd'),
        (cell) => cell.getBoundingClientRect().right,
      ).filter((right) => right > edge + 1).length;
    });

  test('show every row with its mark, in both themes; whole at 1200 pixels, with the marks in sight at 800', async () => {
    const { page, notebook } = session;
    page.setDefaultTimeout(60_000);
    await page.setViewportSize({ width: 1200, height: 1900 });
    for (const [index] of derivationCells.entries()) {
      await notebook.run(index);
      await notebook.cell(index).locator('.jp-OutputArea-executeResult mjx-container').first().waitFor();
    }
    for (const width of [1200, 800]) {
      await page.setViewportSize({ width, height: 1900 });
      for (const theme of themes) {
        await runCommand(page, 'apputils:change-theme', { theme });
        await page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
        await notebook.cell(0).scrollIntoViewIfNeeded();
        await notebook.picture(`derivations-${width}-${theme.slice(11).toLowerCase()}`);
        for (const [index, { steps }] of derivationsToSee.map(({ parts }) => parts).entries()) {
          const output = notebook.result(index);
          expect(await output.locator('mjx-merror').count()).toBe(0);
          const found = await marksOf(output);
          if (width === 1200) expect([index, await overflowing(output)]).toEqual([index, 0]);
          const table = output.locator('mjx-container[display="true"] mjx-mtable').first();
          const rows = await table.locator(':scope > mjx-table > mjx-itable > mjx-mtr').count();
          expect([width, index, rows >= steps.length + 1]).toEqual([width, index, true]);
          expect([width, index, found.filter(({ isInside }) => isInside).length]).toEqual([
            width,
            index,
            steps.length,
          ]);
        }
      }
    }
  }, 120_000);

  test('fold the details of a derivation that holds, and show those of a slip', async () => {
    const { notebook } = session;
    const details = notebook.result(0).locator('details');
    expect(await details.locator('li').first().isVisible()).toBe(false);
    await details.locator('summary').click();
    expect(await details.locator('li').count()).toBe(2);
    expect(await details.locator('li').first().isVisible()).toBe(true);
    const slip = derivationsToSee.findIndex((made) => !made.report().holds);
    expect(await notebook.result(slip).locator('details').count()).toBe(0);
    expect(await notebook.result(slip).locator('li').textContent()).toContain('is false: at ');
  });
});

needs('chromium', 'venv')('derivations in a page that nbconvert makes', () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'derivations-'));
    const cells = derivationsToSee.map((made, index) => ({
      ...codeCell(`cell-${index}`, 'derivation'),
      outputs: [{ output_type: 'display_data', metadata: {}, data: made[displaySymbol]() }],
    }));
    writeFileSync(
      join(folder, 'page.ipynb'),
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    execFileSync(venvPython(), ['-m', 'jupyter', 'nbconvert', '--to', 'html', 'page.ipynb'], {
      cwd: folder,
      stdio: 'pipe',
    });
    browser = await launchBrowser();
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([1200, 800])('keep their LaTeX, and KaTeX sets it, %d pixels wide', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 1900 } });
    // MathJax would come from the network.
    await page.route(/^https?:/, (route) => route.abort());
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    const text = (await page.locator('body').textContent())?.replace(/\s+/g, ' ') ?? '';
    for (const made of derivationsToSee) {
      const bundle = made[displaySymbol]() as Record<string, string>;
      expect(text).toContain(bundle['text/latex'].replace(/\s+/g, ' '));
    }
    const dist = join(root, 'node_modules/katex/dist');
    // The fonts lie beside the style sheet.
    await page.evaluate(
      (href) => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
        document.head.append(link);
      },
      pathToFileURL(join(dist, 'katex.min.css')).href,
    );
    await page.addScriptTag({ content: readFileSync(join(dist, 'katex.min.js'), 'utf8') });
    await page.addScriptTag({ content: readFileSync(join(dist, 'contrib/auto-render.min.js'), 'utf8') });
    await page.evaluate(() => {
      const { renderMathInElement } = globalThis as unknown as {
        renderMathInElement(element: Element, options: object): void;
      };
      const delimiters = [
        { left: '$$', right: '$$', display: true },
        { left: '$', right: '$', display: false },
      ];
      renderMathInElement(document.body, { delimiters, throwOnError: false });
    });
    expect(await page.locator('.katex-error').count()).toBe(0);
    expect(await page.locator('.katex-display').count()).toBe(derivationsToSee.length);
    const steps = derivationsToSee.reduce((sum, { parts }) => sum + parts.steps.length, 0);
    const found = await page.locator('.katex-display .katex-html').evaluateAll((displays) =>
      displays.flatMap((display) =>
        Array.from(display.querySelectorAll('span'))
          .filter((mark) => mark.children.length === 0 && /^[✓×]$/.test(mark.textContent ?? ''))
          .map((mark) => mark.getBoundingClientRect())
          .filter(({ left, right }) => left >= 0 && right <= globalThis.innerWidth),
      ),
    );
    mkdirSync(join(root, 'build/screenshots'), { recursive: true });
    await page.screenshot({ path: join(root, `build/screenshots/derivations-nbconvert-${width}.png`) });
    expect(found).toHaveLength(steps);
    expect(await page.locator('details li').first().isVisible()).toBe(false);
    await page.locator('details summary').first().click();
    expect(await page.locator('details li').first().isVisible()).toBe(true);
    await page.close();
  });
});
