/**
 * A file of a data set is missing or is not the one that was published: the message says which file, what is
 * wrong with it, and how to get it back.
 */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  /** The file that is missing or damaged. */
  readonly file: string;

  constructor(file: string, problem: string, remedy: string) {
    super(`${file} ${problem} ${remedy}`);
    this.file = file;
  }
}
