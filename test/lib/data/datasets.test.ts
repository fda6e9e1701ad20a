import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { column, type DatasetName, displaySymbol, loadDataset, rowsOf, standardize } from 'optlab';
import reference from '../../oracles/datasets.json';

const repository = resolve(__dirname, '../../../datasets');
const names: DatasetName[] = ['diabetes', 'breast-cancer', 'wine', 'digits'];

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);
};

describe.each(names)('the data set %s', (name) => {
  const expected = reference[name];

  test('has the samples and columns that scikit-learn has', () => {
    const { features, target } = loadDataset(name);
    expect([features.rows, features.columns]).toEqual(expected.shape);
    expect([...rowsOf(features)[0]]).toEqual(expected.firstRow);
    expect([...(rowsOf(features).at(-1) ?? [])]).toEqual(expected.lastRow);
    expect([...target.slice(0, 5)]).toEqual(expected.targetHead);
    expect(Array.from(target).reduce((sum, value) => sum + value, 0)).toBe(expected.targetSum);
  });

  test('is standardized as by scikit-learn', () => {
    const { features } = loadDataset(name);
    const scale = standardize(features);
    expect(farthest(scale.mean, expected.mean)).toBeLessThan(1e-10);
    expect(farthest(scale.deviation, expected.deviation)).toBeLessThan(1e-10);
    const standardized = scale.transform(features);
    expect(farthest(rowsOf(standardized)[100], expected.standardizedRow100)).toBeLessThan(1e-10);
    expect(farthest(scale.inverse(standardized).values, features.values)).toBeLessThan(1e-10);
  });

  test('says what its columns are', () => {
    const dataset = loadDataset(name);
    expect(dataset.featureNames).toHaveLength(dataset.features.columns);
    expect(dataset.features.names).toEqual(dataset.featureNames);
    const shown = dataset[displaySymbol]()['text/plain'];
    for (const feature of dataset.featureNames.slice(0, 10)) expect(shown).toContain(feature);
    expect(shown).toContain(dataset.description);
  });

  test('has the checksum that its description says', () => {
    const manifest = JSON.parse(readFileSync(join(repository, 'datasets.json'), 'utf8'))[name];
    const content = readFileSync(join(repository, manifest.file));
    expect(createHash('sha256').update(content).digest('hex')).toBe(manifest.sha256);
    expect(readFileSync(join(repository, 'README.md'), 'utf8')).toContain(
      `${manifest.sha256}  ${manifest.file}`,
    );
    const header = content.toString('utf8').split('\n')[0].split(',');
    const described = [...manifest.columns, manifest.target].map((entry: { name: string }) => entry.name);
    expect(header).toEqual(described);
    expect(manifest.license).toMatch(/BSD-3-Clause/);
  });
});

test.each(['breast-cancer', 'wine', 'digits'] as const)(
  '%s counts its classes as scikit-learn does',
  (name) => {
    const { target, classNames } = loadDataset(name);
    const counts = classNames.map((_, label) => target.filter((value) => value === label).length);
    expect(counts).toEqual(reference[name].classCounts);
    expect(classNames).toEqual(reference[name].classNames);
  },
);

test('diabetes is in raw units: patients are 19 to 79 years old', () => {
  const { features, units } = loadDataset('diabetes');
  const age = column(features, 'age');
  expect([Math.min(...age), Math.max(...age)]).toEqual([19, 79]);
  expect(units.bmi).toBe('kg/m²');
});

test('a change to one copy does not reach the next', () => {
  loadDataset('wine').features.values[0] = -1;
  expect(loadDataset('wine').features.values[0]).toBe(14.23);
  expect(Object.isFrozen(loadDataset('wine'))).toBe(true);
});

test('an unknown name is refused with the names that exist', () => {
  expect(() => loadDataset('iris' as 'wine')).toThrow(
    /"iris".*|one of diabetes, breast-cancer, wine, digits/,
  );
});

describe('a damaged file', () => {
  let folder: string;
  const before = process.env.OPTLAB_DATASETS;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'optlab-data-'));
    cpSync(repository, folder, { recursive: true });
    process.env.OPTLAB_DATASETS = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env.OPTLAB_DATASETS;
    else process.env.OPTLAB_DATASETS = before;
  });
  const file = () => join(folder, 'wine.csv');
  const rewrite = (change: (text: string) => string) =>
    writeFileSync(file(), change(readFileSync(file(), 'utf8')));

  test('an undamaged copy elsewhere loads', () => {
    expect(loadDataset('wine').features.rows).toBe(178);
  });

  test.each([
    ['one digit changed', () => rewrite((text) => text.replace('14.23', '14.24')), /content was changed/],
    ['cut off', () => truncateSync(file(), 5000), /cut off: 5000 of 11302 bytes/],
    ['a line more', () => rewrite((text) => `${text}1,2,3\n`), /has 11308 bytes where 11302/],
    ['converted line ends', () => rewrite((text) => text.replace(/\n/g, '\r\n')), /CRLF, as git does/],
    ['empty', () => truncateSync(file(), 0), /it is empty/],
    ['missing', () => rmSync(file()), /is missing/],
    [
      'the manifest broken',
      () => writeFileSync(join(folder, 'datasets.json'), '{'),
      /datasets\.json cannot be read/,
    ],
    [
      'the manifest without it',
      () => writeFileSync(join(folder, 'datasets.json'), '{}'),
      /does not describe "wine"/,
    ],
  ])('%s: the error says what is wrong, with which file, and what to do', (_, damage, says) => {
    damage();
    expect(() => loadDataset('wine')).toThrow(says);
    expect(() => loadDataset('wine')).toThrow(
      /Get it back with: git checkout -- datasets\/(wine\.csv|datasets\.json)/,
    );
    try {
      loadDataset('wine');
    } catch (error) {
      expect(error).toMatchObject({ name: 'DatasetError', file: expect.stringContaining(folder) });
    }
  });

  test('the error shows the expected and the found checksum', () => {
    rewrite((text) => text.replace('14.23', '14.24'));
    const found = createHash('sha256').update(readFileSync(file())).digest('hex');
    expect(() => loadDataset('wine')).toThrow(new RegExp(`expected [0-9a-f]{64}, found ${found}`));
  });

  test('a folder without data sets in OPTLAB_DATASETS is refused', () => {
    process.env.OPTLAB_DATASETS = join(folder, 'nowhere');
    expect(() => loadDataset('wine')).toThrow(/OPTLAB_DATASETS must be a folder that holds datasets\.json/);
  });
});
