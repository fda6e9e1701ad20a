import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { codeCell, root } from '../support/notebook';
import { needs, venvPython } from '../support/prerequisite';

const mime = 'application/vnd.plotly.v1+json';
const figures = [
  { data: [{ y: [1, 4, 9], name: '</script><b id="escaped">' }, { y: [2, 3, 5] }] },
  { data: [{ y: [3, 1, 2], type: 'bar' }], layout: { title: { text: 'Bars' } } },
];
const broken = { data: 'no array' };

needs('chromium', 'venv')('a page that nbconvert makes with the template optlab', () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    const cells = [...figures, broken].map((figure, index) => ({
      ...codeCell(`cell-${index}`, 'figure'),
      outputs: [
        {
          output_type: 'display_data',
          metadata: {},
          data: { [mime]: figure, 'text/plain': `figure ${index} <described>` },
        },
      ],
    }));
    writeFileSync(
      join(folder, 'figures.ipynb'),
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    const convert = (...options: string[]) =>
      execFileSync(
        venvPython(),
        ['-m', 'jupyter', 'nbconvert', '--to', 'html', '--template', 'optlab', ...options, 'figures.ipynb'],
        { cwd: folder, stdio: 'pipe' },
      );
    convert();
    convert('--HTMLExporter.sanitize_html=True', '--output=sanitized');
    browser = await launchBrowser();
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The page as a browser shows it that gets Plotly, if anything, from the network. */
  async function open(name: string, network: { plotly?: string }): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1600 } });
    await page.route(/^https?:/, (route) => {
      if (network.plotly && /^https:\/\/cdn\.plot\.ly\/plotly-[\d.]+\.min\.js$/.test(route.request().url()))
        return route.fulfill({ body: network.plotly, contentType: 'text/javascript' });
      return route.abort();
    });
    await page.goto(pathToFileURL(join(folder, name)).href);
    return page;
  }

  const library = join(root, 'node_modules/plotly.js-dist');

  test('asks for the version of Plotly that the course uses', () => {
    const { version } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
    expect(readFileSync(join(folder, 'figures.html'), 'utf8')).toContain(`plotly-${version}.min.js`);
  });

  test('draws the figures, and names each by its description', async () => {
    const page = await open('figures.html', { plotly: readFileSync(join(library, 'plotly.js'), 'utf8') });
    const drawn = page.locator('.js-plotly-plot');
    await drawn.nth(1).locator('.barlayer .point').first().waitFor();
    expect(await drawn.nth(0).locator('.scatterlayer .trace').count()).toBe(2);
    expect(await drawn.nth(1).locator('.barlayer .point').count()).toBe(3);
    expect(await page.getByRole('img', { name: 'figure 0 <described>' }).count()).toBe(1);
    expect(await page.locator('#escaped').count()).toBe(0);
    // What cannot be drawn keeps its description.
    expect(await page.locator('.optlab-figure > pre').allTextContents()).toEqual(['figure 2 <described>']);
    mkdirSync(join(root, 'build/screenshots'), { recursive: true });
    await page.screenshot({ path: join(root, 'build/screenshots/nbconvert.png') });
    await page.close();
  });

  test.each([
    ['figures.html', 'without a network'],
    ['sanitized.html', 'where scripts are left out'],
  ])('%s shows the descriptions %s', async (name) => {
    const page = await open(name, {});
    expect(await page.locator('pre', { hasText: '<described>' }).count()).toBe(3);
    expect(await page.locator('.js-plotly-plot').count()).toBe(0);
    await page.close();
  });
});
