import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { kernelIdle, kernelIs, shownNotebook } from './jupyterlab';
import { root } from './notebook';

const screenshots = join(root, 'build/screenshots');

/** The notebook that JupyterLab shows, in the words of the person who uses it. Cells are counted from 0. */
export class NotebookPage {
  constructor(readonly page: Page) {}

  cell(index: number): Locator {
    return this.page.locator(`${shownNotebook} .jp-CodeCell`).nth(index);
  }

  editor(index: number): Locator {
    return this.cell(index).locator('.cm-content');
  }

  output(index: number): Locator {
    return this.cell(index).locator('.jp-OutputArea-output').first();
  }

  result(index: number): Locator {
    return this.cell(index).locator('.jp-OutputArea-executeResult .jp-OutputArea-output');
  }

  prompt(index: number): Promise<string> {
    return textOf(this.cell(index).locator('.jp-InputPrompt'));
  }

  /** Starts a cell and does not wait for it. */
  async start(index: number): Promise<void> {
    await this.editor(index).click();
    await this.page.keyboard.press('Control+Enter');
  }

  /** Runs a cell and gives the text of its first output. */
  async run(index: number): Promise<string> {
    await this.start(index);
    await this.finished(index);
    return textOf(this.output(index));
  }

  /**
   * Asks by the Tab key for completions and gives their box. JupyterLab drops an answer that takes longer than a
   * second, as the first one may on a busy machine; one presses again.
   */
  async complete(): Promise<Locator> {
    const popup = this.page.locator('.jp-Completer:visible');
    const item = popup.locator('.jp-Completer-item').first();
    for (let presses = 1; ; presses++) {
      await this.page.keyboard.press('Tab');
      try {
        await item.waitFor({ timeout: 5000 });
        return popup;
      } catch (error) {
        if (presses === 6) throw error;
      }
    }
  }

  /** Waits until a cell has its number and the kernel nothing left to do. */
  async finished(index: number): Promise<void> {
    const prompt = this.cell(index).locator('.jp-InputPrompt');
    await prompt.filter({ hasText: /\[\d+\]:/ }).waitFor();
    await kernelIdle(this.page);
  }

  /** Waits until a cell is at work. */
  async running(index: number): Promise<void> {
    await this.cell(index).locator('.jp-InputPrompt').filter({ hasText: '[*]:' }).waitFor();
    await kernelIs(this.page, 'busy');
  }

  /** Presses a button of the notebook's toolbar. */
  press(command: string): Promise<void> {
    return this.page.locator(`${shownNotebook} jp-button[data-command="${command}"]`).click();
  }

  /** Accepts the dialog that is open. */
  accept(): Promise<void> {
    return this.page.locator('.jp-Dialog .jp-mod-accept').click();
  }

  /** For people to look at: in build/screenshots. */
  async picture(title: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${title}.png`) });
  }
}

export const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim();
