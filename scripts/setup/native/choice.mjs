import { SetupFailure } from '../failure.mjs';
import { findProgram } from '../prerequisites.mjs';
import { execute } from '../run.mjs';
import { WHEELS } from './wheels.mjs';

const OLDEST_GLIBC = [2, 27];

/**
 * @typedef {{ kind: 'wheel', device: 'cpu' | 'cuda', wheel: import('./wheels.mjs').Wheel }
 *   | { kind: 'own script' }
 *   | { kind: 'none', reason: string }} Choice
 */

/**
 * How native TensorFlow comes onto this machine: the wheel's libraries where there is a wheel, with CUDA where an
 * NVIDIA GPU answers; else by the package's own script; else not at all. `OPTLAB_TF=cpu|cuda|none` decides instead.
 * @param {Pick<import('../context.mjs').Context, 'env' | 'platform' | 'arch'>} machine
 * @param {{ wheels?: typeof WHEELS, glibc?: string, gpuAnswers?: typeof nvidiaAnswers }} [options]
 * @returns {Promise<Choice>}
 */
export async function chooseNative(
  machine,
  { wheels = WHEELS, glibc = glibcVersion(), gpuAnswers = nvidiaAnswers } = {},
) {
  const wish = machine.env.OPTLAB_TF || 'auto';
  if (!['auto', 'cpu', 'cuda', 'none'].includes(wish)) {
    throw new SetupFailure(
      `OPTLAB_TF is ${JSON.stringify(wish)}; it can be cpu, cuda or none, or be left out.`,
    );
  }
  if (wish === 'none') return { kind: 'none', reason: 'OPTLAB_TF=none' };
  const place = `${machine.platform}-${machine.arch}`;
  const found = wheels[place];
  if (!found) {
    if (machine.platform === 'darwin') return { kind: 'own script' };
    return { kind: 'none', reason: `there is no build for ${place}` };
  }
  if (machine.platform === 'linux' && !isNewEnough(glibc)) {
    const libc = glibc ? `glibc ${glibc}` : 'another C library';
    return {
      kind: 'none',
      reason: `it needs glibc ${OLDEST_GLIBC.join('.')} or newer, and this system has ${libc}`,
    };
  }
  if (wish === 'cuda' && !found.cuda)
    throw new SetupFailure(`OPTLAB_TF=cuda: there is no CUDA build for ${place}.`);
  if (found.cuda && (wish === 'cuda' || (wish === 'auto' && (await gpuAnswers(machine))))) {
    return { kind: 'wheel', device: 'cuda', wheel: found.cuda };
  }
  return { kind: 'wheel', device: 'cpu', wheel: found.cpu };
}

/** @param {Pick<import('../context.mjs').Context, 'env' | 'platform'>} machine */
export async function nvidiaAnswers(machine) {
  const program = findProgram(['nvidia-smi'], machine);
  if (!program) return false;
  const { code, stdout } = await execute(program, ['-L'], { env: machine.env, timeout: 10_000 });
  return code === 0 && /^GPU \d/m.test(stdout);
}

/** @param {string} version empty on a system with another C library */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_GLIBC[0] || (major === OLDEST_GLIBC[0] && minor >= OLDEST_GLIBC[1]);
}

/** @returns {string} */
function glibcVersion() {
  if (process.platform !== 'linux') return '';
  // The report would else look up the names of this machine's network addresses.
  const report = /** @type {any} */ (process.report);
  report.excludeNetwork = true;
  return report.getReport().header.glibcVersionRuntime ?? '';
}
