import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/**
 * Tests that need more than Node and the packages say so, and are skipped where it is missing, with the reason
 * in their title (`npm test` lists them at the end; in CI a skipped test counts as failed):
 *
 * ```ts
 * needs('venv', 'chromium')('a lesson in JupyterLab', () => {
 *   test('every cell has run', ...);
 * });
 * ```
 */
export function needs(...names: Prerequisite[]): (title: string, tests: () => void) => void {
  const missing = names.filter((name) => !prerequisites[name].present());
  if (missing.length === 0) return describe;
  const reason = missing.map((name) => prerequisites[name].otherwise).join('; ');
  return (title, tests) => describe.skip(`${title} [skipped: ${reason}]`, tests);
}

export type Prerequisite = keyof typeof prerequisites;

const root = resolve(__dirname, '../..');

/** The Chromium or Chrome of this machine: the one that OPTLAB_CHROMIUM names, else the first one found. */
export function chromiumPath(): string | undefined {
  const named = process.env.OPTLAB_CHROMIUM;
  if (named) return isExecutable(named) ? named : undefined;
  const inPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  const applications = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return [...inPath, ...applications].find(isExecutable);
}

/** The Python of the course's own environment, which has JupyterLab, nbclient and jupyter_client. */
export function venvPython(): string {
  return join(root, '.venv/bin/python');
}

/** Where `npm test` has put nbgrader, for PYTHONPATH. */
export const nbgraderPackages = join(root, '.cache/nbgrader');

/** Where `npm test` in CI, or `npm run test:node`, has put the other major version of Node. */
export function otherNodePath(): string | undefined {
  const path = process.env.OPTLAB_OTHER_NODE;
  return path && isExecutable(path) ? path : undefined;
}

const prerequisites = {
  chromium: {
    present: () => chromiumPath() !== undefined,
    otherwise: 'no Chromium or Chrome found: install one, or name it in OPTLAB_CHROMIUM',
  },
  native: {
    present: () => existsSync(join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')),
    otherwise: 'native TensorFlow is not installed: see .cache/setup.log',
  },
  venv: {
    present: () => existsSync(join(root, '.venv/optlab.json')),
    otherwise: 'the Python environment .venv is not complete: run `npm run setup`',
  },
  kernelspec: {
    present: () => existsSync(join(root, '.venv/share/jupyter/kernels/optlab/kernel.json')),
    otherwise: 'the kernel is not registered in .venv: run `npm run setup`',
  },
  nbgrader: {
    present: () => existsSync(join(nbgraderPackages, 'optlab.json')),
    otherwise: 'nbgrader is not installed: `npm test` installs it',
  },
  otherNode: {
    present: () => otherNodePath() !== undefined,
    otherwise: 'runs under another version of Node: `npm run test:node`',
  },
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
