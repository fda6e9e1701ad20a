import { emptyFolder, fakePrograms, onlyPath, value } from './support/sandbox';

interface Machine {
  platform?: string;
  arch?: string;
  glibc?: string;
  wish?: string;
  nvidia?: string;
}

/** What is chosen on such a machine: a wheel's file, another kind, or the error. */
async function choice({
  platform = 'linux',
  arch = 'x64',
  glibc = '2.36',
  wish,
  nvidia,
}: Machine): Promise<string> {
  const programs = fakePrograms(emptyFolder(), nvidia === undefined ? {} : { 'nvidia-smi': nvidia });
  return value<string>(
    `import { chooseNative } from scripts('setup/native/choice.mjs');
     const machine = ${JSON.stringify({ platform, arch })};
     const told = await chooseNative({ ...machine, env: process.env }, { glibc: '${glibc}' }).then(
       (choice) => choice.wheel?.file ?? choice.reason ?? choice.kind,
       (error) => error.name + ': ' + error.message,
     );
     console.log(JSON.stringify(told));`,
    { PATH: onlyPath(programs), ...(wish !== undefined && { OPTLAB_TF: wish }) },
  );
}

const CPU = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
const CUDA = 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
const ARM = 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl';
const GPU = 'echo "GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-1)"';

test.each<[string, Machine, string]>([
  ['Linux on x64', {}, CPU],
  ['Linux on arm64', { arch: 'arm64' }, ARM],
  ['a machine whose NVIDIA GPU answers', { nvidia: GPU }, CUDA],
  [
    'a machine whose driver does not answer',
    { nvidia: 'echo "couldn\'t communicate with the driver"; exit 9' },
    CPU,
  ],
  ['a driver without a GPU', { nvidia: 'echo "No devices found"' }, CPU],
  ['a GPU that is not to be used', { nvidia: GPU, wish: 'cpu' }, CPU],
  ['CUDA that is asked for', { wish: 'cuda' }, CUDA],
  ['an empty wish', { wish: '' }, CPU],
  ['a machine that is to go without', { wish: 'none' }, 'OPTLAB_TF=none'],
  ['macOS', { platform: 'darwin', arch: 'arm64' }, 'own script'],
  ['Windows', { platform: 'win32' }, 'there is no build for win32-x64'],
  ['a processor without a build', { arch: 'riscv64' }, 'there is no build for linux-riscv64'],
  ['Alpine', { glibc: '' }, 'it needs glibc 2.27 or newer, and this system has another C library'],
  ['an old system', { glibc: '2.17' }, 'it needs glibc 2.27 or newer, and this system has glibc 2.17'],
  [
    'CUDA where there is no build with it',
    { arch: 'arm64', wish: 'cuda' },
    'SetupFailure: OPTLAB_TF=cuda: there is no CUDA build for linux-arm64.',
  ],
  [
    'a wish that is none',
    { wish: 'gpu' },
    'SetupFailure: OPTLAB_TF is "gpu"; it can be cpu, cuda or none, or be left out.',
  ],
])('%s: the right way to native TensorFlow', async (_, machine, expected) => {
  expect(await choice(machine)).toBe(expected);
});
