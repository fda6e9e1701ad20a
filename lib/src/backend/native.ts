import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import util from 'node:util';
import { quietly } from './quietly';
import type { Started } from './report';
import { Unavailable } from './unavailable';

interface NativeBackend {
  isUsingGpuDevice: boolean;
  binding: { TF_Version: string };
}

interface TfjsNode {
  setBackend(name: string): Promise<boolean>;
  backend(): unknown;
}

let threadsAtLoad: number | undefined;

/** How many threads TensorFlow was loaded with; it cannot be told another number afterwards. */
export const nativeThreads = (): number | undefined => threadsAtLoad;

/**
 * Starts TensorFlow through tfjs-node.
 *
 * One thread an operation unless told otherwise: on the small networks of the course, handing work to other
 * threads costs more than it saves (an Adam step of a 784-128-10 network takes half the time).
 */
export async function startNative(threads?: number): Promise<Started> {
  const tf = load(threads);
  await tf.setBackend('tensorflow');
  const { isUsingGpuDevice, binding } = tf.backend() as NativeBackend;
  const version = binding.TF_Version;
  if (isUsingGpuDevice) return { device: gpuName(), version };
  return { device: `the CPU (${cpus()[0]?.model.trim() || process.arch})`, version, threads: threadsAtLoad };
}

function load(threads?: number): TfjsNode {
  // TensorFlow reads its environment once, when its library is loaded.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  // tfjs-node calls it, Node 23 removed it.
  const old = util as { isNullOrUndefined?: (value: unknown) => boolean };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    const tf = quietly(() => require('@tensorflow/tfjs-node') as TfjsNode);
    threadsAtLoad ??= Number(process.env.TF_NUM_INTRAOP_THREADS) || cpus().length;
    return tf;
  } catch (error) {
    throw new Unavailable(reasonOf(error as NodeJS.ErrnoException));
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const [first] = message.split('\n');
  if (code === 'MODULE_NOT_FOUND' && first.includes("'@tensorflow/tfjs-node'")) {
    return 'the package @tensorflow/tfjs-node is not installed.';
  }
  const build = '`npm start` in the course builds it, elsewhere `npm rebuild @tensorflow/tfjs-node` does.';
  if (first.includes('native addon module')) return `its native library is not built: ${build}`;
  return `its native library cannot be loaded (${first}): ${build}`;
}

function gpuName(): string {
  try {
    const options = { encoding: 'utf8' as const, timeout: 3000 };
    const names = execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], options);
    return `the GPU (${names.trim().split('\n')[0]})`;
  } catch {
    return 'the GPU';
  }
}
