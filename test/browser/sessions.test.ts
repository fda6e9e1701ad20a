import { kernelIdle, openNotebook, runCommand } from '../support/jupyterlab';
import { NotebookPage, textOf } from '../support/notebook-page';
import { needs } from '../support/prerequisite';
import { useJupyterLab } from '../support/use-jupyterlab';

const sources = [
  'let who = "first"; who',
  'import { execSync } from "node:child_process"\nexecSync("kill -9 " + process.pid)',
  'typeof (globalThis as any).who',
  `for (let tick = 1; tick <= 30; tick++) {
  console.log('tick', tick)
  await new Promise((done) => setTimeout(done, 100))
}
var ticked = 'all'`,
  'ticked',
  `const kept: number[][] = []
for (;;) {
  kept.push(Array.from({ length: 1e5 }, (_, i) => i + 0.5))
  for (const end = Date.now() + 4; Date.now() < end; ) {}
}`,
];

needs('chromium', 'venv')('sessions of JupyterLab', () => {
  // Little room for each kernel, so that it is soon full.
  const lab = useJupyterLab(sources, { NODE_OPTIONS: '--max-old-space-size=500' });

  test('two notebooks have kernels of their own, and one that computes does not hold up the other', async () => {
    const { notebook } = lab;
    expect(await notebook.run(0)).toBe("'first'");
    lab.lab.write('other.ipynb', ['while (true) {}', 'typeof (globalThis as any).who']);
    const page = await lab.browser.newPage({ viewport: { width: 900, height: 600 } });
    try {
      await openNotebook(page, lab.lab, 'other.ipynb');
      const other = new NotebookPage(page);
      expect(await other.run(1)).toBe("'undefined'");
      await other.start(0);
      await other.running(0);
      expect(await notebook.run(0)).toBe("'first'");
      expect(await other.prompt(0)).toBe('[*]:');
      await other.press('notebook:interrupt-kernel');
      await other.finished(0);
      await runCommand(page, 'kernelmenu:shutdown');
    } finally {
      await page.close();
    }
  }, 60_000);

  test('a console beside the notebook shares its kernel and remembers what was typed', async () => {
    const { page } = lab;
    await runCommand(page, 'notebook:create-console');
    const panel = page.locator('.jp-ConsolePanel');
    const input = panel.locator('.jp-CodeConsole-promptCell .cm-content');
    await input.click();
    // The history that the console asks for when it opens takes the place of what was typed before it came.
    await kernelIdle(page);
    await page.waitForTimeout(1000);
    await page.keyboard.type('who.toUpperCase()');
    await page.keyboard.press('Shift+Enter');
    const output = panel.locator('.jp-CodeConsole-content .jp-OutputArea-output');
    await output.last().waitFor();
    expect(await textOf(output.last())).toBe("'FIRST'");
    await kernelIdle(page);
    await input.click();
    // The console takes an input into its history some time after it is done, and says nothing of it.
    const recalled = input.getByText('who.toUpperCase()');
    for (let tries = 0; tries < 20 && !(await recalled.isVisible()); tries++) {
      // After another text than a remembered one, it begins again at the newest.
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('x');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('ArrowUp');
      await page.waitForTimeout(500);
    }
    expect(await recalled.isVisible()).toBe(true);
    await lab.notebook.picture('sessions-console');
  }, 60_000);

  test('a cell that runs while the page is reloaded goes on, and what it leaves can be used', async () => {
    const { page, notebook } = lab;
    await notebook.start(3);
    await notebook.cell(3).getByText('tick 3').waitFor();
    await runCommand(page, 'docmanager:save');
    await page.reload();
    await notebook.cell(4).waitFor();
    expect(await notebook.run(4)).toBe("'all'");
    await notebook.picture('sessions-reloaded');
  }, 60_000);

  test('a kernel that dies is replaced by JupyterLab, which says so', async () => {
    const { page, notebook } = lab;
    await notebook.start(1);
    await page.locator('.jp-Dialog', { hasText: 'appears to have died' }).waitFor({ timeout: 30_000 });
    await notebook.picture('sessions-died');
    await notebook.accept();
    await kernelIdle(page);
    expect(await notebook.run(2)).toBe("'undefined'");
    expect(await notebook.prompt(2)).toBe('[1]:');
  }, 60_000);

  test('a kernel whose memory fills up says so in the cell before it dies, and JupyterLab starts another', async () => {
    const { page, notebook } = lab;
    expect(await notebook.run(0)).toBe("'first'");
    await notebook.start(5);
    await page.locator('.jp-Dialog', { hasText: 'appears to have died' }).waitFor({ timeout: 40_000 });
    expect(await textOf(notebook.cell(5))).toMatch(/memory is nearly used up: 0\.\d+ GB of 0\.5\d* GB/);
    await notebook.accept();
    await notebook.cell(5).scrollIntoViewIfNeeded();
    await notebook.picture('sessions-memory');
    await kernelIdle(page);
    expect(await notebook.run(2)).toBe("'undefined'");
  }, 90_000);
});
