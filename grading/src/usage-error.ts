/** What keeps a notebook from being graded, said in one sentence; the command ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
