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
const name = `kernel-in-the-browser-${process.pid}.ipynb`;
const file = join(root, 'notebooks', name);
const screenshots = join(root, 'build/screenshots');

const sources = [
  `/** Steps downhill.
 * @param rate the learning rate
 */
function descendOnce(rate: number) { return -rate }
const descent = [1, 2, 3]
descent.length`,
  'while (true) {}',
  'const count: number = "three"',
  'input("Your name? ") + "!"',
  'descent',
  'desc',
];

/** A notebook with the lesson's kernel. */
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

needs('chromium', 'venv')('the kernel in JupyterLab', () => {
  let lab: JupyterLab;
  let browser: Browser;
  let page: Page;

  const cell = (index: number) => page.locator(`${shownNotebook} .jp-CodeCell`).nth(index);
  const editor = (index: number) => cell(index).locator('.cm-content');
  const output = (index: number) => cell(index).locator('.jp-OutputArea-output').first();
  const prompt = (index: number) => cell(index).locator('.jp-InputPrompt');
  const picture = (title: string) => page.screenshot({ path: join(screenshots, `kernel-${title}.png`) });
  const run = async (index: number) => {
    await editor(index).click();
    await page.keyboard.press('Control+Enter');
  };
  const textOf = async (place: Locator) => ((await place.textContent()) ?? '').trim();
  const press = (command: string) =>
    page.locator(`${shownNotebook} jp-button[data-command="${command}"]`).click();

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    writeFileSync(file, notebook());
    [lab, browser] = await Promise.all([startJupyterLab(), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
    page.setDefaultTimeout(15_000);
    await openNotebook(page, lab, name);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(file, { force: true });
  }, 30_000);

  test('runs a cell and shows its value', async () => {
    await run(0);
    await output(0).waitFor();
    expect(await textOf(output(0))).toBe('3');
  }, 30_000);

  test('completes a name that an earlier cell declares', async () => {
    await editor(5).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    const popup = page.locator('.jp-Completer:visible');
    await popup.locator('.jp-Completer-item').first().waitFor();
    const items = await popup.locator('.jp-Completer-match').allInnerTexts();
    await picture('completion');
    expect(items).toEqual(expect.arrayContaining(['descendOnce', 'descent']));
    await page.keyboard.press('Enter');
    await popup.waitFor({ state: 'hidden' });
    expect(await textOf(editor(5))).toBe('descendOnce');
  }, 30_000);

  test('shows the signature of the function in whose call the cursor stands', async () => {
    await page.keyboard.type('(');
    await page.keyboard.press('Shift+Tab');
    const tooltip = page.locator('.jp-Tooltip');
    await tooltip.waitFor();
    await tooltip.getByText('Steps downhill').waitFor();
    await picture('tooltip');
    expect(await textOf(tooltip)).toContain('descendOnce(rate: number): number');
    await page.keyboard.press('Escape');
  }, 30_000);

  test('stops an endless loop by the interrupt button and keeps the state', async () => {
    await run(1);
    await page.waitForTimeout(500);
    expect(await textOf(prompt(1))).toBe('[*]:');
    await press('notebook:interrupt-kernel');
    await output(1).waitFor();
    expect(await textOf(output(1))).toContain('KeyboardInterrupt');
    await kernelIdle(page);
    await run(4);
    await output(4).waitFor();
    expect(await textOf(output(4))).toBe('[ 1, 2, 3 ]');
  }, 30_000);

  test('shows a type error with its line and a code frame', async () => {
    await run(2);
    await output(2).waitFor();
    await picture('error');
    const text = await textOf(output(2));
    expect(text).toContain("error TS2322: Type 'string' is not assignable to type 'number'.");
    expect(text).toContain('1 | const count: number = "three"');
  }, 30_000);

  test('asks for input in a box and goes on with the answer', async () => {
    await run(3);
    const box = cell(3).locator('.jp-Stdin-input');
    await box.waitFor();
    await picture('input');
    await box.fill('Ada');
    await box.press('Enter');
    const result = cell(3).locator('.jp-OutputArea-executeResult .jp-OutputArea-output');
    await result.waitFor();
    expect(await textOf(result)).toBe("'Ada!'");
  }, 30_000);

  test('forgets everything at a restart, also out of a busy loop', async () => {
    await run(1);
    await page.waitForTimeout(300);
    await press('notebook:restart-kernel');
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await page.waitForTimeout(500);
    await kernelIdle(page);
    await run(4);
    await page.locator(`${shownNotebook} .jp-CodeCell`).nth(4).getByText('TS2304').waitFor();
    expect(await textOf(prompt(4))).toBe('[1]:');
    await picture('restart');
  }, 40_000);
});
