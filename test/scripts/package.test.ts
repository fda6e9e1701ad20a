import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { emptyFolder, repository, writeFiles } from './support/sandbox';

const folder = emptyFolder();
const installed = join(folder, 'node_modules/optlab');

/** What a program prints that lives where optlab was installed from its package. */
const printed = (file: string, source: string): string => {
  writeFiles(folder, { [file]: source });
  const { OPTLAB_DATASETS: _, ...env } = process.env;
  // Dependencies come from the repository; optlab itself does not.
  const NODE_PATH = ['lib/node_modules', 'node_modules']
    .map((path) => join(repository, path))
    .join(delimiter);
  const options = { cwd: folder, encoding: 'utf8' as const, env: { ...env, NODE_PATH } };
  return execFileSync(process.execPath, [file], options).trim();
};

beforeAll(() => {
  for (const program of [['node_modules/typescript/bin/tsc', '-b', 'lib'], ['scripts/copy-datasets.mjs']])
    execFileSync(process.execPath, program, { cwd: repository, stdio: 'pipe' });
  execFileSync('npm', ['pack', '-w', 'lib', '--pack-destination', folder], {
    cwd: repository,
    stdio: 'pipe',
  });
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  mkdirSync(join(folder, 'node_modules'));
  renameSync(join(folder, 'package'), installed);
}, 300_000);

test('the package is imported by name from an ES module', () => {
  const program = `import { adam, descend } from 'optlab';
    console.log(descend((x) => x[0] ** 2, [1], adam({ lr: 0.25 }), { steps: 1, grad: (x) => [2 * x[0]] }).path.length);`;
  expect(printed('program.mjs', program)).toBe('2');
});

test('the package brings its data sets along', () => {
  const program = `const { loadDataset } = require('optlab');
    console.log(['diabetes', 'breast-cancer', 'wine', 'digits'].map((name) => loadDataset(name).features.rows).join());`;
  expect(printed('program.cjs', program)).toBe('442,569,178,1797');
});

test('a damaged data set of the package is to be installed again, not checked out', () => {
  writeFiles(installed, { 'dist/datasets/wine.csv': '' });
  const program = `const { loadDataset } = require('optlab');
    try { loadDataset('wine'); } catch (error) { console.log(error.name, error.message); }`;
  expect(printed('damaged.cjs', program)).toMatch(/^DatasetError .*it is empty.*installing optlab again\.$/);
});

test('the package holds no records of the compiler', () => {
  expect(readdirSync(join(installed, 'dist')).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(readdirSync(installed)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'src']));
});
