import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../setup/files.mjs';
import { missingNpm } from '../setup/prerequisites.mjs';
import { run } from '../setup/run.mjs';

const VERSION = '24.21.0';

/** @param {Pick<import('../setup/context.mjs').Context, 'cache' | 'platform' | 'arch'>} context */
const otherNode = ({ cache, platform, arch }) => {
  const name = `node-${platform}-${arch}`;
  const folder = join(cache, `${name}-${VERSION}`);
  return { name, folder, program: join(folder, 'node_modules', name, 'bin/node') };
};

/**
 * Another major version of Node, as npm packages it, for the tests that run under it too.
 * @param {import('../setup/context.mjs').Context} context
 * @returns {import('../setup/steps.mjs').Step}
 */
export function otherNodeStep(context) {
  const { cache, env, log } = context;
  const { name, folder, program } = otherNode(context);
  return {
    name: 'other Node',
    doing: `Node ${VERSION} for some tests`,
    isCurrent: () => isThere(program),
    missing: () => missingNpm(context),
    async run() {
      mkdirSync(cache, { recursive: true });
      const temporary = mkdtempSync(join(cache, `unfinished-${process.pid}-`));
      try {
        writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n');
        await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${VERSION}`], {
          cwd: temporary,
          env,
          log,
          failure: `Node ${VERSION} could not be installed.`,
        });
        rmSync(folder, { recursive: true, force: true });
        renameSync(temporary, folder);
      } finally {
        rmSync(temporary, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Tells the tests where it is, if it is.
 * @param {Pick<import('../setup/context.mjs').Context, 'cache' | 'platform' | 'arch' | 'env'>} context
 */
export function otherNodeVariable(context) {
  const { program } = otherNode(context);
  return isThere(program) && !context.env.OPTLAB_OTHER_NODE ? { OPTLAB_OTHER_NODE: program } : {};
}
