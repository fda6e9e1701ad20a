import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { needs, otherNodePath, venvPython } from '../support/prerequisite';
import { repository } from './support/sandbox';

const runHere = (program: string, args: string[]) => {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: repository,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  return stdout.trim();
};

/** Starts the kernel under a given Node, and prints what a cell's last value is shown as. */
const RUN_CELL = `
import sys
from jupyter_client.manager import KernelManager
from jupyter_client.kernelspec import KernelSpec
node, entry, cell = sys.argv[1:]
manager = KernelManager()
manager._kernel_spec = KernelSpec(
    argv=[node, '--no-force-async-hooks-checks', entry, '{connection_file}'], interrupt_mode='message')
manager.start_kernel()
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=40)
    client.execute_interactive(cell, timeout=40, output_hook=lambda message: print(
        message['content'].get('data', {}).get('text/plain', ''), end=''))
finally:
    client.stop_channels()
    manager.shutdown_kernel()
`;

needs('otherNode')('under another major version of Node', () => {
  const node = otherNodePath() as string;

  test('it is another one', () => {
    expect(runHere(node, ['-p', 'process.versions.node.split(".")[0]'])).not.toBe(
      process.versions.node.split('.')[0],
    );
  });

  needs('native')('', () => {
    test('the library computes with the native TensorFlow that was built under this one', () => {
      const program = `
        const { backend } = require('optlab');
        const tf = require('@tensorflow/tfjs');
        backend({ prefer: 'native' }).then(() => console.log(JSON.stringify([tf.getBackend(), ...tf.tensor1d([1, 2]).square().dataSync()])));`;
      const lines = runHere(node, ['-e', program]).split('\n');
      expect(JSON.parse(lines.at(-1) as string)).toEqual(['tensorflow', 1, 4]);
    });
  });

  needs('venv')('', () => {
    test('the kernel type-checks and runs a cell', () => {
      const entry = join(repository, 'kernel', require(join(repository, 'kernel/package.json')).main);
      const cell = 'const xs: number[] = [1, 2, 3];\nxs.map((x) => x * 2)';
      expect(runHere(venvPython(), ['-c', RUN_CELL, node, entry, cell])).toBe('[ 2, 4, 6 ]');
    });
  });
});
