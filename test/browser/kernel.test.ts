import { kernelIdle, runCommand } from '../support/jupyterlab';
import { textOf } from '../support/notebook-page';
import { needs } from '../support/prerequisite';
import { useJupyterLab } from '../support/use-jupyterlab';

const sources = [
  `/** Steps downhill.
 * @param rate the learning rate
 */
function descendOnce(rate: number) { return -rate }
class Descent {}
const descent = [1, 2, 3]
descent.length`,
  'while (true) {}',
  'const count: number = "three"',
  'input("Your name? ") + "!"',
  'descent',
  'desc',
  'input("Secret? ", true).length',
  `function fall(depth: number): number {
  if (depth > 2) throw new RangeError('too deep');
  return fall(depth + 1);
}
fall(0)`,
  '"ran"',
];

needs('chromium', 'venv')('the kernel in JupyterLab', () => {
  const lab = useJupyterLab(sources);

  test('runs a cell and shows its value', async () => {
    expect(await lab.notebook.run(0)).toBe('3');
  });

  test('completes names of earlier cells and shows by icons what they are', async () => {
    const { page, notebook } = lab;
    await notebook.editor(5).click();
    await page.keyboard.press('End');
    const popup = await notebook.complete();
    const items = await popup.locator('.jp-Completer-item').evaluateAll((found) =>
      found.map((item) => ({
        name: item.querySelector('.jp-Completer-match')?.textContent,
        type: item.querySelector('.jp-Completer-typeExtended')?.textContent,
        icon: item.querySelector('.jp-Completer-monogram[data-color-index]')?.textContent,
      })),
    );
    await notebook.picture('kernel-completion');
    expect(items).toEqual(
      expect.arrayContaining([
        { name: 'descendOnce', type: 'function', icon: 'f' },
        { name: 'descent', type: 'instance', icon: 'i' },
      ]),
    );
    await page.keyboard.press('Enter');
    await popup.waitFor({ state: 'hidden' });
    expect(await textOf(notebook.editor(5))).toBe('descendOnce');
  });

  test('shows the signature of the function in whose call the cursor stands, as Markdown', async () => {
    const { page, notebook } = lab;
    await page.keyboard.type('(');
    await page.keyboard.press('Shift+Tab');
    const tooltip = page.locator('.jp-Tooltip');
    await tooltip.waitFor();
    await tooltip.getByText('Steps downhill').waitFor();
    await notebook.picture('kernel-tooltip');
    expect(await textOf(tooltip.locator('.jp-RenderedMarkdown pre'))).toBe(
      'function descendOnce(rate: number): number',
    );
    expect(await textOf(tooltip.locator('em'))).toBe('@param');
    await page.keyboard.press('Escape');
  });

  test('stops an endless loop by the interrupt button and keeps the state', async () => {
    const { notebook } = lab;
    await notebook.start(1);
    await notebook.running(1);
    await notebook.press('notebook:interrupt-kernel');
    await notebook.finished(1);
    expect(await textOf(notebook.output(1))).toContain('KeyboardInterrupt');
    expect(await notebook.run(4)).toBe('[ 1, 2, 3 ]');
  });

  test('shows a type error with its line and a code frame', async () => {
    const text = await lab.notebook.run(2);
    await lab.notebook.picture('kernel-type-error');
    expect(text).toContain("error TS2322: Type 'string' is not assignable to type 'number'.");
    expect(text).toContain('1 | const count: number = "three"');
  });

  test('shows where an error was thrown, one line of the stack for each call', async () => {
    const { notebook } = lab;
    const text = await notebook.run(7);
    await notebook.picture('kernel-error');
    expect(text).toMatch(/^RangeError: too deep\n +at fall \(In\[\d+\]:2:24\)\n +at fall /);
    // The caret stands below the word "new" whatever the width of a character.
    const lines = text.split('\n');
    const frame = lines.findIndex((line) => line.startsWith('> 2 |'));
    expect(lines[frame + 1].indexOf('^')).toBe(lines[frame].indexOf('new'));
  });

  test.each([
    [3, 'Ada', "'Ada!'", 'text'],
    [6, 'open sesame', '11', 'password'],
  ])('cell %i asks in a box and goes on with the answer', async (index, answer, value, type) => {
    const { notebook } = lab;
    await notebook.start(index);
    const box = notebook.cell(index).locator('.jp-Stdin-input');
    await box.waitFor();
    expect(await box.evaluate((element) => (element as HTMLInputElement).type)).toBe(type);
    await notebook.picture(`kernel-input-${type}`);
    await box.fill(answer);
    await box.press('Enter');
    await notebook.finished(index);
    expect(await textOf(notebook.result(index))).toBe(value);
    if (type === 'password') expect(await textOf(notebook.cell(index))).not.toContain(answer);
  });

  test('forgets everything at a restart, also out of a busy loop', async () => {
    const { page, notebook } = lab;
    await notebook.start(1);
    await notebook.running(1);
    await notebook.press('notebook:restart-kernel');
    await notebook.accept();
    await page.waitForTimeout(500);
    await kernelIdle(page);
    expect(await notebook.run(4)).toContain('TS2304');
    expect(await notebook.prompt(4)).toBe('[1]:');
  });

  test('restarts and runs all cells, up to the first that fails', async () => {
    const { page, notebook } = lab;
    await notebook.editor(1).fill('const interrupted = false');
    const restarted = runCommand(page, 'notebook:restart-run-all');
    await notebook.accept();
    await restarted;
    await notebook.finished(2);
    expect(await notebook.prompt(0)).toBe('[1]:');
    expect(await notebook.prompt(2)).toBe('[3]:');
    expect(await textOf(notebook.output(2))).toContain('TS2322');
    // An aborted cell has no number.
    expect(await notebook.prompt(8)).toBe('[ ]:');
    expect(await notebook.run(8)).toBe("'ran'");
  });
});
