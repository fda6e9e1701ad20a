import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import {
  emptyFolder,
  fakePrograms,
  onlyPath,
  realProgram,
  repository,
  run,
  start,
  value,
  writeFiles,
} from './support/sandbox';

interface Entry {
  version?: string;
  integrity?: string;
  optional?: boolean;
  link?: boolean;
  os?: string[];
  cpu?: string[];
}
type Packages = Record<string, Entry>;

const areInstalled = (locked: Packages, installed?: Packages) => {
  const files: Record<string, string> = { 'package-lock.json': JSON.stringify({ packages: locked }) };
  if (installed) files['node_modules/.package-lock.json'] = JSON.stringify({ packages: installed });
  const root = writeFiles(emptyFolder(), files);
  return value<boolean>(`
    import { areInstalled } from scripts('setup/packages.mjs');
    console.log(areInstalled(${JSON.stringify(root)}));`);
};

const A: Packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
const elsewhere: Entry = { version: '1.0.0', optional: true, os: ['win32'], cpu: [process.arch] };

test.each<[string, boolean, Packages, Packages | undefined]>([
  ['nothing is installed', false, A, undefined],
  ['all is installed', true, A, A],
  ['another version is', false, A, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
  ['another content is', false, A, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
  ['one is missing', false, { ...A, 'node_modules/b': { version: '2.0.0' } }, A],
  ['more than wanted is installed', true, A, { ...A, 'node_modules/b': { version: '2.0.0' } }],
  ['an optional one for another system is missing', true, { ...A, 'node_modules/b': elsewhere }, A],
  [
    'one for another system is missing that is not optional',
    false,
    { ...A, 'node_modules/b': { ...elsewhere, optional: false } },
    A,
  ],
  [
    'an optional one for this system is missing',
    false,
    { ...A, 'node_modules/b': { ...elsewhere, os: ['!win32'] } },
    A,
  ],
  [
    'the root and links have no version',
    true,
    { '': {}, ...A, 'node_modules/lib': { link: true }, lib: { version: '1' } },
    { ...A, lib: { version: '1' } },
  ],
])('packages are taken as they are or installed anew: %s', async (_, expected, locked, installed) => {
  expect(await areInstalled(locked, installed)).toBe(expected);
});

/** A repository whose lock file wants version 2 where version 1 is installed, and a fake npm. */
function sandbox(npm: string) {
  const lock = (version: string) => JSON.stringify({ packages: { 'node_modules/a': { version } } });
  const root = writeFiles(emptyFolder(), {
    'package.json': '{ "workspaces": ["lib"] }',
    'package-lock.json': lock('2.0.0'),
    '.npmrc': 'fund=false\n',
    'lib/package.json': '{ "name": "lib" }',
    'node_modules/.package-lock.json': lock('1.0.0'),
    'node_modules/a/version': '1',
    'lib/node_modules/old/version': '1',
  });
  const programs = fakePrograms(emptyFolder(), { npm });
  const code = `
    import { makeContext } from scripts('setup/context.mjs');
    import { runMain } from scripts('setup/main.mjs');
    import { packagesStep } from scripts('setup/packages.mjs');
    import { makeProgress } from scripts('setup/progress.mjs');
    import { runSteps } from scripts('setup/steps.mjs');
    const context = makeContext({ root: ${JSON.stringify(root)} });
    await runMain(async () => {
      const step = { ...packagesStep(context), space: [] };
      await runSteps(context, [step], makeProgress());
      if (!(await step.isCurrent())) throw new Error('not current after it ran');
    });`;
  const env = { PATH: onlyPath(programs), HOME: root };
  return {
    root,
    installed: () => readFileSync(join(root, 'node_modules/a/version'), 'utf8').trim(),
    replace: (script: string) => fakePrograms(programs, { npm: script }),
    setUp: () => run(code, env),
    start: () => start(code, env),
  };
}

const installs = `
  [ -f package-lock.json ] && [ -f lib/package.json ] && [ -f .npmrc ] || exit 9
  mkdir -p node_modules/a
  echo 2 > node_modules/a/version
  cp package-lock.json node_modules/.package-lock.json`;

test('new packages take the place of the old ones, in the workspaces too', async () => {
  const box = sandbox(installs);
  expect(await box.setUp()).toMatchObject({ code: 0, stderr: '' });
  expect(box.installed()).toBe('2');
  expect(existsSync(join(box.root, 'lib/node_modules'))).toBe(false);
  expect(readdirSync(join(box.root, '.cache/setup'))).toEqual([]);
});

test('the commands of the workspaces can be called', async () => {
  const tool = { name: 'tool', version: '1.0.0', bin: { tool: 'bin/tool.js' } };
  const main = { name: 'main', workspaces: ['tool'] };
  const links = { 'node_modules/tool': { resolved: 'tool', link: true }, tool };
  const { root, setUp, replace } = sandbox('');
  writeFiles(root, {
    'package.json': JSON.stringify(main),
    'package-lock.json': JSON.stringify({
      name: 'main',
      lockfileVersion: 3,
      packages: { '': main, ...links },
    }),
    'tool/package.json': JSON.stringify(tool),
    'tool/bin/tool.js': '#!/usr/bin/env node',
  });
  replace(`PATH=${JSON.stringify(process.env.PATH)} exec ${realProgram('npm')} "$@"`);
  expect(await setUp()).toMatchObject({ code: 0 });
  expect(realpathSync(join(root, 'node_modules/.bin/tool'))).toBe(
    join(realpathSync(root), 'tool/bin/tool.js'),
  );
});

test('without a network the old packages stay, and the message says so', async () => {
  const box = sandbox('echo "npm error code EAI_AGAIN" >&2; exit 1');
  const { code, stderr } = await box.setUp();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^\nThe npm packages could not be installed\. There is no network.*goes on working\.\n/,
  );
  expect(box.installed()).toBe('1');
  expect(existsSync(join(box.root, 'lib/node_modules/old'))).toBe(true);
});

test('an installation that is killed changes nothing, and is done anew', async () => {
  const box = sandbox(`${installs}\n  touch halfway\n  while [ -e halfway ]; do sleep 0.05; done`);
  const first = box.start();
  while (!existsSync(join(box.root, '.cache/setup/packages/halfway')))
    await new Promise((done) => setTimeout(done, 20));
  first.kill('SIGKILL');
  await new Promise((done) => setTimeout(done, 50));
  expect(box.installed()).toBe('1');
  box.replace(installs);
  expect((await box.setUp()).code).toBe(0);
  expect(box.installed()).toBe('2');
});

describe('the lock file', () => {
  const text = readFileSync(join(repository, 'package-lock.json'), 'utf8');
  const packages = JSON.parse(text).packages as Record<
    string,
    {
      optionalDependencies?: Record<string, string>;
      dependencies?: Record<string, string>;
      version?: string;
      link?: boolean;
    }
  >;

  /** Where npm would look for a package that is wanted at a place. */
  const places = (from: string, name: string): string[] => {
    const here = `${from ? `${from}/` : ''}node_modules/${name}`;
    if (from === '') return [here];
    return [here, ...places(from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0)), name)];
  };

  test('has every package for every system, else `npm ci` refuses it (`npm run lock` adds them)', () => {
    const missing = Object.entries(packages).flatMap(([from, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).filter(
        (name) => !places(from, name).some((place) => packages[place]),
      ),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(packages).length).toBeGreaterThan(400);
  });

  test('names no host', () => {
    expect(text).not.toMatch(/"resolved": "http/);
  });
});
