import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needs } from '../support/prerequisite';

/** Runs one cell and says whether its own standard output, which the kernel inherited, is blocking afterwards. */
const program = `
import os, nbformat
from nbclient import NotebookClient
metadata = {"kernelspec": {"name": "optlab", "display_name": "TypeScript (optlab)", "language": "typescript"}}
cells = [nbformat.v4.new_code_cell("console.log(1)")]
NotebookClient(nbformat.v4.new_notebook(cells=cells, metadata=metadata), timeout=60).execute()
print(os.get_blocking(1))
`;

needs('venv', 'kernelspec')('the program that starts the kernel', () => {
  test('still has a blocking standard output when the kernel has ended', async () => {
    const python = join(__dirname, '../../.venv/bin/python');
    const { stdout } = await promisify(execFile)(python, ['-c', program]);
    expect(stdout).toBe('True\n');
  }, 60_000);
});
