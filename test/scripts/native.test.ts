import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, fakePrograms, onlyPath, realPython, run, start, writeFiles } from './support/sandbox';

const python = realPython();
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** A wheel with the files that the binding needs, some that it does not, and a library of a given size. */
function makeWheel(path: string, libraryBytes = 1000): string {
  execFileSync(python, [
    '-c',
    `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as wheel:
    wheel.writestr('tensorflow/libtensorflow_cc.so.2', b'c' * int(sys.argv[2]))
    wheel.writestr('tensorflow/libtensorflow_framework.so.2', b'framework')
    wheel.writestr('tensorflow/include/tensorflow/c/c_api.h', '// header')
    wheel.writestr('tensorflow/include/external/xla/tsl/platform/ctstring.h', '// header')
    wheel.writestr('tensorflow/include/tensorflow/core/other.h', '// header')
    wheel.writestr('tensorflow/python/module.py', 'pass')
`,
    path,
    String(libraryBytes),
  ]);
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The real Python, but for `pip`. */
const fakePython = (pip: string) => `
case "$*" in
  "-m pip"*) echo asked >> "$(dirname "$0")/pip.log"; ${pip} ;;
  *) exec ${python} "$@" ;;
esac`;

/** What pip does when all goes well: the wheel is put where \`-d\` says. */
const bringsWheel = (wheel: string) => `
  while [ "$1" != -d ]; do shift; done
  cp ${wheel} "$2/fake-1.0-py3.whl"`;

/** A compiler that writes the file after \`-o\`; the binding of the fake package is text. */
const compiles = `
  while [ "$1" != -o ]; do shift; done
  echo compiled > "$2"`;

const TFJS_NODE = {
  'package.json': JSON.stringify({
    version: '4.22.0',
    main: 'index.js',
    binary: {
      napi_versions: [3, 8],
      module_path: 'lib/napi-v{napi_build_version}',
      module_name: 'tfjs_binding',
    },
  }),
  'binding/tfjs_backend.cc': '// source',
  // Computes as if its binding were a compiled one.
  'index.js': `
    const text = require('node:fs').readFileSync(__dirname + '/lib/napi-v8/tfjs_binding.node', 'utf8');
    if (text !== 'compiled\\n') throw new Error('undefined symbol: TF_Version');
    const tensor = { matMul: () => ({ dataSync: () => [7, 10, 15, 22] }), dataSync: () => ['x', 'yz'] };
    module.exports = {
      tensor2d: () => tensor, tensor: () => tensor, getBackend: () => 'tensorflow',
      backend: () => ({ binding: { TF_Version: '1.0' }, isUsingGpuDevice: false }),
    };`,
};

interface Options {
  pip?: string;
  compiler?: string;
  cache?: string;
  sha256?: string;
  libraryBytes?: number;
  /** How native TensorFlow comes onto the machine; by the wheel, for the CPU, if not given. */
  choice?: { kind: string; device?: string; reason?: string };
  npm?: string;
}

/** A repository with nothing but the package in it, and everything around it under the test's control. */
function sandbox({
  pip,
  compiler = compiles,
  cache = join(emptyFolder(), 'cache'),
  sha256,
  libraryBytes,
  choice = { kind: 'wheel', device: 'cpu' },
  npm = 'exit 1',
}: Options = {}) {
  const root = emptyFolder();
  const module = join(root, 'node_modules/@tensorflow/tfjs-node');
  writeFiles(module, TFJS_NODE);
  const wheel = join(root, 'published.whl');
  const published = makeWheel(wheel, libraryBytes);
  const programs = fakePrograms(join(root, 'programs'), {
    python: fakePython(pip ?? bringsWheel(wheel)),
    'g++': compiler,
    npm,
  });
  const env = { PATH: onlyPath(programs), HOME: root };
  const wheelOf = (version: string, sum: string) => ({
    project: 'fake',
    version,
    platform: 'any',
    file: 'fake-1.0-py3.whl',
    sha256: sum,
    bytes: 1,
    unpackedBytes: 1,
  });
  const code = (version: string) => `
    import { makeContext } from scripts('setup/context.mjs');
    import { runMain } from scripts('setup/main.mjs');
    import { nativeStep } from scripts('setup/native/index.mjs');
    import { makeProgress } from scripts('setup/progress.mjs');
    import { runSteps } from scripts('setup/steps.mjs');
    await runMain(async () => {
      const context = makeContext(${JSON.stringify({ root, cache })});
      const wheel = ${JSON.stringify(wheelOf(version, sha256 ?? (version === '1.0' ? published : 'f'.repeat(64))))};
      const step = await nativeStep(context, {
        choose: async () => ({ ...${JSON.stringify(choice)}, wheel }),
        python: ${JSON.stringify(join(programs, 'python'))},
      });
      await runSteps(context, [{ ...step, space: [] }], makeProgress());
      if (!(await step.isCurrent())) throw new Error('not current after it ran');
    });`;
  return {
    module,
    cache,
    wheel,
    published,
    programs,
    setUp: (version = '1.0') => run(code(version), env),
    start: (version = '1.0') => start(code(version), env),
    replace: (changed: Record<string, string>) => fakePrograms(programs, changed),
    inCache: () => (existsSync(cache) ? readdirSync(cache) : []),
    isStamped: () => existsSync(join(module, 'deps/optlab.json')),
    binding: join(module, 'lib/napi-v8/tfjs_binding.node'),
    downloads: () => {
      const log = join(programs, 'pip.log');
      return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0;
    },
  };
}

describe('the native binding', () => {
  test('is built from the wheel, checked in a process of its own, and then left alone', async () => {
    const box = sandbox();
    const first = await box.setUp();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^ {2}TensorFlow {3}native TensorFlow 1\.0 for cpu \.\.\. \d+\.\d s {2}\(TensorFlow 1\.0 on the CPU\)\n$/,
    );
    expect(box.inCache()).toEqual(['fake-1.0-any']);
    const store = join(box.cache, 'fake-1.0-any');
    expect(readdirSync(store).sort()).toEqual(['contents.json', 'include', ...LIBRARIES]);
    expect(existsSync(join(store, 'include/tensorflow/c/c_api.h'))).toBe(true);
    expect(existsSync(join(store, 'include/tensorflow/core/other.h'))).toBe(false);
    for (const library of LIBRARIES) {
      expect(statSync(join(box.module, 'deps/lib', library)).ino).toBe(statSync(join(store, library)).ino);
    }

    expect(await box.setUp()).toMatchObject({ code: 0, stdout: '' });
    expect(box.downloads()).toBe(1);
  });

  test('of a second copy of the repository takes the libraries from the cache', async () => {
    const first = sandbox();
    await first.setUp();
    const second = sandbox({ cache: first.cache, sha256: first.published, pip: 'exit 1' });
    expect((await second.setUp()).code).toBe(0);
    expect(second.downloads()).toBe(0);
  });

  test('is built anew when one of its files is gone', async () => {
    const box = sandbox();
    await box.setUp();
    execFileSync('rm', [box.binding]);
    expect((await box.setUp()).code).toBe(0);
    expect(existsSync(box.binding)).toBe(true);
    expect(box.downloads()).toBe(1);
  });

  test('is not built from a cache whose library is damaged: it is downloaded again', async () => {
    const box = sandbox();
    await box.setUp();
    execFileSync('rm', ['-r', join(box.module, 'deps'), join(box.module, 'lib')]);
    writeFileSync(join(box.cache, 'fake-1.0-any', LIBRARIES[0]), 'torn');
    expect((await box.setUp()).code).toBe(0);
    expect(box.downloads()).toBe(2);
    expect(readFileSync(join(box.module, 'deps/lib', LIBRARIES[0]), 'utf8')).toBe('c'.repeat(1000));
  });
});

