import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client, entry, newConnection } from './support/client';

/** A connection file of which one port belongs to this test, which may give it back. */
async function connectionWithTakenPort() {
  const connection = await newConnection();
  const server = createServer().listen(connection.hb_port, '127.0.0.1');
  await once(server, 'listening');
  const file = join(mkdtempSync(join(tmpdir(), 'taken-port-')), 'connection.json');
  writeFileSync(file, JSON.stringify(connection));
  return { file, port: connection.hb_port, release: () => new Promise((done) => server.close(done)) };
}

const started: ChildProcess[] = [];
let client: Client | undefined;

function startKernel(file: string) {
  const kernel = spawn(process.execPath, ['--no-force-async-hooks-checks', entry, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  started.push(kernel);
  return kernel;
}

afterEach(async () => {
  await client?.stop();
  client = undefined;
  for (const kernel of started.splice(0)) kernel.kill('SIGKILL');
});

test('a kernel waits for a port that another program has for a moment', async () => {
  const { file, release } = await connectionWithTakenPort();
  startKernel(file);
  setTimeout(release, 1500);
  client = await Client.attach(file);
  expect((await client.execute('6 * 7')).result).toBe('42');
}, 60_000);

test('a kernel whose port stays taken says so in one sentence and ends', async () => {
  const { file, port, release } = await connectionWithTakenPort();
  for (let run = 0; run < 3; run++) {
    const kernel = startKernel(file);
    const [said] = await Promise.all([text(kernel.stderr), once(kernel, 'exit')]);
    expect(said).toBe(
      `[optlab-kernel] could not open tcp://127.0.0.1:${port} of the connection file ${file}: another program has that port. Start the kernel again, with other ports.\n`,
    );
  }
  await release();
}, 60_000);
