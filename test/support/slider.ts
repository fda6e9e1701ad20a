import type { Locator } from 'playwright-core';

/** Presses the handle of a cell's slider, moves the mouse over a part of the track and lets go. */
export async function dragSlider(
  cell: Locator,
  fraction: number,
  { slider = 0, steps = 12, pause = 0, onTheWay = async () => {} } = {},
): Promise<void> {
  const page = cell.page();
  const handle = await box(cell.locator('.noUi-handle').nth(slider));
  const track = await box(cell.locator('.noUi-target').nth(slider));
  const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
  const end = track.x + track.width * fraction;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step++) {
    await page.mouse.move(from.x + ((end - from.x) * step) / steps, from.y);
    await page.waitForTimeout(pause);
  }
  await onTheWay();
  await page.mouse.up();
}

async function box(place: Locator) {
  const found = await place.boundingBox();
  if (!found) throw new Error('The slider is not in view.');
  return found;
}

/** What one frame of the page showed of a cell. */
export interface Frame {
  height: number;
  /** Lines and areas that Plotly has drawn. */
  paths: number;
  title: string | null;
}

/** Looks at a cell in every frame of the page until the returned function is called. */
export async function watchFrames(cell: Locator): Promise<() => Promise<Frame[]>> {
  const frames = await cell.evaluateHandle((element) => {
    const seen: Frame[] = [];
    const look = () => {
      const plot = element.querySelector('.js-plotly-plot');
      seen.push({
        height: Math.round(element.getBoundingClientRect().height),
        paths: plot?.querySelectorAll('.scatterlayer .trace path').length ?? 0,
        title: plot?.querySelector('.gtitle')?.textContent ?? null,
      });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return seen;
  });
  return () => frames.evaluate((seen) => [...seen]);
}
