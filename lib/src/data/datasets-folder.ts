import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidInput } from '../errors';

/** Where the data sets are: OPTLAB_DATASETS, else beside the compiled package, else in the repository. */
export function datasetsFolder(): string {
  const named = process.env.OPTLAB_DATASETS;
  if (named) {
    if (existsSync(resolve(named, 'datasets.json'))) return resolve(named);
    throw new InvalidInput({
      subject: 'OPTLAB_DATASETS',
      given: named,
      allowed: 'a folder that holds datasets.json',
      remedy: 'Unset it to use the data sets that come with optlab.',
    });
  }
  const packaged = resolve(__dirname, '../../datasets');
  const repository = resolve(__dirname, '../../../datasets');
  return existsSync(resolve(packaged, 'datasets.json')) ? packaged : repository;
}
