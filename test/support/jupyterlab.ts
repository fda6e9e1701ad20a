import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { codeCell, type Notebook, root } from './notebook';

export interface JupyterLab {
  /** The address of a notebook in JupyterLab, by its path below `notebooks/`. */
  address(notebook: string): string;
  /** Adds a notebook of these code cells to the copy of the course. */
  write(notebook: string, sources: readonly string[]): void;
  stop(): Promise<void>;
}

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

/**
 * A copy of the course: JupyterLab saves what it runs, and lessons are committed without outputs. It lies below the
 * repository, so that its notebooks find the packages.
 */
function copyOfTheCourse(): string {
  mkdirSync(join(root, 'build'), { recursive: true });
  const copy = mkdtempSync(join(root, 'build/course-'));
  for (const part of ['notebooks', 'curriculum.md'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  return copy;
}

/**
 * Starts JupyterLab the way a learner does, `npm start`, on a copy of the course, on loopback and a free port. The
 * variables of `env` are those of its kernels, too.
 */
export async function startJupyterLab(env: NodeJS.ProcessEnv = {}): Promise<JupyterLab> {
  const course = copyOfTheCourse();
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const server = spawn(
    process.execPath,
    [
      join(root, 'scripts/start.mjs'),
      '--no-browser',
      `--ServerApp.root_dir=${course}`,
      `--ServerApp.preferred_dir=${join(course, 'notebooks')}`,
      `--ServerApp.port=${port}`,
      `--IdentityProvider.token=${token}`,
      '--LabApp.expose_app_in_browser=True',
      // What a test sets, such as a theme, is not the learner's.
      `--LabApp.user_settings_dir=${join(course, '.settings')}`,
      `--LabApp.workspaces_dir=${join(course, '.workspaces')}`,
    ],
    { cwd: root, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk) => {
      log = (log + chunk).slice(-8000);
    });
  }
  const base = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 120_000;
  for (;;) {
    const up = await fetch(`${base}/api/status?token=${token}`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (up) break;
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop(server);
      rmSync(course, { recursive: true, force: true });
      throw new Error(`JupyterLab did not start:\n${log}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  return {
    address: (notebook) => `${base}/lab/tree/notebooks/${notebook}?token=${token}&reset`,
    write(notebook, sources) {
      const cells = sources.map((source, index) => codeCell(`cell-${index}`, source));
      const kernelspec = { name: 'optlab', display_name: 'TypeScript (optlab)', language: 'typescript' };
      const content: Notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
      writeFileSync(join(course, 'notebooks', notebook), JSON.stringify(content));
    },
    async stop() {
      await stop(server);
      rmSync(course, { recursive: true, force: true });
    },
  };
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return Promise.resolve();
  const gone = new Promise<void>((done) => server.once('exit', () => done()));
  process.kill(-server.pid, 'SIGTERM');
  const last = setTimeout(() => server.pid && process.kill(-server.pid, 'SIGKILL'), 10_000);
  return gone.finally(() => clearTimeout(last));
}

/** Prefix of everything inside the notebook that is shown. */
export const shownNotebook = '.jp-NotebookPanel:not(.lm-mod-hidden)';

interface JupyterWindow {
  jupyterapp?: {
    shell: {
      currentWidget?: {
        context?: { path: string };
        sessionContext?: { session?: { kernel?: { status: string } } };
      };
    };
    commands: { execute(name: string, args?: Record<string, string>): Promise<unknown> };
  };
}

/** Waits for a state of the shown notebook's kernel, asking the application: the indicator says idle too early. */
export const kernelIs = (page: Page, status: 'idle' | 'busy') =>
  page.waitForFunction(
    (wanted) =>
      (globalThis as JupyterWindow).jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel
        ?.status === wanted,
    status,
    { timeout: 90_000, polling: 50 },
  );

export const kernelIdle = (page: Page) => kernelIs(page, 'idle');

/** Runs a command of JupyterLab, as its command palette does. */
export const runCommand = (page: Page, name: string, args: Record<string, string> = {}) =>
  page.evaluate(
    async ([id, given]) => {
      // What a command returns may be a widget, which cannot leave the page.
      await (globalThis as JupyterWindow).jupyterapp?.commands.execute(id, given);
    },
    [name, args] as const,
  );

/** Opens a notebook and waits for its kernel. */
export async function openNotebook(page: Page, lab: JupyterLab, notebook: string): Promise<void> {
  await page.goto(lab.address(notebook));
  await page.locator(`${shownNotebook} .jp-CodeCell`).first().waitFor({ timeout: 60_000 });
  await kernelIdle(page);
}

/** Opens another notebook beside those that are open, which takes less time than a new page, and waits for its kernel. */
export async function openAnotherNotebook(page: Page, notebook: string): Promise<void> {
  const path = `notebooks/${notebook}`;
  await runCommand(page, 'docmanager:open', { path });
  await page.waitForFunction(
    (wanted) => (globalThis as JupyterWindow).jupyterapp?.shell.currentWidget?.context?.path === wanted,
    path,
  );
  await page.locator(`${shownNotebook} .jp-CodeCell`).first().waitFor();
  await kernelIdle(page);
}

/** Chooses Run, Run All Cells from the menu bar and waits until every cell has run, or one has failed. */
export async function runAllCells(page: Page): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click();
  await page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
  await page.waitForFunction(
    (notebook) =>
      // JupyterLab draws an error as it draws standard error.
      document.querySelector(`${notebook} [data-mime-type="application/vnd.jupyter.stderr"]`) !== null ||
      [...document.querySelectorAll(`${notebook} .jp-CodeCell`)].every((cell) =>
        /^\[\d+\]:$/.test(cell.querySelector('.jp-InputPrompt')?.textContent?.trim() ?? ''),
      ),
    shownNotebook,
    { timeout: 180_000, polling: 200 },
  );
  await kernelIdle(page);
}
