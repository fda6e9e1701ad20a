import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import {
  type JupyterLab,
  kernelIdle,
  openNotebook,
  runAllCells,
  shownNotebook,
  startJupyterLab,
} from '../support/jupyterlab';
import { codeCell, readNotebook, root } from '../support/notebook';
import { needs } from '../support/prerequisite';
import { dragSlider, watchFrames } from '../support/slider';

const name = `widgets-in-the-browser-${process.pid}.ipynb`;
const file = join(root, 'notebooks', name);
const screenshots = join(root, 'build/screenshots');

const sources = [
  `import { interact } from 'optlab-kernel/widgets'
import { linePlot } from 'optlab'

interact(
  ({ learningRate, method }) => {
    const sign = method === 'descent' ? 1 : -1
    const x = [4]
    for (let k = 0; k < 20; k++) x.push(x[k] - sign * learningRate * x[k])
    return linePlot({
      title: \`x after 20 steps: \${x[20].toFixed(4)}\`,
      x: { label: 'step' },
      y: { label: 'x' },
      lines: [{ name: 'iterate', y: x }],
    })
  },
  { learningRate: [0, 1, 0.05], method: ['descent', 'ascent'] },
)`,
  `import { Button, Checkbox, Dropdown, HBox, IntSlider, Label, VBox } from 'optlab-kernel/widgets'
const steps = new IntSlider({ description: 'number of steps', max: 10, value: 3 })
const optimizer = new Dropdown({ description: 'optimizer', options: ['sgd', 'adam', 'lion'] })
const nesterov = new Checkbox({ description: 'Nesterov' })
const clicks = new Label('not clicked')
const button = new Button({ description: 'Take a step', icon: 'play', buttonStyle: 'primary' })
button.onClick(() => {
  clicks.value = \`\${optimizer.value} took \${steps.value++}\`
})
new VBox([steps, new HBox([optimizer, nesterov]), new HBox([button, clicks])])`,
  'steps.value',
];

function notebook(): string {
  const { metadata, nbformat, nbformat_minor } = readNotebook('notebooks/1.2-gradient-descent.ipynb');
  const cells = sources.map((source, index) => codeCell(`cell-${index}`, source));
  return JSON.stringify({ cells, metadata, nbformat, nbformat_minor });
}

needs('chromium', 'venv')('widgets in JupyterLab', () => {
  let lab: JupyterLab;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  const cell = (index: number) => page.locator(`${shownNotebook} .jp-CodeCell`).nth(index);
  const picture = (title: string) => page.screenshot({ path: join(screenshots, `widgets-${title}.png`) });
  const titleOfPlot = async () =>
    ((await cell(0).locator('.js-plotly-plot .gtitle').textContent()) ?? '').trim();
  const readout = (index: number) => cell(index).locator('.widget-slider .widget-readout').first();

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    writeFileSync(file, notebook());
    [lab, browser] = await Promise.all([startJupyterLab(), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1100, height: 1400 } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await openNotebook(page, lab, name);
    await runAllCells(page);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(file, { force: true });
  }, 30_000);

  test('a plot is redrawn while its slider is dragged', async () => {
    await cell(0).locator('.js-plotly-plot .gtitle').waitFor({ timeout: 30_000 });
    await picture('first');
    expect(await titleOfPlot()).toBe('x after 20 steps: 0.0000');
    let meanwhile = '';
    await dragSlider(cell(0), 0.1, {
      onTheWay: async () => {
        await page.waitForTimeout(700);
        meanwhile = await titleOfPlot();
      },
    });
    await picture('dragged');
    expect((await readout(0).textContent())?.trim()).toBe('0.10');
    expect(meanwhile).toBe('x after 20 steps: 0.4863');
    await titled('x after 20 steps: 0.4863');
  }, 60_000);

  test('no frame on the way is without the plot, and nothing moves below it', async () => {
    const stop = await watchFrames(cell(0));
    await dragSlider(cell(0), 0.9, { steps: 16, pause: 60 });
    await dragSlider(cell(0), 0.1, { steps: 16, pause: 60 });
    await titled('x after 20 steps: 0.4863');
    await page.waitForTimeout(300);
    const frames = await stop();
    expect(new Set(frames.map(({ title }) => title)).size).toBeGreaterThan(5);
    expect(frames.filter(({ paths, title }) => paths === 0 || title === null)).toEqual([]);
    expect(new Set(frames.map(({ height }) => height)).size).toBe(1);
  }, 60_000);

  test('a choice from a dropdown calls the function with the option', async () => {
    await cell(0).locator('.widget-dropdown select').selectOption('ascent');
    await titled('x after 20 steps: 26.9100');
  }, 30_000);

  test('a click calls the handlers of a button, which see and change other widgets', async () => {
    await cell(1).locator('.widget-dropdown select').selectOption('adam');
    await cell(1).locator('button.widget-button').click();
    await cell(1).locator('.widget-label', { hasText: 'adam took 3' }).first().waitFor();
    expect((await readout(1).textContent())?.trim()).toBe('4');
    await picture('clicked');
  }, 30_000);

  test('no description is cut off', async () => {
    const labels = page.locator(`${shownNotebook} .widget-label:visible`);
    const cut = await labels.evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );
    expect(cut).toEqual([]);
  }, 30_000);

  test('a page that is loaded anew finds the widgets alive with their state', async () => {
    await page.keyboard.press('Control+s');
    await page.waitForTimeout(1000);
    await page.goto(lab.address(name));
    await kernelIdle(page);
    await titled('x after 20 steps: 26.9100');
    await cell(1).locator('.widget-label', { hasText: 'adam took 3' }).first().waitFor();
    await picture('reloaded');
    expect((await readout(0).textContent())?.trim()).toBe('0.10');
    expect(await cell(1).locator('.widget-dropdown select').inputValue()).toBe('adam');
    await dragSlider(cell(0), 0.2);
    await titled('x after 20 steps: 153.3504');
    await cell(1).locator('button.widget-button').click();
    await cell(1).locator('.widget-label', { hasText: 'adam took 4' }).first().waitFor();
  }, 60_000);

  test('the front end complains of nothing', () => {
    expect(complaints).toEqual([]);
  });

  async function titled(title: string): Promise<void> {
    await cell(0).locator('.js-plotly-plot .gtitle', { hasText: title }).waitFor();
  }
});
