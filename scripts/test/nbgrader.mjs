import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfText, hasText, readIfThere, stampText, writeWhole } from '../setup/files.mjs';
import { venvFolder, venvPython } from '../setup/python.mjs';
import { run } from '../setup/run.mjs';

/**
 * nbgrader, which only its tests need. It lies in a folder of its own, for PYTHONPATH: in .venv it would add its
 * buttons and menus to every learner's JupyterLab.
 * @param {import('../setup/context.mjs').Context} context
 * @returns {import('../setup/steps.mjs').Step}
 */
export function nbgraderStep({ root, work, env, log }) {
  const folder = join(root, '.cache/nbgrader');
  const requirements = join(root, 'requirements-nbgrader.txt');
  const stamp = 'optlab.json';
  const hashOf = (/** @type {string} */ path) => hashOfText(readIfThere(path) ?? '');
  // Some of its packages are compiled for one version of Python.
  const inputs = () =>
    stampText({ requirements: hashOf(requirements), python: hashOf(join(venvFolder(root), 'pyvenv.cfg')) });

  return {
    name: 'nbgrader',
    doing: 'nbgrader for its tests',
    after: ['python'],
    isCurrent: () => hasText(join(folder, stamp), inputs()),
    space: [{ folder: root, bytes: 0.1e9 }],
    async run() {
      mkdirSync(work, { recursive: true });
      const unfinished = mkdtempSync(join(work, 'nbgrader-'));
      try {
        await run(
          venvPython(root),
          [
            ...[
              '-m',
              'pip',
              '--disable-pip-version-check',
              '--no-input',
              'install',
              '--quiet',
              '--no-compile',
            ],
            ...['--no-deps', '--only-binary=:all:', '--target', unfinished, '-r', requirements],
          ],
          { env, log, failure: 'nbgrader could not be installed.' },
        );
        writeWhole(join(unfinished, stamp), inputs());
        rmSync(folder, { recursive: true, force: true });
        renameSync(unfinished, folder);
      } finally {
        rmSync(unfinished, { recursive: true, force: true });
      }
    },
  };
}
