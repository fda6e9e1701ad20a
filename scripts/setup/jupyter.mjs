import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { hasText, isThere, readIfThere, writeWhole } from './files.mjs';
import { venvFolder } from './python.mjs';

/**
 * The kernel's registration and JupyterLab's settings, both in .venv, where only this JupyterLab finds them.
 * @param {import('./context.mjs').Context} context
 * @returns {import('./steps.mjs').Step}
 */
export function jupyterStep({ root }) {
  const spec = { path: join(kernelFolder(root), 'kernel.json'), text: () => json(kernelspec(root)) };
  const pageConfig = join(venvFolder(root), 'etc/jupyter/labconfig/page_config.json');
  return {
    name: 'kernel',
    doing: 'the TypeScript kernel, made known to JupyterLab',
    after: ['compile', 'python'],
    isCurrent: () => hasText(spec.path, spec.text()) && isDisabled(readIfThere(pageConfig), ANNOUNCEMENTS),
    run() {
      const entry = kernelEntry(root);
      if (!isThere(entry)) throw new SetupFailure(`The kernel's program ${entry} is not there.`);
      const logos = join(root, 'kernel/assets');
      if (isThere(logos)) {
        for (const logo of readdirSync(logos).filter((name) => /^logo-/.test(name))) {
          cpSync(join(logos, logo), join(kernelFolder(root), logo));
        }
      }
      writeWhole(spec.path, spec.text());
      writeWhole(pageConfig, json({ disabledExtensions: { [ANNOUNCEMENTS]: true } }));
    },
  };
}

/** A pop-up that asks whether to fetch news from the Jupyter project. */
const ANNOUNCEMENTS = '@jupyterlab/apputils-extension:announcements';

/**
 * JupyterLab adds entries of its own to the file.
 * @param {string | undefined} config
 * @param {string} extension
 */
const isDisabled = (config, extension) => JSON.parse(config ?? '{}').disabledExtensions?.[extension] === true;

/** @param {string} root */
const kernelFolder = (root) => join(venvFolder(root), 'share/jupyter/kernels/optlab');

/** @param {string} root */
const kernelEntry = (root) => {
  const { main } = JSON.parse(readIfThere(join(root, 'kernel/package.json')) ?? '{}');
  return join(root, 'kernel', main ?? 'dist/index.js');
};

/** @param {string} root */
function kernelspec(root) {
  return {
    // Without the flag, ending a timer's callback on an interrupt would abort Node.
    argv: [process.execPath, '--no-force-async-hooks-checks', kernelEntry(root), '{connection_file}'],
    display_name: 'TypeScript (optlab)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  };
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
