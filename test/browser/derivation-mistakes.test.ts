import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/jupyterlab';
import { codeCell, execute, outputsOf, root } from '../support/notebook';
import { textOf } from '../support/notebook-page';
import { needs, venvPython } from '../support/prerequisite';
import { useJupyterLab } from '../support/use-jupyterlab';

const slip = `import { derivation, interval, positive, reals } from 'optlab';
const slip = derivation('A square is lost', { L: positive(), h: interval(0, '2/L'), x: reals() })
  .start('L/2 * (x - h*L*x)^2', 'f after the step')
  .step('(1 - h*L) * L/2 * x^2', 'factor out')
  .step('<= L/2 * x^2', 'the factor is at most 1');
slip`;

const found = 'is false: at L = 1, h = 0.1, x = 1 the left side is 0.405, the right side 0.45';
const message = `DerivationError: A square is lost: step 1, "factor out", ${found}`;

const sources = [
  slip,
  'slip.verify()',
  "derivation('In LaTeX', { a: positive() }).start('\\\\frac{a}{2}')",
  'derivation(',
  'slip.m',
  "derivation('t', { a: reals() }, { seeds: 2 }).start('a')",
];

/** Where an error comes from inside the library is no help to one who reads it. */
const insides = /lib\/dist|lib\/src|Derivation\.verify|largestDeviation/;

needs('chromium', 'venv')('a mistake in a derivation, in JupyterLab', () => {
  const lab = useJupyterLab(sources);

  test('is shown with a cross and the values at which it is one', async () => {
    const { page, notebook } = lab;
    page.setDefaultTimeout(60_000);
    await notebook.run(0);
    const output = notebook.result(0);
    await output.locator('mjx-container').first().waitFor();
    expect(await textOf(output)).toContain(found);
    await notebook.picture('derivation-mistake');
  }, 120_000);

  test('throws when it is verified, and the error has the title, the step and the values, not the library', async () => {
    const { notebook } = lab;
    const text = await notebook.run(1);
    expect(text).toContain(message);
    expect(text).not.toMatch(insides);
  }, 120_000);

  test('of notation is answered with what to write', async () => {
    const { notebook } = lab;
    const text = await notebook.run(2);
    expect(text).toContain('derivation "In LaTeX": start must be one formula');
    expect(text).toContain('Write the formula as text, not in LaTeX');
    expect(text).not.toContain('details');
  }, 120_000);

  test('in an option is found by its type, before anything runs', async () => {
    const text = await lab.notebook.run(5);
    expect(text).toContain("'seeds' does not exist in type 'DerivationOptions'");
    await lab.notebook.picture('derivation-mistakes');
  }, 120_000);
});

needs('chromium', 'venv')('writing a derivation in JupyterLab', () => {
  const lab = useJupyterLab([slip, ...sources.slice(3)]);

  test('derivation( says what it is, and what its arguments are', async () => {
    const { page, notebook } = lab;
    page.setDefaultTimeout(60_000);
    await notebook.run(0);
    await notebook.editor(1).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Tab');
    const tooltip = page.locator('.jp-Tooltip');
    await tooltip.waitFor({ timeout: 30_000 });
    await notebook.picture('derivation-signature');
    const text = await textOf(tooltip);
    for (const part of [
      'derivation(title',
      'Begins a derivation whose every step is checked',
      'title',
      'assumptions',
    ]) {
      expect(text).toContain(part);
    }
    await page.keyboard.press('Escape');
  }, 120_000);

  test('the ways on from a derivation are completed', async () => {
    const { page, notebook } = lab;
    await runCommand(page, 'notebook:enter-command-mode');
    await notebook.editor(2).click();
    await page.keyboard.press('End');
    const popup = await notebook.complete();
    await notebook.picture('derivation-completion');
    for (const method of ['minimumAt', 'maximumAt', 'mutants']) expect(await textOf(popup)).toContain(method);
  }, 120_000);
});

needs('venv', 'kernelspec')('a derivation that does not hold, in what nbconvert makes', () => {
  test('has the title, the step and the values, not the library', async () => {
    const metadata = {
      kernelspec: { name: 'optlab', display_name: 'TypeScript (optlab)', language: 'typescript' },
    };
    const cells = [codeCell('slip', slip), codeCell('verify', 'slip.verify()')];
    const executed = await execute({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, root);
    expect(outputsOf(executed).map(({ output_type }) => output_type)).toEqual(['execute_result', 'error']);
    mkdirSync(join(root, 'build'), { recursive: true });
    const folder = mkdtempSync(join(root, 'build/derivation-'));
    const made = (format: string, page: string) => {
      execFileSync(venvPython(), ['-m', 'jupyter', 'nbconvert', '--to', format, 'page.ipynb'], {
        cwd: folder,
        stdio: 'pipe',
      });
      return readFileSync(join(folder, page), 'utf8');
    };
    try {
      writeFileSync(join(folder, 'page.ipynb'), JSON.stringify(executed));
      const html = made('html', 'page.html').replace(
        /<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g,
        '',
      );
      const asText = html.replace(/<[^>]*>/g, '').replace(/&quot;/g, '"');
      for (const text of [asText, made('markdown', 'page.md')]) {
        expect(text).toContain(message);
        expect(text).not.toMatch(insides);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 240_000);
});
