import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { isThere, readIfThere, writeWhole } from './files.mjs';
import { venvFolder } from './python.mjs';
import { run } from './run.mjs';

/**
 * The kernel's registration and JupyterLab's settings, both in .venv, where only this JupyterLab finds them.
 * @param {import('./context.mjs').Context} context
 * @returns {import('./steps.mjs').Step}
 */
export function jupyterStep({ root, env, log }) {
  const pageConfig = join(venvFolder(root), 'etc/jupyter/labconfig/page_config.json');
  return {
    name: 'kernel',
    doing: 'the TypeScript kernel, made known to JupyterLab',
    after: ['compile', 'python'],
    isCurrent: () =>
      isRegistered(root) && isThere(template(root)) && isDisabled(readIfThere(pageConfig), ANNOUNCEMENTS),
    async run() {
      const entry = kernelEntry(root);
      if (!isThere(entry)) throw new SetupFailure(`The kernel's program ${entry} is not there.`);
      // The environment is the repository's own: whatever has the kernel's name in it is to go.
      const install = [kernelCommand(root), 'install', '--prefix', venvFolder(root), '--force'];
      await run(process.execPath, install, { env, log, failure: 'The kernel could not be registered.' });
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

/**
 * Whether the kernel is registered as the one of this folder, run by this Node; what else a registration says comes
 * from the kernel's sources, and changes with them.
 * @param {string} root
 */
function isRegistered(root) {
  const spec = readIfThere(join(venvFolder(root), 'share/jupyter/kernels/optlab/kernel.json'));
  try {
    const { argv, metadata } = JSON.parse(spec ?? '');
    return (
      argv[0] === process.execPath &&
      argv.includes(kernelEntry(root)) &&
      metadata['optlab-kernel'] !== undefined
    );
  } catch {
    return false; // not there, or not whole
  }
}

/**
 * What draws figures in pages that nbconvert makes; the kernel's installation writes it.
 * @param {string} root
 */
const template = (root) => join(venvFolder(root), 'share/jupyter/nbconvert/templates/optlab/index.html.j2');

/** @param {string} root */
const kernelEntry = (root) => join(root, 'kernel/dist/main/index.js');

/** @param {string} root */
const kernelCommand = (root) => join(root, 'kernel/bin/optlab-kernel.js');

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
