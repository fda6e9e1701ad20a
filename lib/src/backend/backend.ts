import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { show } from '../show/show';
import { BackendUnavailable } from './backend-error';
import { startCpu } from './cpu';
import { nativeThreads, startNative } from './native';
import { type BackendName, type BackendReport, backendNames, report, type Started } from './report';
import { Unavailable } from './unavailable';
import { startWasm } from './wasm';
import { startWebgpu } from './webgpu';

/** How {@link backend} chooses. */
export interface BackendOptions {
  /** The one to use; default the environment's OPTLAB_BACKEND, else the fastest one that runs. */
  prefer?: BackendName;
  /** Threads an operation of the native backend may use; default TF_NUM_INTRAOP_THREADS, else 1. */
  threads?: number;
}

/**
 * Starts the fastest backend of TensorFlow.js that runs here, native, webgpu, wasm or cpu, and shows one line
 * that says which, on what device, and why no faster one.
 *
 * It may be called again: what is loaded is not loaded twice. Assign what it returns, as below: a notebook would
 * show the report of a bare `await backend()` a second time, as the value of its cell.
 *
 * @throws InvalidInput for an unknown option, a name that is none of the four, or when the threads cannot be changed
 * any more; BackendUnavailable if the one asked for does not run
 * @example
 * ```ts
 * const { name } = await backend({ prefer: 'cpu' });
 * name // 'cpu'
 * ```
 */
export async function backend(options: BackendOptions = {}): Promise<BackendReport> {
  onlyOptions<BackendOptions>('backend', options, ['prefer', 'threads']);
  const { threads } = options;
  const wanted = asked(options);
  if (threads !== undefined) checkThreads(threads);
  const started = wanted === undefined ? await fastest(threads) : await requested(wanted, threads);
  show(started);
  return started;
}

async function fastest(threads?: number): Promise<BackendReport> {
  const lacking: string[] = [];
  for (const name of backendNames) {
    try {
      const started = await start(name, { threads, software: false });
      return report(name, started, lacking.length === 0 ? 'The fastest backend.' : lacking.join(' '));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      lacking.push(`Not ${name}: ${error.message}`);
    }
  }
  throw new BackendUnavailable('cpu', lacking.join(' '));
}

async function requested(name: BackendName, threads?: number): Promise<BackendReport> {
  try {
    return report(name, await start(name, { threads, software: true }), 'As asked for.');
  } catch (error) {
    if (error instanceof Unavailable) throw new BackendUnavailable(name, error.message);
    throw error;
  }
}

function start(
  name: BackendName,
  { threads, software }: { threads?: number; software: boolean },
): Promise<Started> {
  if (name === 'native') return startNative(threads);
  if (name === 'webgpu') return startWebgpu(software);
  return name === 'wasm' ? startWasm() : startCpu();
}

function asked({ prefer }: BackendOptions): BackendName | undefined {
  const fromEnvironment = prefer === undefined;
  const name = fromEnvironment ? process.env.OPTLAB_BACKEND || undefined : prefer;
  if (name === undefined || (backendNames as readonly string[]).includes(name))
    return name as BackendName | undefined;
  throw new InvalidInput({
    subject: fromEnvironment ? 'OPTLAB_BACKEND' : 'backend: prefer',
    given: name,
    allowed: `one of ${backendNames.join(', ')}`,
    remedy: fromEnvironment ? 'Unset it to take the fastest one that runs.' : undefined,
  });
}

function checkThreads(threads: number): void {
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw new InvalidInput({
      subject: 'backend: threads',
      given: threads,
      allowed: 'an integer from 1 to 1024',
    });
  }
  const loaded = nativeThreads();
  if (loaded === undefined || loaded === threads) return;
  throw new InvalidInput({
    subject: 'backend: threads',
    given: threads,
    allowed: `${loaded}, with which TensorFlow was loaded`,
    remedy: 'Restart the kernel to change it.',
  });
}
