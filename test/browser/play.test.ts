import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openAnotherNotebook } from '../support/jupyterlab';
import { codeCells, readNotebook, root, textOf } from '../support/notebook';
import { needs } from '../support/prerequisite';
import { dragSlider, watchFrames } from '../support/slider';
import { useJupyterLab } from '../support/use-jupyterlab';

interface Play {
  lesson: string;
  /** Words of the code cells that the Play section needs, besides the imports. */
  given: string[];
  title: string;
  /** Where the sliders are dragged, as fractions of their tracks. A pixel is about one step of a slider. */
  drags: { slider: number; to: number; title: string | RegExp }[];
}

const plays: Play[] = [
  {
    lesson: '1.1-gradients',
    given: ['const sigmoid ='],
    title: 'z = 1, h = 10^-5: forward 1e-6, central',
    drags: [
      { slider: 0, to: 0, title: /z = 1, h = 10\^-15: forward \de-[12], .*complex \de-1[67]/ },
      { slider: 1, to: 1, title: /z = 4, h = 10\^-15: forward/ },
    ],
  },
  {
    lesson: '1.2-gradient-descent',
    given: [],
    title: 'η = 1.9/L and κ = 30',
    drags: [
      { slider: 0, to: 0, title: 'η = 1.9/L and κ = 1:' },
      { slider: 1, to: 1 / 2.05, title: /η = (0\.9\d|1|1\.0\d)\/L and κ = 1:/ },
    ],
  },
  {
    lesson: '1.4-backpropagation',
    given: ['const { features, target }', 'interface Value {', 'function times(', 'type Layer ='],
    title: 'g = 1, 20 layers: the last has',
    drags: [
      { slider: 1, to: 1, title: /^g = 1, (39|40) layers: the last has/ },
      { slider: 0, to: 1, title: /^g = 1\.5, (39|40) layers: the last has \d\.\de\+1\d/ },
    ],
  },
  {
    lesson: '2.2-momentum',
    given: [],
    title: 'η = 1/L, β = 0, κ = 100: loss',
    drags: [
      { slider: 2, to: 0.9, title: /β = 0\.(8[789]|9[01]?), κ = 100/ },
      { slider: 1, to: 1, title: /η = 4\/L, .*: loss \d\.?\d*e\+\d+ after/ },
    ],
  },
  {
    lesson: '2.4-adam',
    given: ['const forget =', 'function reddi('],
    title: 'C = 3 and β₂ = 0.1: Adam ends at 1.00',
    drags: [
      { slider: 1, to: 0.9, title: /C = 3 and β₂ = 0\.(8[89]|9[0-2]?): Adam ends at -(1\.00|0\.9\d)/ },
      { slider: 1, to: 0, title: 'C = 3 and β₂ = 0.01: Adam ends at 1.00' },
    ],
  },
  {
    lesson: '3.1-newton',
    given: ['const bowl = formulaObjective(', 'function along('],
    title: 'x = 0.8, c₁ = 0.1, c₂ = 0.9: backtracking takes a = 1',
    drags: [
      { slider: 0, to: 1, title: 'x = 3, c₁ = 0.1, c₂ = 0.9: backtracking takes a = 0.125' },
      { slider: 0, to: 0.5, title: /x = 1\.[4-7], c₁ = 0\.1, .*: backtracking takes a = 0\.(5|25)/ },
    ],
  },
  {
    lesson: '3.2-bfgs',
    given: ['const dot =', 'const quasiNewton =', 'const rosenbrock ='],
    title: 'Iteration 1: Rosenbrock’s valley',
    drags: [
      { slider: 0, to: 1, title: /^Iteration [2-4]\d: Rosenbrock’s valley/ },
      { slider: 0, to: 0, title: 'Iteration 0: Rosenbrock’s valley' },
    ],
  },
  {
    lesson: '3.3-lbfgs',
    given: [],
    title: 'm = 5, κ = 10^2: L-BFGS takes',
    drags: [
      { slider: 0, to: 1, title: 'm = 40, κ = 10^2: L-BFGS takes' },
      { slider: 1, to: 0, title: /m = 40, κ = 10\^0: L-BFGS takes [1-9] iterations/ },
    ],
  },
  {
    lesson: 'A-errata',
    given: ['const published: Change ='],
    title: 'Gradients times 10^0, learning rate 10^-1',
    drags: [
      { slider: 0, to: 1, title: 'Gradients times 10^2, learning rate 10^-1' },
      { slider: 1, to: 0, title: 'Gradients times 10^2, learning rate 10^-4' },
    ],
  },
];

needs('chromium', 'venv')('the Play section', () => {
  const lab = useJupyterLab([]);
  const complaints: string[] = [];

  beforeAll(async () => {
    // High enough for the plot and its sliders, and no higher: every frame is painted.
    await lab.page.setViewportSize({ width: 1280, height: 1400 });
    lab.page.setDefaultTimeout(30_000);
    lab.page.on('pageerror', (error) => complaints.push(error.message));
  });

  /** Runs the cells that the Play section needs, in a notebook that has no others, and gives its own. */
  async function playCell({ lesson, given }: Play): Promise<Locator> {
    const wanted = ["from 'optlab'", ...given, 'interact(('];
    const sources = codeCells(readNotebook(`notebooks/${lesson}.ipynb`)).map(({ source }) => textOf(source));
    const places = wanted.map((words) => sources.findIndex((source) => source.includes(words)));
    lab.lab.write(
      `play-${lesson}.ipynb`,
      places.map((place) => sources[place]),
    );
    await openAnotherNotebook(lab.page, `play-${lesson}.ipynb`);
    for (const cell of places.keys()) {
      await lab.notebook.start(cell);
      await lab.notebook.finished(cell);
    }
    return lab.notebook.cell(places.length - 1);
  }

  test.each(plays)(
    'of lesson $lesson follows its sliders, and no frame lacks the plot',
    async (play) => {
      const cell = await playCell(play);
      const titled = (title: string | RegExp) =>
        cell.locator('.js-plotly-plot .gtitle', { hasText: title }).waitFor();
      const line = () => cell.locator('.js-plotly-plot .scatterlayer .trace path').first().getAttribute('d');
      await titled(play.title);
      await cell.locator('.js-plotly-plot').scrollIntoViewIfNeeded();
      await lab.page.waitForTimeout(500);
      const stop = await watchFrames(cell);
      const lines = [await line()];
      for (const { slider, to, title } of play.drags) {
        await dragSlider(cell, to, { slider, steps: 10, pause: 40 });
        await titled(title);
        lines.push(await line());
      }
      await cell.screenshot({ path: join(root, `build/screenshots/play-${play.lesson}.png`) });
      const frames = await stop();
      expect(new Set(lines).size).toBe(lines.length);
      expect(new Set(frames.map(({ title }) => title)).size).toBeGreaterThan(5);
      expect(frames.filter(({ paths, title }) => paths === 0 || title === null)).toEqual([]);
      expect(new Set(frames.map(({ height }) => height)).size).toBe(1);
      expect(complaints).toEqual([]);
    },
    90_000,
  );
});
