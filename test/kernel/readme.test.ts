import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './support/build';
import { repository } from './support/client';
import { useKernel } from './support/notebook';

const readme = readFileSync(join(repository, 'kernel/README.md'), 'utf8');

const sources = readdirSync(join(repository, 'kernel/src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

/** The text under a heading. */
function section(title: string): string {
  const [, text] = readme.split(`\n## ${title}\n`);
  if (text === undefined) throw new Error(`The README has no part "${title}".`);
  return text.split('\n## ')[0];
}

const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test('the settings of the README are those that the kernel reads', () => {
  const read = found(sources, /\benv\.(OPTLAB_\w+)/g);
  expect(read.length).toBeGreaterThan(0);
  expect(found(readme, /\b(OPTLAB_\w+)/g)).toEqual(read);
});

test("the commands and options of the README are those of the command's help", () => {
  ensureBuilt();
  const help = execFileSync(process.execPath, [join(repository, 'kernel/bin/optlab-kernel.js'), '--help'], {
    encoding: 'utf8',
  });
  const options = /(?<![\w-])(--[a-z][a-z-]*)/g;
  const ofNpm = ['--global'];
  const ofTheHelp = found(help, options).filter((option) => !['--help', '--version'].includes(option));
  expect(ofTheHelp).toContain('--sys-prefix');
  expect(found(section('Install'), options).filter((option) => !ofNpm.includes(option))).toEqual(ofTheHelp);
  const commands = /optlab-kernel (install|uninstall|list)\b/g;
  expect(found(section('Install'), commands)).toEqual(found(help, commands));
});

test('the magics of the README are those that the kernel knows', () => {
  const known = found(sources, /^ {2}(%%?\w+) /gm);
  expect(known).toContain('%%unchecked');
  expect(found(readme, /`(%%?[a-z]+)\b/g)).toEqual(known);
});

test('the command of the kernelspec is the one of the README', () => {
  expect(section('Settings')).toContain(
    '`node --no-force-async-hooks-checks dist/main/index.js {connection_file}` with `"interrupt_mode": "message"`',
  );
  expect(sources).toContain("'--no-force-async-hooks-checks'");
});

describe('in a cell', () => {
  const kernel = useKernel();

  test('every function of the README is there', async () => {
    const rows = section('Functions that cells have')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    let owner = '';
    const names = rows.flatMap((row) =>
      found(row.split('|')[1], /`(\.?[\w.]+)(?=[(`])/g)
        .sort((a, b) => Number(a.startsWith('.')) - Number(b.startsWith('.')))
        .map((name) => {
          if (name.startsWith('.')) return owner + name;
          owner = name.split('.')[0];
          return name;
        }),
    );
    expect(names).toEqual(expect.arrayContaining(['display', 'display.html', 'display.markdown', 'input']));
    const types = await kernel.client.execute(`[${names.map((name) => `typeof ${name}`).join()}].join()`);
    expect(types.result).toBe(`'${names.map(() => 'function').join()}'`);
  });

  test('every import of the README that is not a file resolves', async () => {
    const imports = found(readme, /(import \{[^}]+\} from '[^.'][^']*')/g);
    expect(imports.length).toBeGreaterThan(0);
    const block = imports.map(
      (each) => `{ ${each.replace(/import (\{.*\}) from ('.*')/, 'const $1 = await import($2)')}; }`,
    );
    expect(await kernel.client.execute(block.join('\n'))).toMatchObject({ status: 'ok', error: undefined });
  });
});
