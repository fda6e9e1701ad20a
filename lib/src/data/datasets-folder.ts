import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidInput } from '../errors';

/** Where the data sets are, and how to get a file of theirs back. */
export interface DatasetsFolder {
  readonly path: string;
  remedy(file: string): string;
}

const fromGit = (file: string): string => `Get it back with: git checkout -- datasets/${file}`;
const fromNpm = (): string => 'Get it back by installing optlab again.';

/** The data sets' folder: OPTLAB_DATASETS, else the repository's, else the one beside the compiled package. */
export function datasetsFolder(): DatasetsFolder {
  const named = process.env.OPTLAB_DATASETS;
  if (named) {
    if (isThere(resolve(named))) return { path: resolve(named), remedy: fromGit };
    throw new InvalidInput({
      subject: 'OPTLAB_DATASETS',
      given: named,
      allowed: 'a folder that holds datasets.json',
      remedy: 'Unset it to use the data sets that come with optlab.',
    });
  }
  const repository = resolve(__dirname, '../../../datasets');
  if (isThere(repository)) return { path: repository, remedy: fromGit };
  return { path: resolve(__dirname, '../datasets'), remedy: fromNpm };
}

const isThere = (folder: string): boolean => existsSync(resolve(folder, 'datasets.json'));
