import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isThere } from '../setup/files.mjs';
import { venvFolder, venvPython } from '../setup/python.mjs';

const PATIENCE = 2000;

/**
 * Runs JupyterLab on the lessons until it ends, or is told to end.
 * @param {Pick<import('../setup/context.mjs').Context, 'root' | 'env'>} context
 * @param {string[]} args passed on to `jupyter lab`
 * @returns {Promise<number>} exit code
 */
export function startJupyterLab({ root, env }, args) {
  const lessons = join(root, 'notebooks');
  const server = spawn(venvPython(root), ['-m', 'jupyterlab', ...labArguments(root, args)], {
    cwd: lessons,
    env: jupyterEnvironment(root, env),
    // A process group of its own: Ctrl-C reaches the server once, from here, and as a signal to end without a question.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let asked = 0;
  const end = () => {
    // One Ctrl-C can come twice, from the terminal and from npm; only a later one means: at once.
    if (asked === 0) server.kill('SIGTERM');
    else if (Date.now() - asked > PATIENCE) server.kill('SIGKILL');
    asked ||= Date.now();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, end);
  return new Promise((done, fail) => {
    server.on('error', fail);
    server.on('exit', (code) => done(asked > 0 ? 0 : (code ?? 1)));
  });
}

/**
 * @param {string} root
 * @param {string[]} args what the user gives wins: JupyterLab refuses an option that comes twice
 */
export function labArguments(root, args, isRoot = process.getuid?.() === 0) {
  const lessons = join(root, 'notebooks');
  const first = firstLesson(isThere(lessons) ? readdirSync(lessons) : []);
  const optionOf = (/** @type {string} */ arg) => arg.split('=')[0];
  const given = new Set(args.map(optionOf));
  const defaults = [
    // The whole course is served, since lessons link to the curriculum; the file browser begins at the lessons.
    `--ServerApp.root_dir=${root}`,
    `--ServerApp.preferred_dir=${lessons}`,
    '--MultiKernelManager.default_kernel_name=optlab',
    // Fewer lines on the terminal than the address is drowned in.
    '--ServerApp.log_level=WARN',
    '--LanguageServerManager.autodetect=False',
    ...(first ? [`--LabApp.default_url=/lab/tree/notebooks/${encodeURIComponent(first)}`] : []),
    ...(isRoot ? ['--allow-root'] : []),
  ];
  return [...defaults.filter((option) => !given.has(optionOf(option))), ...args];
}

/**
 * Lessons are named by their place in the curriculum: 1.2-gradient-descent.ipynb, and 6.10 comes after 6.9.
 * @param {string[]} names
 */
export function firstLesson(names) {
  return names
    .filter((name) => name.endsWith('.ipynb') && !/exercise|solution/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0];
}

/**
 * Everything that JupyterLab and its kernels keep stays in the folder; what the user's own Jupyter keeps elsewhere is
 * neither read nor changed.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(root, env) {
  const own = join(root, '.cache/jupyter');
  mkdirSync(own, { recursive: true });
  const { PYTHONHOME, PYTHONPATH, PYTHONDONTWRITEBYTECODE, JUPYTER_PATH, JUPYTER_CONFIG_PATH, ...kept } = env;
  return {
    ...kept,
    PATH: [join(venvFolder(root), 'bin'), env.PATH].join(delimiter),
    VIRTUAL_ENV: venvFolder(root),
    JUPYTER_CONFIG_DIR: join(own, 'config'),
    JUPYTER_DATA_DIR: join(own, 'data'),
    JUPYTER_RUNTIME_DIR: join(own, 'runtime'),
    JUPYTER_PREFER_ENV_PATH: '1',
    JUPYTERLAB_SETTINGS_DIR: join(own, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(own, 'workspaces'),
    IPYTHONDIR: join(own, 'ipython'),
  };
}
