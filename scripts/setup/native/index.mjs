import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasText, isThere, readIfThere, stampText, writeWhole } from '../files.mjs';
import { findCompiler, missingCompiler } from '../prerequisites.mjs';
import { venvPython } from '../python.mjs';
import { execute, run } from '../run.mjs';
import { bindingPaths, compileBinding, linkLibraries } from './binding.mjs';
import { chooseNative } from './choice.mjs';
import { cudaFolder, fetchCuda, fetchLibraries, libraryFolder } from './libraries.mjs';
import { CUDA_BYTES, LIBRARIES } from './wheels.mjs';

const SELF_CHECK = fileURLToPath(new URL('self-check.cjs', import.meta.url));
const OWN_SCRIPT_MINUTES = 10;

/**
 * Native TensorFlow: the binding of @tensorflow/tfjs-node, compiled against the libraries of TensorFlow's wheel.
 * The package's own installation downloads a prebuilt one with TensorFlow 2.9 from a host of its own, and often fails.
 * @param {import('../context.mjs').Context} context
 * @param {{ choose?: typeof chooseNative, python?: string }} [options]
 * @returns {Promise<import('../steps.mjs').Step>}
 */
export async function nativeStep(context, { choose = chooseNative, python = venvPython(context.root) } = {}) {
  const { root, cache } = context;
  const stamp = join(root, 'node_modules/@tensorflow/tfjs-node/deps/optlab.json');
  const choice = await choose(context);
  const fallback = (/** @type {string} */ reason) =>
    `not on this machine: ${reason}; lessons run on WebGPU, wasm or plain JavaScript instead`;
  return {
    name: 'TensorFlow',
    doing:
      choice.kind === 'wheel'
        ? `native TensorFlow ${choice.wheel.version} for ${choice.device}`
        : 'native TensorFlow',
    after: ['packages'],
    isCurrent() {
      if (!hasText(stamp, stampOf(root, choice))) return false;
      if (choice.kind !== 'wheel') return true;
      const { binding, libraries } = bindingPaths(root);
      return [binding, ...LIBRARIES.map((name) => join(libraries, name))].every(isThere);
    },
    missing: () => (choice.kind === 'wheel' ? missingCompiler(context) : []),
    space: [{ folder: cache, bytes: bytesToFetch(cache, choice) }],
    async run() {
      rmSync(stamp, { force: true });
      let remark;
      if (choice.kind === 'wheel') remark = await buildFromWheel(context, choice, python);
      else if (choice.kind === 'own script')
        remark = (await ownScript(context)) ?? fallback('its own installation failed');
      else remark = fallback(choice.reason);
      writeWhole(stamp, stampOf(root, choice));
      return remark;
    },
  };
}

/**
 * @param {string} cache
 * @param {import('./choice.mjs').Choice} choice
 */
function bytesToFetch(cache, choice) {
  if (choice.kind !== 'wheel') return 0;
  const { device, wheel } = choice;
  const libraries = isThere(libraryFolder(cache, wheel)) ? 0 : wheel.bytes + wheel.unpackedBytes;
  return libraries + (device === 'cuda' && !isThere(cudaFolder(cache)) ? CUDA_BYTES : 0);
}

/**
 * @param {string} root
 * @param {import('./choice.mjs').Choice} choice
 */
function stampOf(root, choice) {
  if (readIfThere(join(root, 'node_modules/@tensorflow/tfjs-node/package.json')) === undefined) return '';
  const { version, napi } = bindingPaths(root);
  const source = choice.kind === 'wheel' ? choice.wheel.sha256 : choice.kind;
  return stampText({ tfjs: version, napi, arch: process.arch, source });
}

/**
 * @param {import('../context.mjs').Context} context
 * @param {import('./choice.mjs').Choice & { kind: 'wheel' }} choice
 * @param {string} python
 */
async function buildFromWheel(context, { device, wheel }, python) {
  const paths = bindingPaths(context.root);
  const store = await fetchLibraries(context, wheel, { python });
  const cuda = device === 'cuda' ? await fetchCuda(context, { python }) : undefined;
  linkLibraries(store, paths.libraries);
  // The CUDA build opens its libraries at run time, where its own run path leads: ../nvidia/*/lib.
  const nvidia = join(paths.dependencies, 'nvidia');
  rmSync(nvidia, { recursive: true, force: true });
  if (cuda) symlinkSync(cuda, nvidia);
  const compiler = findCompiler(context) ?? 'c++';
  await compileBinding(context, { compiler, headers: join(store, 'include'), paths });
  return selfCheck(context, paths.module);
}

/**
 * Loads the binding in a process of its own: a library that does not fit ends that process, not this one.
 * @param {import('../context.mjs').Context} context
 * @param {string} module
 */
async function selfCheck({ root, env, log }, module) {
  const stdout = await run(process.execPath, [SELF_CHECK, module], {
    cwd: root,
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: '2' },
    log,
    failure:
      'The native TensorFlow binding was built and does not work (`OPTLAB_TF=none` goes on without it).',
  });
  const { tensorflow, gpu } = JSON.parse(stdout);
  return `TensorFlow ${tensorflow} on the ${gpu ? 'GPU' : 'CPU'}`;
}

/**
 * The package's own installation, on systems for which no wheel holds the libraries.
 * @param {import('../context.mjs').Context} context
 * @returns {Promise<string | undefined>} undefined when it failed
 */
async function ownScript(context) {
  const { root, env, log } = context;
  const { module } = bindingPaths(root);
  const install = await execute(
    'npm',
    ['rebuild', '@tensorflow/tfjs-node', '--ignore-scripts=false', '--foreground-scripts'],
    { cwd: root, env, timeout: OWN_SCRIPT_MINUTES * 60_000 },
    log.write,
  );
  if (install.code !== 0) return undefined;
  return selfCheck(context, module).catch(() => undefined);
}
