import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, fakePrograms, onlyPath, run, start, writeFiles } from './support/sandbox';

interface Pip {
  download?: string;
  install?: string;
}

const brings = 'while [ "$1" != -d ]; do shift; done; mkdir -p "$2"; echo wheel > "$2/jupyterlab.whl"';
const installs = `
  while [ "$1" != --find-links ]; do shift; done
  [ -f "$2/jupyterlab.whl" ] || exit 9
  cp "$2/jupyterlab.whl" "$(dirname "$0")/../installed"`;

/** A Python whose environments are folders with a copy of itself. */
const fakePython = ({ download = brings, install = installs }: Pip = {}) => `
case "$*" in
  -c*) echo 3 12 1 ;;
  "-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo made > "$3/fresh" ;;
  "-m pip --version") ;;
  "-m pip"*download*) ${download} ;;
  "-m pip"*install*) ${install} ;;
  *) exit 8 ;;
esac`;

function sandbox(pip?: Pip) {
  const root = writeFiles(emptyFolder(), { 'requirements.txt': 'jupyterlab==4.6.6\n' });
  const programs = fakePrograms(emptyFolder(), { python3: fakePython(pip) });
  const code = `
    import { makeContext } from scripts('setup/context.mjs');
    import { runMain } from scripts('setup/main.mjs');
    import { makeProgress } from scripts('setup/progress.mjs');
    import { pythonStep } from scripts('setup/python.mjs');
    import { runSteps } from scripts('setup/steps.mjs');
    const context = makeContext({ root: ${JSON.stringify(root)} });
    await runMain(async () => {
      const step = { ...pythonStep(context), space: [] };
      await runSteps(context, [step], makeProgress());
      if (!(await step.isCurrent())) throw new Error('not current after it ran');
    });`;
  const env = { PATH: onlyPath(programs), HOME: root };
  const venv = join(root, '.venv');
  return {
    root,
    venv,
    setUp: () => run(code, env),
    start: () => start(code, env),
    /** Also in an environment that was made with another. */
    replace: (changed?: Pip) => {
      fakePrograms(programs, { python3: fakePython(changed) });
      if (existsSync(venv)) fakePrograms(join(venv, 'bin'), { python: fakePython(changed) });
    },
    require: (line: string) => writeFiles(root, { 'requirements.txt': `${line}\n` }),
    has: (name: string) => existsSync(join(venv, name)),
  };
}

test('the environment is made once', async () => {
  const box = sandbox();
  expect(await box.setUp()).toMatchObject({ code: 0, stderr: '' });
  expect(box.has('installed')).toBe(true);
  expect(readdirSync(join(box.root, '.cache/setup'))).toEqual([]);
  expect(await box.setUp()).toMatchObject({ code: 0, stdout: '' });
});

test('other requirements are installed into the environment that is there', async () => {
  const box = sandbox();
  await box.setUp();
  writeFiles(box.venv, { kept: '' });
  box.require('jupyterlab==4.6.7');
  expect((await box.setUp()).code).toBe(0);
  expect(box.has('kept')).toBe(true);
});

test('without a network the environment stays as it is', async () => {
  const box = sandbox();
  await box.setUp();
  box.replace({ download: 'echo "NameResolutionError: Failed to resolve" >&2; exit 1' });
  box.require('jupyterlab==4.6.7');
  const { code, stderr } = await box.setUp();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\nThe Python packages could not be downloaded\. There is no network/);
  expect(box.has('installed')).toBe(true);
  expect(readFileSync(join(box.venv, 'optlab.json'), 'utf8')).toContain(box.root);
});

test('an installation that fails halfway is not built upon', async () => {
  const box = sandbox({
    install: 'echo "[Errno 28] No space left on device" >&2; touch "$(dirname "$0")/../half"; exit 1',
  });
  const { code, stderr } = await box.setUp();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\nThe Python packages could not be installed\. The disk is full/);
  box.replace();
  expect((await box.setUp()).code).toBe(0);
  expect(box.has('half')).toBe(false);
});

test('an installation that is killed is not built upon', async () => {
  const box = sandbox({
    install: 'half="$(dirname "$0")/../half"; touch "$half"; while [ -e "$half" ]; do sleep 0.05; done',
  });
  const first = box.start();
  while (!box.has('half')) await new Promise((done) => setTimeout(done, 20));
  first.kill('SIGKILL');
  await new Promise((done) => setTimeout(done, 50));
  box.replace();
  expect((await box.setUp()).code).toBe(0);
  expect(box.has('half')).toBe(false);
  expect(box.has('installed')).toBe(true);
});

test('an environment that came from another folder is made anew: its programs name that folder', async () => {
  const box = sandbox();
  await box.setUp();
  const stamp = readFileSync(join(box.venv, 'optlab.json'), 'utf8');
  writeFiles(box.venv, { 'optlab.json': stamp.replace(box.root, '/elsewhere'), moved: '' });
  expect((await box.setUp()).code).toBe(0);
  expect(box.has('moved')).toBe(false);
});

test('a Python that cannot make the environment: its words are shown', async () => {
  const box = sandbox();
  const broken = fakePython().replace(
    /"-m venv"\*\) .*;;/,
    '"-m venv"*) echo "ensurepip is not available" >&2; exit 1 ;;',
  );
  const ended = await run(
    `import { makeContext } from scripts('setup/context.mjs');
     import { pythonStep } from scripts('setup/python.mjs');
     import { runMain } from scripts('setup/main.mjs');
     await runMain(() => pythonStep(makeContext({ root: ${JSON.stringify(box.root)} })).run());`,
    { PATH: onlyPath(fakePrograms(emptyFolder(), { python3: broken })), HOME: box.root },
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(
    /The Python environment \.venv could not be made\.\n\n {4}ensurepip is not available/,
  );
});
