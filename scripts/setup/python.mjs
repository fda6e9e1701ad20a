import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { hashOfText, hasText, isThere, readIfThere, stampText, writeWhole } from './files.mjs';
import { findPython } from './prerequisites.mjs';
import { execute, run } from './run.mjs';

/** @param {string} root */
export const venvFolder = (root) => join(root, '.venv');

/** @param {string} root */
export const venvPython = (root) => join(venvFolder(root), 'bin/python');

/**
 * JupyterLab and what the tests need of Python, in an environment of the repository's own. The packages are first
 * downloaded, all of them, and only then installed: without a network the old ones stay as they are.
 * @param {import('./context.mjs').Context} context
 * @returns {import('./steps.mjs').Step}
 */
export function pythonStep(context) {
  const { root, work, env, log } = context;
  const requirements = join(root, 'requirements.txt');
  const stamp = join(venvFolder(root), 'optlab.json');
  const python = venvPython(root);
  // Scripts in the environment name its folder: a copy at another place has to be made anew.
  const inputs = () => stampText({ folder: root, requirements: hashOfText(readIfThere(requirements) ?? '') });
  /** Lies there while packages are installed: an environment in which that was broken off is not built upon. */
  const touched = join(work, 'venv-touched');

  return {
    name: 'python',
    doing: 'JupyterLab and its packages in .venv',
    isCurrent: () => isThere(python) && !isThere(touched) && hasText(stamp, inputs()),
    async missing() {
      const found = await findPython(context);
      return 'missing' in found ? found.missing : [];
    },
    space: [{ folder: root, bytes: 0.6e9 }],
    async run() {
      const madeHere = readIfThere(stamp)?.includes(JSON.stringify(root));
      const works =
        madeHere &&
        !isThere(touched) &&
        (await execute(python, ['-m', 'pip', '--version'], { env })).code === 0;
      if (!works) {
        rmSync(venvFolder(root), { recursive: true, force: true });
        const found = await findPython(context);
        if ('missing' in found) throw new SetupFailure(found.missing.join('\n'));
        await run(found.python, ['-m', 'venv', venvFolder(root)], {
          env,
          log,
          failure: 'The Python environment .venv could not be made.',
        });
      }
      const wheels = join(work, 'wheels');
      rmSync(wheels, { recursive: true, force: true });
      const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
      await run(
        python,
        [
          ...pip,
          'download',
          '--quiet',
          '--no-deps',
          '--no-cache-dir',
          '--only-binary=:all:',
          '-r',
          requirements,
          '-d',
          wheels,
        ],
        { env, log, failure: 'The Python packages could not be downloaded.' },
      );
      writeWhole(touched, '');
      rmSync(stamp, { force: true });
      await run(
        python,
        [
          ...pip,
          'install',
          '--quiet',
          '--no-compile',
          '--no-deps',
          '--no-index',
          '--find-links',
          wheels,
          '-r',
          requirements,
        ],
        { env, log, failure: 'The Python packages could not be installed.' },
      );
      writeWhole(stamp, inputs());
      rmSync(touched, { force: true });
      rmSync(wheels, { recursive: true, force: true });
    },
  };
}
