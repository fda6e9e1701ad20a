import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatasetError } from './dataset-error';

/** What a published file is known by. */
export interface Fingerprint {
  sha256: string;
  bytes: number;
}

/**
 * The content of a file that is, byte for byte, the one published.
 *
 * @param remedy how to get the file back, as a sentence
 * @throws DatasetError if it cannot be read or differs; the message names the likely cause
 */
export function readVerified(file: string, { sha256, bytes }: Fingerprint, remedy: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DatasetError(file, code === 'ENOENT' ? 'is missing.' : `cannot be read: ${message}.`, remedy);
  }
  const found = digest(content);
  if (found === sha256) return content;
  const problem = `${damage(content, { sha256, bytes })} SHA-256 expected ${sha256}, found ${found}.`;
  throw new DatasetError(file, `is damaged: ${problem}`, remedy);
}

function damage(content: Buffer, { sha256, bytes }: Fingerprint): string {
  if (content.length === 0) return 'it is empty.';
  if (digest(Buffer.from(content.toString('latin1').replace(/\r\n/g, '\n'), 'latin1')) === sha256) {
    return 'its line ends were converted to CRLF, as git does with core.autocrlf where no .gitattributes forbids it.';
  }
  if (content.subarray(0, 60).includes('git-lfs')) return 'it is a Git LFS pointer, not the data.';
  if (content.length < bytes) return `it was cut off: ${content.length} of ${bytes} bytes are there.`;
  if (content.length > bytes) return `it has ${content.length} bytes where ${bytes} were published.`;
  return 'its length is right, but its content was changed.';
}

const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
