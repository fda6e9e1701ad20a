import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { type JupyterLab, openNotebook, startJupyterLab } from './jupyterlab';
import { NotebookPage } from './notebook-page';

export interface Session {
  readonly lab: JupyterLab;
  readonly browser: Browser;
  readonly page: Page;
  readonly notebook: NotebookPage;
}

/** One JupyterLab and one browser for all tests of a file, with a notebook of these cells open in it. */
export function useJupyterLab(sources: readonly string[], env?: NodeJS.ProcessEnv): Session {
  let session: Session | undefined;
  const running: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    const [lab, browser] = await Promise.all([
      startJupyterLab(env).then((started) => {
        running.push(started);
        return started;
      }),
      launchBrowser().then((started) => {
        running.push({ stop: () => started.close() });
        return started;
      }),
    ]);
    lab.write('cells.ipynb', sources);
    const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
    page.setDefaultTimeout(10_000);
    await openNotebook(page, lab, 'cells.ipynb');
    session = { lab, browser, page, notebook: new NotebookPage(page) };
  }, 180_000);

  afterAll(() => Promise.all(running.map((each) => each.stop())), 30_000);

  const get = () => {
    if (!session) throw new Error('JupyterLab has not started.');
    return session;
  };
  return {
    get lab() {
      return get().lab;
    },
    get browser() {
      return get().browser;
    },
    get page() {
      return get().page;
    },
    get notebook() {
      return get().notebook;
    },
  };
}
