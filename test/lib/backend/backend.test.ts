import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { BackendUnavailable, backend, InvalidInput } from 'optlab';
import { needs } from '../../support/prerequisite';

const root = resolve(__dirname, '../../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'optlab-backend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  /** The line that backend() shows. */
  line: string;
  report: { name: string; device: string; version: string; threads?: number; reason: string };
  /** What TensorFlow.js itself says. */
  active: string;
  squares: number[];
  error?: string;
  stderr: string;
}

/** TensorFlow reads its environment once a process: so each choice is made in a process of its own. */
function choose(options: object, environment: NodeJS.ProcessEnv = {}, before = ''): Ran {
  const script = join(folder, 'choose.cjs');
  writeFileSync(
    script,
    `${before}
    const { backend } = require(${JSON.stringify(join(root, 'lib'))});
    const tf = require(${JSON.stringify(join(root, 'node_modules/@tensorflow/tfjs'))});
    const lines = [];
    console.log = (line) => lines.push(line);
    console.warn = (line) => console.error(line);
    (async () => {
      const out = {};
      try {
        out.report = await backend(${JSON.stringify(options)});
        out.active = tf.getBackend();
        out.squares = [...(await tf.tensor1d([1, 2, 3]).square().data())];
        out.line = lines.join('\\n');
      } catch (error) { out.error = error.name + ': ' + error.message; }
      process.stdout.write(JSON.stringify(out));
    })();`,
  );
  const clean: NodeJS.ProcessEnv = { ...process.env, OPTLAB_BACKEND: '', ...environment };
  if (!('TF_NUM_INTRAOP_THREADS' in environment)) delete clean.TF_NUM_INTRAOP_THREADS;
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: clean,
    cwd: folder,
  });
  return { ...JSON.parse(stdout), stderr };
}

/** Makes one package look as if it were not installed. */
const without = (name: string) => `{
  const Module = require('node:module');
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    if (request !== ${JSON.stringify(name)}) return resolveFilename.call(this, request, ...rest);
    throw Object.assign(new Error("Cannot find module '" + request + "'"), { code: 'MODULE_NOT_FOUND' });
  };
}`;

needs('native')('where native TensorFlow is built', () => {
  test('it is chosen, with one thread, and one line says so', () => {
    const { line, report, active, squares } = choose({});
    expect({ active, squares }).toEqual({ active: 'tensorflow', squares: [1, 4, 9] });
    expect(report).toMatchObject({
      name: 'native',
      version: expect.stringMatching(/^2\.\d+/),
      reason: 'The fastest backend.',
    });
    expect(line).toMatch(
      /^Backend: native \(TensorFlow 2\.\d+\.\d+\) on the [CG]PU.*\. The fastest backend\.$/,
    );
    if (report.device.includes('CPU')) expect(report.threads).toBe(1);
  }, 30_000);

  test("the user's own number of threads is kept, and an option goes before it", () => {
    expect(choose({}, { TF_NUM_INTRAOP_THREADS: '2' }).line).toMatch(/2 threads/);
    expect(choose({ threads: 3 }, { TF_NUM_INTRAOP_THREADS: '2' }).line).toMatch(/3 threads/);
  }, 30_000);

  test('nothing but TensorFlow itself writes to stderr: no deprecations, no warnings of JavaScript', () => {
    const { stderr } = choose({});
    const others = stderr
      .split('\n')
      .filter((text) => text !== '' && !/absl::InitializeLog|oneDNN|^I0000/.test(text));
    expect(others).toEqual([]);
  }, 30_000);
});

describe('where native TensorFlow is missing', () => {
  test('the next one runs, and the line says why the better ones do not', () => {
    const { line, report, squares } = choose(
      {},
      { VK_ICD_FILENAMES: '/nowhere' },
      without('@tensorflow/tfjs-node'),
    );
    expect(squares).toEqual([1, 4, 9]);
    expect(report.reason).toMatch(/^Not native: the package @tensorflow\/tfjs-node is not installed\./);
    if (report.name === 'wasm') expect(line).toMatch(/Not webgpu: /);
  }, 30_000);

  test('to ask for it is an error that gives the reason', () => {
    const { error } = choose({ prefer: 'native' }, {}, without('@tensorflow/tfjs-node'));
    expect(error).toMatch(
      /^BackendUnavailable: The native backend does not run here: the package .* is not installed\./,
    );
  }, 30_000);

  test('a native library that is not built is told from a missing package', () => {
    const broken = `require('node:module')._load = ((load) => function (request, ...rest) {
      if (request === '@tensorflow/tfjs-node') throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x');
      return load.call(this, request, ...rest);
    })(require('node:module')._load);`;
    expect(choose({ prefer: 'native' }, {}, broken).error).toMatch(
      /native library is not built: `npm start`/,
    );
  }, 30_000);
});

test.each(['wasm', 'cpu'] as const)(
  '%s runs when asked for, by option or by OPTLAB_BACKEND',
  (name) => {
    for (const ran of [choose({ prefer: name }), choose({}, { OPTLAB_BACKEND: name })]) {
      expect(ran).toMatchObject({
        active: name,
        squares: [1, 4, 9],
        report: { name, reason: 'As asked for.', threads: 1 },
      });
      expect(ran.stderr).toBe('');
    }
  },
  60_000,
);

test('an option goes before OPTLAB_BACKEND', () => {
  expect(choose({ prefer: 'cpu' }, { OPTLAB_BACKEND: 'wasm' }).active).toBe('cpu');
}, 30_000);

test('webgpu without a graphics processor is refused when asked for, with the reason', () => {
  const { error, report } = choose({ prefer: 'webgpu' });
  if (report) expect(report.name).toBe('webgpu');
  else
    expect(error).toMatch(/^BackendUnavailable: The webgpu backend does not run here: .*(adapter|package)/);
}, 30_000);

test('a name that is none is refused with those that are', async () => {
  await expect(backend({ prefer: 'gpu' as 'cpu' })).rejects.toThrow(
    /prefer must be one of native, webgpu, wasm, cpu, but was "gpu"/,
  );
  await expect(backend({ prefer: 'gpu' as 'cpu' })).rejects.toBeInstanceOf(InvalidInput);
  await expect(backend(null as never)).rejects.toBeInstanceOf(InvalidInput);
  process.env.OPTLAB_BACKEND = 'Native';
  await expect(backend()).rejects.toThrow(/OPTLAB_BACKEND must be one of .* but was "Native"\. Unset it/);
  delete process.env.OPTLAB_BACKEND;
});

test.each([0, -1, 1.5, Number.NaN])('%d threads are refused', async (threads) => {
  await expect(backend({ prefer: 'cpu', threads })).rejects.toThrow(
    /threads must be an integer from 1 to 1024/,
  );
});

test('called again it shows its line again and leaves tensors alone', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  await backend({ prefer: 'cpu' });
  const kept = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  const { name } = await backend({ prefer: 'cpu' });
  expect({ name, lines: log.mock.calls.length, tensors: tf.memory().numTensors }).toEqual({
    name: 'cpu',
    lines: 2,
    tensors: before,
  });
  expect([...kept.dataSync()]).toEqual([1, 2]);
  kept.dispose();
  log.mockRestore();
});

test('one engine serves every TensorFlow.js package', () => {
  const core = jest.requireActual('@tensorflow/tfjs-core');
  expect(tf.engine()).toBe(core.engine());
});

test('BackendUnavailable names what was asked for', () => {
  expect(new BackendUnavailable('webgpu', 'no adapter.')).toMatchObject({
    name: 'BackendUnavailable',
    requested: 'webgpu',
  });
});
