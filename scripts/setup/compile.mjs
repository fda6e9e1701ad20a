import { join } from 'node:path';
import { copyDatasets } from '../copy-datasets.mjs';
import { filesBelow, hashOfText, hasText, isThere, readIfThere, writeWhole } from './files.mjs';
import { execute, run } from './run.mjs';

/** What a learner runs; tests and benchmarks are only checked, by `npm test`. */
const PROJECTS = ['lib', 'kernel', 'grading'];

/**
 * The library and the kernel, from TypeScript to JavaScript, and the library's data sets beside it.
 * @param {import('./context.mjs').Context} context
 * @param {{ typeErrors: 'fail' | 'ignored' }} options the compiler writes JavaScript in either case
 * @returns {import('./steps.mjs').Step}
 */
export function compileStep({ root, work, log, env }, { typeErrors }) {
  const stamp = join(work, 'compiled');
  return {
    name: 'compile',
    doing: 'library and kernel',
    after: ['packages'],
    isCurrent: () =>
      hasText(stamp, hashOfSources(root)) &&
      isThere(join(root, 'lib/dist/datasets')) &&
      PROJECTS.every((project) => isThere(join(root, project, 'dist/.tsbuildinfo'))),
    async run() {
      const hash = hashOfSources(root);
      // From scratch: the compiler's own record of an earlier build does not notice every change of its options.
      const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-b', '--force', ...PROJECTS];
      copyDatasets(root);
      if (typeErrors === 'ignored') {
        const { code } = await execute(process.execPath, compiler, { cwd: root, env }, log.write);
        if (code !== 0) return;
      } else {
        await run(process.execPath, compiler, {
          cwd: root,
          log,
          env,
          failure: 'The TypeScript sources do not compile.',
        });
      }
      writeWhole(stamp, hash);
    },
  };
}

/** @param {string} root */
function hashOfSources(root) {
  const files = [
    'package-lock.json',
    'tsconfig.base.json',
    'datasets/datasets.json',
    ...PROJECTS.flatMap((project) =>
      filesBelow(join(root, project)).map((path) => path.slice(root.length + 1)),
    ),
  ].filter((path) => /\.(ts|json)$/.test(path));
  return hashOfText(files.map((path) => `${path}\0${readIfThere(join(root, path)) ?? ''}\0`).join(''));
}
