/** A command that was given wrongly: the process ends with code 2. */
export class UsageError extends Error {}

/** A command that could not be carried out: the process ends with code 1. */
export class InstallError extends Error {}

/** The sentence for an error of the file system, or undefined where it is none of the common ones. */
export function explain(error: unknown): string | undefined {
  const { errno, code, path, message } = error as NodeJS.ErrnoException;
  if (errno === undefined) return undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be written. \`--user\` installs for you alone; \`--prefix DIR\` into a folder of yours.`;
    case 'EROFS':
      return `${path} is on a read-only disk. \`--prefix DIR\` installs into a folder of your choice.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${path ?? 'the kernelspec'} is full: free some space and start again.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} cannot be made: a file lies where a folder must be.`;
    default:
      return message;
  }
}