describe('what can go wrong', () => {
  test('no compiler: it is named before anything is downloaded', async () => {
    const box = sandbox();
    execFileSync('rm', [join(box.programs, 'g++')]);
    const { code, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /A C\+\+ compiler is missing, which builds the native TensorFlow binding: .*g\+\+.*OPTLAB_TF=none/,
    );
    expect(box.downloads()).toBe(0);
  });

  test('a compiler that fails: its words are shown, and the next run builds', async () => {
    const box = sandbox({ compiler: 'echo "fatal error: node_api.h: No such file" >&2; exit 1' });
    const { code, stdout, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stdout).toMatch(/\.\.\. failed\n$/);
    expect(stderr).toMatch(/could not be compiled\.\n\n {4}fatal error: node_api\.h/);
    expect(box.isStamped() || existsSync(box.binding)).toBe(false);
    box.replace({ 'g++': compiles });
    expect((await box.setUp()).code).toBe(0);
    expect(box.downloads()).toBe(1);
  });

  test('a compiled binding that does not load: nothing claims that it is there', async () => {
    const box = sandbox({ compiler: compiles.replace('echo compiled', 'echo rubbish') });
    const { code, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stderr).toMatch(/was built and does not work.*OPTLAB_TF=none/);
    expect(stderr).toContain('undefined symbol: TF_Version');
    expect(box.isStamped()).toBe(false);
  });

  test('a wrong checksum: both sums are told, and nothing of the file is kept', async () => {
    const box = sandbox({ sha256: '0'.repeat(64) });
    const { code, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stderr).toContain(`its SHA-256 is ${box.published}, and should be ${'0'.repeat(64)}`);
    expect(box.inCache()).toEqual([]);
    expect(box.isStamped()).toBe(false);
  });

  test('another file than the one asked for', async () => {
    const box = sandbox({ pip: 'exit 0' });
    expect((await box.setUp()).stderr).toContain('pip has brought another file than fake-1.0-py3.whl');
    expect(box.inCache()).toEqual([]);
  });

  test('a wheel without the library', async () => {
    const box = sandbox();
    execFileSync(python, ['-c', `import zipfile; zipfile.ZipFile('${box.wheel}', 'w').writestr('a', 'b')`]);
    const sha256 = createHash('sha256').update(readFileSync(box.wheel)).digest('hex');
    const other = sandbox({ sha256, pip: bringsWheel(box.wheel) });
    expect((await other.setUp()).stderr).toMatch(
      /could not be unpacked[\s\S]+the wheel has no tensorflow\/libtensorflow_cc/,
    );
    expect(other.inCache()).toEqual([]);
  });

  test.each([
    [
      'pip',
      "WARNING: Retrying after connection broken by 'NameResolutionError'\nERROR: No matching distribution found",
    ],
    ['a proxy', 'ProxyError: Max retries exceeded with url'],
  ])('no network, in the words of %s: what was installed stays', async (_, words) => {
    const box = sandbox();
    await box.setUp();
    box.replace({ python: fakePython(`echo "${words}" >&2; exit 1`) });
    const { code, stderr } = await box.setUp('2.0');
    expect(code).toBe(1);
    expect(stderr).toMatch(/TensorFlow's libraries \(\d+ MB\) could not be downloaded\. There is no network/);
    expect(readFileSync(box.binding, 'utf8')).toBe('compiled\n');
    expect(LIBRARIES.every((library) => existsSync(join(box.module, 'deps/lib', library)))).toBe(true);
    expect(box.inCache()).toEqual(['fake-1.0-any']);
  });

  test('a disk that is full when the download is written', async () => {
    const box = sandbox({
      pip: 'echo "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device" >&2; exit 1',
    });
    const { code, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stderr).toContain('could not be downloaded. The disk is full');
    expect(box.inCache()).toEqual([]);
  });

  test('a disk that is full when the libraries are unpacked', async () => {
    const cache = emptyFolder();
    // A disk of 1 MB where this process may mount one; elsewhere an unpacking that ends as it would end there.
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', cache]).status === 0;
    try {
      const box = sandbox({ cache, libraryBytes: 5_000_000 });
      if (!mounted) {
        const full = 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1';
        box.replace({
          python: fakePython(bringsWheel(box.wheel)).replace('*) exec', `*unpack.py*) ${full} ;;\n  *) exec`),
        });
      }
      const { code, stderr } = await box.setUp();
      expect(code).toBe(1);
      expect(stderr).toContain('could not be unpacked. The disk is full');
      expect(box.inCache()).toEqual([]);
      expect(box.isStamped()).toBe(false);
    } finally {
      if (mounted) execFileSync('umount', [cache]);
    }
  });

  test('a set-up that is killed in the middle of the download: the next one trusts nothing of it', async () => {
    const box = sandbox();
    box.replace({
      python: fakePython(`
        while [ "$1" != -d ]; do shift; done
        echo half > "$2/fake-1.0-py3.whl"
        touch "$2/here"
        while [ -e "$2/here" ]; do sleep 0.05; done`),
    });
    const first = box.start();
    const half = () => box.inCache().filter((name) => existsSync(join(box.cache, name, 'here')));
    while (half().length === 0) await new Promise((done) => setTimeout(done, 20));
    first.kill('SIGKILL');
    await new Promise((done) => setTimeout(done, 50));
    expect(half()).toHaveLength(1);
    box.replace({ python: fakePython(bringsWheel(box.wheel)) });
    expect((await box.setUp()).code).toBe(0);
    expect(box.inCache()).toEqual(['fake-1.0-any']);
  });
});

describe('the libraries of CUDA', () => {
  const bringsBoth = (wheel: string) => `
    case "$*" in
      *--target*)
        while [ "$1" != --target ]; do shift; done
        mkdir -p "$2/nvidia/cudnn/lib" ;;
      *) ${bringsWheel(wheel)} ;;
    esac`;
  const choice = { kind: 'wheel', device: 'cuda' };

  test('are put where that build of TensorFlow looks for them, and kept in the cache', async () => {
    const box = sandbox({ choice });
    box.replace({ python: fakePython(bringsBoth(box.wheel)) });
    expect((await box.setUp()).code).toBe(0);
    expect(existsSync(join(box.module, 'deps/nvidia/cudnn/lib'))).toBe(true);
    expect(box.inCache().sort()).toEqual(['cuda-12', 'fake-1.0-any']);
    execFileSync('rm', ['-r', join(box.module, 'deps')]);
    expect((await box.setUp()).code).toBe(0);
    expect(box.downloads()).toBe(2);
  });

  test('that cannot be had: the set-up says which, and leaves no half of them', async () => {
    const box = sandbox({ choice });
    box.replace({
      python: fakePython(
        bringsBoth(box.wheel).replace('mkdir -p "$2/nvidia', 'echo "Connection refused" >&2; exit 1; "$2'),
      ),
    });
    const { code, stderr } = await box.setUp();
    expect(code).toBe(1);
    expect(stderr).toContain("NVIDIA's CUDA libraries could not be installed. There is no network");
    expect(box.inCache()).toEqual(['fake-1.0-any']);
  });
});

describe('where there is no wheel', () => {
  test("the package's own installation is tried, and used when it works", async () => {
    const npm =
      'mkdir -p node_modules/@tensorflow/tfjs-node/lib/napi-v8; echo compiled > node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';
    const { code, stdout } = await sandbox({ choice: { kind: 'own script' }, npm }).setUp();
    expect(code).toBe(0);
    expect(stdout).toContain('(TensorFlow 1.0 on the CPU)');
  });

  test.each([
    ['own script', undefined, 'its own installation failed'],
    ['none', 'there is no build for linux-riscv64', 'there is no build for linux-riscv64'],
  ])('the set-up goes on without it, and says so once: %s', async (kind, reason, said) => {
    const box = sandbox({ choice: { kind, reason } });
    expect(await box.setUp()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        `(not on this machine: ${said}; lessons run on WebGPU, wasm or plain JavaScript instead)`,
      ),
    });
    expect(await box.setUp()).toMatchObject({ code: 0, stdout: '' });
  });
});
