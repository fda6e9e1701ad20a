import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../support/prerequisite';
import { emptyFolder, repository, run, start, value, writeFiles } from './support/sandbox';

const labArguments = (root: string, args: string[], isRoot: boolean) =>
  value<string[]>(`
    import { labArguments } from scripts('start/jupyterlab.mjs');
    console.log(JSON.stringify(labArguments(${JSON.stringify(root)}, ${JSON.stringify(args)}, ${isRoot})));`);

describe('what JupyterLab is started with', () => {
  test('the lessons are its folder, and the first of the curriculum is opened', async () => {
    const root = writeFiles(emptyFolder(), {
      'notebooks/6.10-obs.ipynb': '',
      'notebooks/2.1-stochastic.ipynb': '',
      'notebooks/1.2-gradient-descent.ipynb': '',
      'notebooks/1.2-gradient-descent.exercises.ipynb': '',
      'notebooks/0-readme.md': '',
    });
    const args = await labArguments(root, [], false);
    expect(args).toContain(`--ServerApp.root_dir=${root}`);
    expect(args).toContain(`--ServerApp.preferred_dir=${root}/notebooks`);
    expect(args).toContain('--LabApp.default_url=/lab/tree/notebooks/1.2-gradient-descent.ipynb');
  });

  test('6.2 comes before 6.10', async () => {
    const first = await value<string>(`
      import { firstLesson } from scripts('start/jupyterlab.mjs');
      console.log(JSON.stringify(firstLesson(['6.10-a.ipynb', '6.2-b.ipynb', '6.9-c.ipynb'])));`);
    expect(first).toBe('6.2-b.ipynb');
  });

  test('the superuser is allowed only where that is who runs it', async () => {
    expect(await labArguments(emptyFolder(), [], true)).toContain('--allow-root');
    expect(await labArguments(emptyFolder(), [], false)).not.toContain('--allow-root');
  });

  test("the user's own arguments come last, so that they win", async () => {
    const args = await labArguments(emptyFolder(), ['--no-browser', '--port', '8899'], true);
    expect(args.slice(-3)).toEqual(['--no-browser', '--port', '8899']);
  });

  test('an option that the user gives is not given twice', async () => {
    const args = await labArguments(emptyFolder(), ['--ServerApp.root_dir=/elsewhere'], true);
    expect(args.filter((arg) => arg.startsWith('--ServerApp.root_dir'))).toEqual([
      '--ServerApp.root_dir=/elsewhere',
    ]);
  });

  test('everything that Jupyter keeps stays in the folder', async () => {
    const root = emptyFolder();
    const env = await value<Record<string, string>>(`
      import { jupyterEnvironment } from scripts('start/jupyterlab.mjs');
      const env = { PATH: '/bin', HOME: '/home/learner', JUPYTER_PATH: '/elsewhere', JUPYTER_CONFIG_DIR: '/elsewhere' };
      console.log(JSON.stringify(jupyterEnvironment(${JSON.stringify(root)}, env)));`);
    expect(env.PATH).toBe(`${root}/.venv/bin:/bin`);
    expect(env.HOME).toBe('/home/learner');
    expect(JSON.stringify(env)).not.toContain('elsewhere');
    for (const name of ['CONFIG_DIR', 'DATA_DIR', 'RUNTIME_DIR']) {
      expect(env[`JUPYTER_${name}`]).toMatch(`${root}/.cache/jupyter/`);
    }
  });
});

describe('the kernel made known to JupyterLab', () => {
  const register = (root: string) =>
    run(`
      import { makeContext } from scripts('setup/context.mjs');
      import { jupyterStep } from scripts('setup/jupyter.mjs');
      import { runMain } from scripts('setup/main.mjs');
      const step = jupyterStep(makeContext({ root: ${JSON.stringify(root)} }));
      await runMain(async () => {
        const before = step.isCurrent();
        await step.run();
        console.log(before, step.isCurrent());
      });`);
  /** A repository with a compiled kernel, whose program nobody starts. */
  const compiled = () => {
    const root = emptyFolder();
    for (const path of ['package.json', 'assets', 'bin', 'dist'])
      cpSync(join(repository, 'kernel', path), join(root, 'kernel', path), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
    return root;
  };

  test('is the one of this folder, run by this Node, and interrupted by message', async () => {
    const root = compiled();
    expect((await register(root)).stdout).toBe('false true\n');
    const folder = join(root, '.venv/share/jupyter/kernels/optlab');
    expect(JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'))).toMatchObject({
      argv: [
        process.execPath,
        '--no-force-async-hooks-checks',
        join(root, 'kernel/dist/main/index.js'),
        '{connection_file}',
      ],
      display_name: 'TypeScript (optlab)',
      language: 'typescript',
      interrupt_mode: 'message',
    });
    expect((await register(root)).stdout).toBe('true true\n');
  });

  test('is registered anew when the folder was moved', async () => {
    const root = compiled();
    await register(root);
    const moved = writeFiles(compiled(), {
      '.venv/share/jupyter/kernels/optlab/kernel.json': readFileSync(
        join(root, '.venv/share/jupyter/kernels/optlab/kernel.json'),
        'utf8',
      ),
    });
    expect((await register(moved)).stdout).toBe('false true\n');
  });

  test('keeps what JupyterLab adds to its settings', async () => {
    const root = compiled();
    await register(root);
    const settings = join(root, '.venv/etc/jupyter/labconfig/page_config.json');
    const { disabledExtensions } = JSON.parse(readFileSync(settings, 'utf8'));
    expect(disabledExtensions).toEqual({ '@jupyterlab/apputils-extension:announcements': true });
    writeFiles(root, {
      '.venv/etc/jupyter/labconfig/page_config.json': JSON.stringify({
        disabledExtensions,
        lockedExtensions: {},
      }),
    });
    expect((await register(root)).stdout).toBe('true true\n');
  });

  test('is not registered when it was not compiled', async () => {
    const root = emptyFolder();
    const { code, stderr } = await register(root);
    expect(code).toBe(1);
    expect(stderr).toContain(`The kernel's program ${root}/kernel/dist/main/index.js is not there.`);
  });
});

needs('venv')('JupyterLab itself', () => {
  test('ends in order and with code 0 on one Ctrl-C, though npm passes that on a second time', async () => {
    const home = emptyFolder();
    const root = writeFiles(emptyFolder(), { 'notebooks/1.1-first.ipynb': '' });
    symlinkSync(join(repository, '.venv'), join(root, '.venv'));
    const server = start(
      `import { startJupyterLab } from scripts('start/jupyterlab.mjs');
       const context = { root: ${JSON.stringify(root)}, env: process.env };
       process.exitCode = await startJupyterLab(context, ['--no-browser', '--ServerApp.port=0']);`,
      { ...process.env, HOME: home },
    );
    const runtime = join(root, '.cache/jupyter/runtime');
    const servers = () =>
      existsSync(runtime) ? readdirSync(runtime).filter((name) => /^jpserver-\d+\.json$/.test(name)) : [];
    while (servers().length === 0) await new Promise((done) => setTimeout(done, 100));
    server.kill('SIGINT');
    server.kill('SIGINT');
    expect((await server.ended).code).toBe(0);
    expect(servers()).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });
});
