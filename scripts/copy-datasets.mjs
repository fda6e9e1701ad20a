import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Puts the data sets beside the compiled library, so that the package holds them wherever it is installed.
 * (A lifecycle script of npm would not run here: .npmrc switches them off.)
 * @param {string} root
 */
export function copyDatasets(root) {
  cpSync(join(root, 'datasets'), join(root, 'lib/dist/datasets'), {
    recursive: true,
    filter: (path) => !path.endsWith('.py'),
  });
}

if (process.argv[1] === import.meta.filename) copyDatasets(dirname(import.meta.dirname));
