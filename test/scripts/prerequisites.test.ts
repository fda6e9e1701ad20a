import { emptyFolder, fakePrograms, onlyPath, run, value } from './support/sandbox';

const python = (version: string, whole = true) => `echo ${version.replace('.', ' ')} ${whole ? 1 : 0}`;

const found = (programs: Record<string, string>, env: NodeJS.ProcessEnv = {}) =>
  value<{ python?: string; missing?: string[] }>(
    `import { findPython } from scripts('setup/prerequisites.mjs');
     console.log(JSON.stringify(await findPython({ env: process.env, platform: 'darwin' })));`,
    { ...env, PATH: onlyPath(fakePrograms(emptyFolder(), programs)) },
  );

describe('Python', () => {
  test('that is new enough and can make environments is taken', async () => {
    expect((await found({ python3: python('3.10') })).python).toMatch(/\/python3$/);
    expect((await found({ python3: python('4.0') })).python).toMatch(/\/python3$/);
  });

  test('is looked for under the names of its versions where python3 is too old or has no venv', async () => {
    expect((await found({ python3: python('3.9'), 'python3.12': python('3.12') })).python).toMatch(/3\.12$/);
    expect((await found({ python3: python('3.14', false), 'python3.11': python('3.11') })).python).toMatch(
      /3\.11$/,
    );
  });

  test('that OPTLAB_PYTHON names is the only one looked at', async () => {
    const programs = { python3: python('3.12'), mine: python('3.8') };
    expect((await found(programs, { OPTLAB_PYTHON: 'mine' })).missing).toEqual([
      'Python 3.10 or newer is needed, and 3.8 is the newest found: `brew install python`.',
    ]);
  });

  test('is missing: one sentence says so, and how to get it', async () => {
    expect((await found({})).missing).toEqual(['Python 3.10 or newer is needed: `brew install python`.']);
    expect((await found({ python3: 'exit 1' })).missing).toEqual([
      'Python 3.10 or newer is needed: `brew install python`.',
    ]);
  });

  test('without venv and pip, as Debian splits it: the sentence names them', async () => {
    expect((await found({ python3: python('3.13', false) })).missing).toEqual([
      'Python 3.13 is here without its modules venv and pip (ensurepip): `brew install python`.',
    ]);
  });
});

test('how to get a tool is told for the system at hand, and for all of them where it is unknown', async () => {
  const sentences = await value<string[]>(`
    import { howToGet } from scripts('setup/prerequisites.mjs');
    const on = (platform, osRelease) => howToGet('compiler', { platform, env: {} }, osRelease);
    console.log(JSON.stringify([
      on('linux', 'PRETTY_NAME="Debian GNU/Linux 12"\\nID=debian\\n'),
      on('linux', 'ID=linuxmint\\nID_LIKE="ubuntu debian"\\n'),
      on('linux', 'ID="rocky"\\nID_LIKE="rhel centos fedora"\\n'),
      on('darwin', ''),
      on('linux', 'ID=arch\\n'),
    ]));`);
  expect(sentences).toEqual([
    '`sudo apt install g++`',
    '`sudo apt install g++`',
    '`sudo dnf install gcc-c++`',
    '`xcode-select --install`',
    'Debian, Ubuntu: `sudo apt install g++`; Fedora: `sudo dnf install gcc-c++`; macOS: `xcode-select --install`',
  ]);
});

test('what is written on one disk is added up, and compared with what is free there', async () => {
  const sentences = await value<string[]>(`
    import { missingSpace } from scripts('setup/prerequisites.mjs');
    const disks = { '/a': { device: '1', free: 2e9 }, '/b': { device: '1', free: 2e9 }, '/c': { device: '2', free: 1e9 } };
    const needed = (...plans) => missingSpace(plans.map(([folder, bytes]) => ({ folder, bytes })), (at) => disks[at]);
    console.log(JSON.stringify([
      needed(['/a', 1e9], ['/b', 0.9e9], ['/c', 1e9]),
      needed(['/a', 1.5e9], ['/b', 1e9], ['/c', 0.5e9]),
      needed(['/c', 3.1e9]),
    ]));`);
  expect(sentences).toEqual([
    [],
    ['The disk is too full: 2.5 GB are needed in /b, and 2.0 GB are free.'],
    ['The disk is too full: 3.1 GB are needed in /c, and 1.0 GB are free.'],
  ]);
});

test('everything that is missing is named at once, and the exit code is 1', async () => {
  const root = emptyFolder();
  const ended = await run(
    `import { makeContext } from scripts('setup/context.mjs');
     import { runMain } from scripts('setup/main.mjs');
     import { packagesStep } from scripts('setup/packages.mjs');
     import { pythonStep } from scripts('setup/python.mjs');
     import { nativeStep } from scripts('setup/native/index.mjs');
     import { makeProgress } from scripts('setup/progress.mjs');
     import { runSteps } from scripts('setup/steps.mjs');
     import { writeFileSync } from 'node:fs';
     await runMain(async () => {
       const context = makeContext({ root: ${JSON.stringify(root)} });
       writeFileSync(context.root + '/package-lock.json', '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }');
       const choose = async () => ({ kind: 'wheel', device: 'cpu', wheel: { version: '1', bytes: 1, unpackedBytes: 1 } });
       const steps = [packagesStep(context), pythonStep(context), await nativeStep(context, { choose })];
       await runSteps(context, steps, makeProgress());
     });`,
    { PATH: onlyPath(), HOME: root },
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^npm is missing: .+\.$/m);
  expect(ended.stderr).toMatch(/^Python 3\.10 or newer is needed: .+\.$/m);
  expect(ended.stderr).toMatch(/^A C\+\+ compiler is missing, .+OPTLAB_TF=none.+\.$/m);
  expect(ended.stdout).toBe('');
});

test.each([
  ['18.20.4', 1],
  ['20.18.3', 1],
  ['20.19.0', 0],
  ['22.0.0', 0],
  ['26.1.0', 0],
])('Node %s ends the program with %i', async (version, code) => {
  const ended = await run(`
    import { refuseOldNode } from scripts('setup/node-version.mjs');
    refuseOldNode('${version}');`);
  expect(ended.code).toBe(code);
  expect(ended.stderr.includes(`20.19 or newer is needed, and this is ${version}`)).toBe(code === 1);
});
