import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { needs, venvPython } from '../../support/prerequisite';
import { ensureBuilt } from '../support/build';
import { repository } from '../support/client';

/** A folder into which the kernel was installed from its package, outside the repository. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kernel-package-')));
const installed = join(folder, 'node_modules/optlab-kernel');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const source = read(join(repository, 'kernel/package.json'));

beforeAll(() => {
  ensureBuilt();
  execFileSync('npm', ['pack', '-w', 'kernel', '--pack-destination', folder], {
    cwd: repository,
    stdio: 'pipe',
  });
  execFileSync('tar', ['xzf', `optlab-kernel-${source.version}.tgz`], { cwd: folder });
  mkdirSync(dirname(installed));
  renameSync(join(folder, 'package'), installed);
  // As npm would install them, without a network: what the package names, and nothing else of the repository.
  for (const name of Object.keys(source.dependencies)) {
    const target = join(folder, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(packageFolder(name), target);
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packageFolder(name: string): string {
  const places = ['kernel/node_modules', 'node_modules'].map((place) => join(repository, place, name));
  return places.find((place) => existsSync(place)) ?? name;
}

const filesOf = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1));

test('the package holds the program, the command, the logos, the licence and the front page', () => {
  const files = filesOf(installed);
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      source.main,
      source.bin['optlab-kernel'],
      'assets/logo-svg.svg',
    ]),
  );
  const compiled = filesOf(join(repository, 'kernel/src'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join('dist', file.replace(/ts$/, 'js')));
  expect(files).toEqual(expect.arrayContaining(compiled));
});

test('the package holds nothing that only its developers use', () => {
  const expected =
    /^(LICENSE|README\.md|package\.json|bin\/[^/]+\.js|assets\/logo-[^/]+|assets\/nbconvert\/[^/]+|dist\/([^./]+\/)*[^./]+\.(js|d\.ts))$/;
  expect(filesOf(installed).filter((file) => !expected.test(file))).toEqual([]);
});

test('no file of the package names a folder of the machine that made it', () => {
  const naming = filesOf(installed).filter((file) =>
    readFileSync(join(installed, file)).includes(repository),
  );
  expect(naming).toEqual([]);
});

test("the licence is the repository's", () => {
  expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(
    readFileSync(join(repository, 'LICENSE'), 'utf8'),
  );
});

needs('venv')('a notebook beside the installed package', () => {
  const home = join(folder, 'home');
  const env = { PATH: process.env.PATH, HOME: home, JUPYTER_PLATFORM_DIRS: '0' };
  interface Answer {
    cells: { status: string; result: string | null; stdout: string; error: string | null }[];
    completion: string[];
  }
  let answer: Answer;

  beforeAll(() => {
    mkdirSync(home);
    const notes = join(folder, 'notes');
    const shapes = join(notes, 'node_modules/shapes');
    mkdirSync(shapes, { recursive: true });
    writeFileSync(
      join(shapes, 'package.json'),
      '{ "name": "shapes", "main": "index.js", "types": "index.d.ts" }',
    );
    writeFileSync(join(shapes, 'index.js'), 'exports.area = (side) => side * side;');
    writeFileSync(join(shapes, 'index.d.ts'), 'export declare function area(side: number): number;');
    const command = join(installed, source.bin['optlab-kernel']);
    execFileSync(process.execPath, [command, 'install'], { env, stdio: 'pipe' });
    const input = JSON.stringify({
      kernel: 'optlab',
      folder: notes,
      cells: [
        'const side: number = 3;\nside + 1',
        "import { area } from 'shapes';\narea(side)",
        "area('x')",
        "import { readFileSync } from 'node:fs';\nreadFileSync('gone.txt')",
        "enum Colour { Red = 'red' }\nconsole.log(Colour.Red)",
        "import { IntSlider } from 'optlab-kernel/widgets';\nconst five: number = new IntSlider({ value: 5 }).value;\nfive",
        "new IntSlider({ value: 'five' })",
      ],
      complete: 'Math.cos',
    });
    const output = execFileSync(venvPython(), [join(__dirname, 'use_kernel.py')], {
      env,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    answer = JSON.parse(output);
  }, 90_000);

  test('runs checked cells', () => {
    expect(answer.cells[0]).toMatchObject({ status: 'ok', result: '4' });
  });

  test("uses the packages of the notebook's folder, with their types", () => {
    expect(answer.cells[1]).toMatchObject({ status: 'ok', result: '9' });
    expect(answer.cells[2].error).toContain('TS2345');
  });

  test('reports errors by the lines of the cell', () => {
    expect(answer.cells[3].error).toMatch(/ENOENT[\s\S]*In\[4\]:2:1/);
  });

  test('writes the output of code that needs more than its types removed', () => {
    expect(answer.cells[4]).toMatchObject({ status: 'ok', stdout: 'red\n' });
  });

  test("has the kernel's own modules, with their types", () => {
    expect(answer.cells[5]).toMatchObject({ status: 'ok', result: '5' });
    expect(answer.cells[6].error).toContain('TS2322');
  });

  test('completes', () => {
    expect(answer.completion).toEqual(expect.arrayContaining(['cos', 'cosh']));
  });
});
