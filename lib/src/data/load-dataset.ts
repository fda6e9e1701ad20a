import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../errors';
import { displaySymbol } from '../show/displayable';
import { table } from '../show/table';
import { DatasetError } from './dataset-error';
import type { Dataset, DatasetFeatures, DatasetName } from './dataset-types';
import { datasetsFolder } from './datasets-folder';
import { column, type Matrix } from './matrix';
import { readVerified } from './verified-file';

/** What datasets.json says of one data set. */
interface Entry {
  description: string;
  file: string;
  sha256: string;
  bytes: number;
  rows: number;
  columns: { name: string; unit?: string; meaning?: string }[];
  target: { name: string; meaning: string };
  classNames?: string[];
  source: string;
  license: string;
}

const datasetNames: readonly DatasetName[] = ['diabetes', 'breast-cancer', 'wine', 'digits'];

/**
 * Loads a data set that comes with the course, and verifies its SHA-256.
 *
 * | name | samples | features | target |
 * |---|---|---|---|
 * | diabetes | 442 | 10, in raw units | disease progression, 25 to 346 |
 * | breast-cancer | 569 | 30 | malignant, benign |
 * | wine | 178 | 13 | three cultivators |
 * | digits | 1797 | 64 pixels, 0 to 16 | ten digits |
 *
 * @returns a new copy with each call; it shows itself as a table of its columns
 * @throws InvalidInput for an unknown name, DatasetError if the file is missing or damaged
 * @example
 * ```ts
 * const { features, target } = loadDataset('diabetes');
 * features.rows // 442
 * column(features, 'bmi')[0] // 32.1
 * target[0] // 151
 * ```
 * @see datasets/README.md for sources and licenses
 */
export function loadDataset<Name extends DatasetName>(name: Name): Dataset<Name> {
  if (!datasetNames.includes(name)) {
    throw new InvalidInput({
      subject: 'loadDataset: name',
      given: name,
      allowed: `one of ${datasetNames.join(', ')}`,
    });
  }
  const { path, remedy } = datasetsFolder();
  const entry = readEntry(join(path, 'datasets.json'), name, remedy('datasets.json'));
  const { columns, rows, classNames } = entry;
  const text = readVerified(join(path, entry.file), entry, remedy(entry.file)).toString('latin1');
  const names = columns.map((one) => one.name) as DatasetFeatures[Name][];
  const values = new Float64Array(rows * names.length);
  const target = classNames ? new Int32Array(rows) : new Float64Array(rows);
  const lines = text.split('\n');
  for (let row = 0; row < rows; row++) {
    const cells = lines[row + 1].split(',');
    for (let at = 0; at < names.length; at++) values[row * names.length + at] = Number(cells[at]);
    target[row] = Number(cells[names.length]);
  }
  const features: Matrix<DatasetFeatures[Name]> = Object.freeze({
    rows,
    columns: names.length,
    values,
    names,
  });
  const dataset = {
    name,
    description: entry.description,
    features,
    featureNames: Object.freeze(names),
    units: Object.freeze(Object.fromEntries(columns.map((one) => [one.name, one.unit ?? '']))),
    target,
    targetName: entry.target.name,
    ...(classNames && { classNames: Object.freeze(classNames) }),
    source: entry.source,
    license: entry.license,
    [displaySymbol]: () => summary(entry, features)[displaySymbol](),
  };
  return Object.freeze(dataset) as unknown as Dataset<Name>;
}

function readEntry(file: string, name: DatasetName, remedy: string): Entry {
  try {
    const entry = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Entry | undefined>)[name];
    if (entry) return entry;
  } catch (error) {
    throw new DatasetError(file, `cannot be read: ${(error as Error).message}.`, remedy);
  }
  throw new DatasetError(file, `does not describe "${name}".`, remedy);
}

function summary(entry: Entry, features: Matrix) {
  const rows = entry.columns.map(({ name, unit = '', meaning = '' }) => {
    const values = column(features, name);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const span = { min: Math.min(...values), mean, max: Math.max(...values) };
    return { feature: name, unit, ...span, ...(meaning && { meaning }) };
  });
  const { description, target, classNames } = entry;
  const predicted = classNames ? `${target.meaning}: ${classNames.join(', ')}` : target.meaning;
  return table(rows, { caption: `${description}. Target: ${predicted}.`, limit: 30 });
}
