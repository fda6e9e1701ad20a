import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupFailure } from '../failure.mjs';
import { readIfThere } from '../files.mjs';
import { run } from '../run.mjs';
import { LIBRARIES } from './wheels.mjs';

/**
 * Where the package @tensorflow/tfjs-node looks for its binding, and the binding for its libraries.
 * @param {string} root
 */
export function bindingPaths(root) {
  const module = join(root, 'node_modules/@tensorflow/tfjs-node');
  const { version, binary } = JSON.parse(readIfThere(join(module, 'package.json')) ?? '{}');
  if (!binary) throw new SetupFailure(`The package @tensorflow/tfjs-node is not in ${dirname(module)}.`);
  // Node-API is upward compatible: the newest version that package and Node both know, whatever Node runs later.
  const napi = Math.max(
    ...binary.napi_versions.filter((/** @type {number} */ known) => known <= Number(process.versions.napi)),
  );
  return {
    module,
    version,
    napi,
    dependencies: join(module, 'deps'),
    libraries: join(module, 'deps/lib'),
    binding: join(
      module,
      binary.module_path.replace('{napi_build_version}', napi),
      `${binary.module_name}.node`,
    ),
  };
}

/**
 * Puts the libraries beside the binding: hard links cost no space and outlive the cache; across file systems
 * symbolic links do.
 * @param {string} source
 * @param {string} target
 */
export function linkLibraries(source, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const library of LIBRARIES) {
    try {
      linkSync(join(source, library), join(target, library));
    } catch {
      symlinkSync(join(source, library), join(target, library));
    }
  }
}

/**
 * Compiles the package's own C++ sources. The libraries are found by their own names in `deps/lib`, relative to the
 * binding: neither LD_LIBRARY_PATH nor node-gyp is needed.
 * @param {import('../context.mjs').Context} context
 * @param {{ compiler: string, headers: string, paths: ReturnType<typeof bindingPaths> }} options
 */
export async function compileBinding({ root, env, log }, { compiler, headers, paths }) {
  const { module, napi, binding, libraries } = paths;
  mkdirSync(dirname(binding), { recursive: true });
  const unfinished = `${binding}.unfinished`;
  const sources = readdirSync(join(module, 'binding')).filter((name) => name.endsWith('.cc'));
  await run(
    compiler,
    [
      '-shared',
      '-fPIC',
      '-O2',
      '-std=c++17',
      '-w',
      `-DNAPI_VERSION=${napi}`,
      '-I',
      join(root, 'node_modules/node-api-headers/include'),
      '-I',
      headers,
      ...sources.map((source) => join(module, 'binding', source)),
      '-o',
      unfinished,
      ...LIBRARIES.map((library) => join(libraries, library)),
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
      '-Wl,--allow-shlib-undefined',
    ],
    { env, log, failure: 'The native TensorFlow binding could not be compiled.' },
  );
  renameSync(unfinished, binding);
}
