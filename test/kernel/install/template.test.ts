import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../support/build';
import { repository } from '../support/client';

let prefix: string;
let template: string;

beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  prefix = mkdtempSync(join(tmpdir(), 'kernel-prefix-'));
  template = join(prefix, 'share/jupyter/nbconvert/templates/optlab');
});
afterEach(() => rmSync(prefix, { recursive: true, force: true }));

const command = (name: 'install' | 'uninstall', ...options: string[]) =>
  spawnSync(
    process.execPath,
    [join(repository, 'kernel/bin/optlab-kernel.js'), name, '--prefix', prefix, ...options],
    { encoding: 'utf8' },
  );

const files = ['conf.json', 'index.html.j2'];

test('install puts the template of nbconvert where Jupyter looks for it, and renews it', () => {
  expect(command('install')).toMatchObject({ status: 0, stderr: '' });
  const shipped = (file: string) => readFileSync(join(repository, 'kernel/assets/nbconvert', file), 'utf8');
  const installed = (file: string) => readFileSync(join(template, file), 'utf8');
  writeFileSync(join(template, 'index.html.j2'), 'of an older version');
  expect(command('install')).toMatchObject({ status: 0, stderr: '' });
  expect(files.map(installed)).toEqual(files.map(shipped));
});

test('the template goes with the last kernel of its place', () => {
  command('install');
  command('install', '--name', 'second');
  command('uninstall');
  expect(existsSync(template)).toBe(true);
  command('uninstall', '--name', 'second');
  expect(existsSync(template)).toBe(false);
});

test.each(['{ "base_template": "lab" }', 'not JSON', '[]', 'null'])(
  'a template of that name with another origin stays: %s',
  (config) => {
    mkdirSync(template, { recursive: true });
    writeFileSync(join(template, 'conf.json'), config);
    const { status, stderr } = command('install', '--force');
    expect(status).toBe(0);
    expect(stderr).toContain(`The template of nbconvert in ${template} does not belong to optlab-kernel`);
    command('uninstall');
    expect(readFileSync(join(template, 'conf.json'), 'utf8')).toBe(config);
    expect(existsSync(join(template, 'index.html.j2'))).toBe(false);
  },
);
