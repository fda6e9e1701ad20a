import { needs } from '../support/prerequisite';
import { ensureBuilt } from './support/build';
import { Client, type Execution } from './support/client';
import { runNotebook } from './support/notebook';

const setup = `import * as tf from '@tensorflow/tfjs-node'
const model = tf.sequential()
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [16] }))
model.add(tf.layers.dense({ units: 1 }))
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
const inputs = tf.ones([512, 16]), outputs = tf.ones([512, 1])
await model.fit(inputs, outputs, { epochs: 1, verbose: 0 })
const tensors = tf.memory().numTensors`;

const endless = `await model.fit(inputs, outputs, {
  epochs: 1e6, verbose: 0, callbacks: { onEpochEnd: (epoch) => { if (epoch === 1) console.log('training') } },
})`;

needs('native')('while TensorFlow trains natively', () => {
  let client: Client;
  beforeEach(async () => {
    ensureBuilt();
    client = await Client.start({ isQuiet: true });
    const { error } = await client.execute(setup);
    expect(error).toBeUndefined();
  }, 60_000);
  afterEach(() => client.stop());

  /** Starts a training that does not end; resolves once it is on its way. */
  async function train(): Promise<{ training: Promise<Execution> }> {
    const started = new Promise<void>((done) => {
      client.onOutput = ({ content }) => {
        if (content.text?.includes('training')) done();
      };
    });
    const training = client.execute(endless);
    training.catch(() => {});
    await started;
    return { training };
  }

  test('an interrupt leaves a model that trains again, and no tensors behind', async () => {
    for (let round = 0; round < 3; round++) {
      const { training } = await train();
      await client.interrupt();
      expect((await training).reply.ename).toBe('KeyboardInterrupt');
      await runNotebook(client, [
        ['(await model.fit(inputs, outputs, { epochs: 2, verbose: 0 })).epoch', { result: '[ 0, 1 ]' }],
        ['tf.memory().numTensors - tensors', { result: '0' }],
      ]);
    }
  }, 60_000);

  test.each([true, false])(
    'a shutdown ends the kernel by its own hand (restart: %s)',
    async (restart) => {
      await train();
      expect(await client.request('shutdown_request', { restart }, 'control')).toEqual({
        status: 'ok',
        restart,
      });
      await client.exited;
      expect(client.process?.signalCode).toBe('SIGKILL');
    },
    60_000,
  );

  test('SIGINT in the terminal disturbs neither the training nor the queue, and an interrupt aborts both', async () => {
    const { training } = await train();
    const queued = client.execute('"queued"');
    client.process?.kill('SIGINT');
    const { matches } = await client.request('complete_request', { code: 'Math.sqr', cursor_pos: 8 });
    expect(matches).toContain('sqrt');
    await client.interrupt();
    expect((await training).reply.ename).toBe('KeyboardInterrupt');
    expect((await queued).status).toBe('aborted');
    expect((await client.execute('6 * 7')).result).toBe('42');
  }, 60_000);
});

test('SIGINT during a busy loop changes nothing; an interrupt ends the loop and aborts the queue', async () => {
  ensureBuilt();
  const client = await Client.start();
  const started = new Promise<void>((done) => {
    client.onOutput = ({ type }) => {
      if (type === 'stream') done();
    };
  });
  const loop = client.execute('console.log("busy"); while (true) {}');
  const queued = client.execute('1');
  await started;
  client.process?.kill('SIGINT');
  expect(await client.heartbeat()).toBe('ping');
  await client.interrupt();
  expect((await loop).reply.ename).toBe('KeyboardInterrupt');
  expect((await queued).status).toBe('aborted');
  expect((await client.execute('6 * 7')).result).toBe('42');
  await client.stop();
}, 60_000);
