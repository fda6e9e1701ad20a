import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAtLeast } from '../../../kernel/src/install/install';
import { needs, venvPython } from '../../support/prerequisite';
import { ensureBuilt } from '../support/build';
import { repository } from '../support/client';

let home: string;
let env: NodeJS.ProcessEnv;

beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kernel-home-')));
  env = { PATH: process.env.PATH, HOME: home };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function command(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, 'kernel/bin/optlab-kernel.js'), ...args],
    { cwd: home, env, encoding: 'utf8' },
  );
  return { code: status, stdout, stderr };
}

const done = (...args: string[]) => {
  const ended = command(...args);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
};

const kernels = (folder = '.local') => join(home, folder, 'share/jupyter/kernels');
const spec = (folder: string) => JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'));

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A kernelspec of another program. */
const foreign = (folder: string) =>
  put(
    join(folder, 'kernel.json'),
    JSON.stringify({ argv: ['ir'], display_name: 'R', language: 'R', metadata: {} }),
  );

describe('install', () => {
  test('writes a kernelspec with absolute paths, and logos', () => {
    done('install');
    const folder = join(kernels(), 'optlab');
    const { argv, ...rest } = spec(folder);
    expect(argv).toEqual([
      process.execPath,
      '--no-force-async-hooks-checks',
      join(repository, 'kernel/dist/main/index.js'),
      '{connection_file}',
    ]);
    expect(rest).toMatchObject({
      display_name: 'TypeScript (optlab)',
      language: 'typescript',
      interrupt_mode: 'message',
      kernel_protocol_version: '5.5',
      metadata: { debugger: false },
    });
    expect(readdirSync(folder).sort()).toEqual([
      'kernel.json',
      'logo-32x32.png',
      'logo-64x64.png',
      'logo-svg.svg',
    ]);
  });

  test('draws the logos in the sizes that their names say', () => {
    done('install');
    for (const size of [32, 64]) {
      const png = readFileSync(join(kernels(), 'optlab', `logo-${size}x${size}.png`));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });

  test('takes the place, the name and the title that it is given', () => {
    done('install', '--prefix', 'here', '--name', 'TypeScript-2', '--display-name', 'Mein "Kernel" ✓');
    expect(spec(join(kernels('here'), 'typescript-2')).display_name).toBe('Mein "Kernel" ✓');
  });

  test('reads a tilde that the shell has left', () => {
    done('install', '--prefix=~/there');
    expect(readdirSync(kernels('there'))).toEqual(['optlab']);
  });

  test('goes into the Python environment that is active', () => {
    const environment = join(home, 'environment');
    mkdirSync(environment);
    env.VIRTUAL_ENV = environment;
    done('install', '--sys-prefix');
    expect(readdirSync(kernels('environment'))).toEqual(['optlab']);
  });

  test('replaces its own kernelspec, and leaves what the user has added', () => {
    done('install');
    writeFileSync(join(kernels(), 'optlab/notes.txt'), 'mine');
    done('install', '--display-name', 'Another');
    expect(spec(join(kernels(), 'optlab')).display_name).toBe('Another');
    expect(readFileSync(join(kernels(), 'optlab/notes.txt'), 'utf8')).toBe('mine');
  });

  test('replaces its own kernelspec under the spelling that is there', () => {
    done('install', '--name', 'other');
    const spelt = join(kernels(), 'OptLab');
    mkdirSync(spelt);
    writeFileSync(join(spelt, 'kernel.json'), readFileSync(join(kernels(), 'other/kernel.json')));
    done('install', '--display-name', 'Another');
    expect(readdirSync(kernels()).sort()).toEqual(['OptLab', 'other']);
    expect(spec(spelt).display_name).toBe('Another');
  });

  test.each([
    ['a kernelspec of another program', foreign],
    ['a broken kernelspec', (folder: string) => put(join(folder, 'kernel.json'), '{')],
    ['a kernelspec that is null', (folder: string) => put(join(folder, 'kernel.json'), 'null')],
    ['a folder with other files', (folder: string) => put(join(folder, 'thesis.txt'), '')],
    ['a file', (folder: string) => put(folder, '')],
  ])('leaves %s as it is, unless it is forced', (_, make) => {
    const folder = join(kernels(), 'optlab');
    make(folder);
    const before = lstatSync(folder).isDirectory() ? readdirSync(folder) : 'file';
    const refused = command('install');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${folder} is there already and does not belong to optlab-kernel.`);
    expect(lstatSync(folder).isDirectory() ? readdirSync(folder) : 'file').toEqual(before);
    done('install', '--force');
    expect(readdirSync(folder).sort()).toEqual([
      'kernel.json',
      'logo-32x32.png',
      'logo-64x64.png',
      'logo-svg.svg',
    ]);
  });

  test('by force replaces a link, and not what it leads to', () => {
    foreign(join(home, 'elsewhere'));
    mkdirSync(kernels(), { recursive: true });
    symlinkSync(join(home, 'elsewhere'), join(kernels(), 'optlab'));
    done('install', '--force');
    expect(spec(join(home, 'elsewhere')).language).toBe('R');
    expect(spec(join(kernels(), 'optlab')).language).toBe('typescript');
  });

  test('says where a file is in the way', () => {
    writeFileSync(join(home, 'file'), '');
    const ended = command('install', '--prefix', 'file');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/file\/share\/jupyter\/kernels\/optlab cannot be made: a file lies where/);
  });

  test('says that Jupyter finds another kernel of that name first', () => {
    foreign(join(kernels('first'), 'optlab'));
    env.JUPYTER_PATH = join(home, 'first/share/jupyter');
    const { code, stderr } = command('install');
    expect(code).toBe(0);
    expect(stderr).toContain(`is hidden by ${join(kernels('first'), 'optlab')}`);
  });
});

describe('the version of Node', () => {
  test.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['100.0.0', true],
    ['20.18.3', false],
    ['20.9.9', false],
    ['18.20.4', false],
  ])('%s: %s', (version, isNewEnough) => {
    expect(isAtLeast(version, '20.19')).toBe(isNewEnough);
  });
});

describe('uninstall', () => {
  test('removes what install has written, and nothing else', () => {
    done('install');
    foreign(join(kernels(), 'ir'));
    done('uninstall');
    expect(readdirSync(kernels())).toEqual(['ir']);
  });

  test('leaves the kernels of other programs', () => {
    foreign(join(kernels(), 'optlab'));
    expect(command('uninstall')).toMatchObject({ code: 1, stderr: expect.stringContaining('so it stays') });
    expect(existsSync(join(kernels(), 'optlab/kernel.json'))).toBe(true);
  });

  test('says where the kernel is when it is elsewhere', () => {
    done('install', '--name', 'ts');
    const { code, stderr } = command('uninstall', '--prefix', 'nowhere');
    expect(code).toBe(1);
    expect(stderr).toContain(`There is no kernel optlab in ${join(home, 'nowhere/share/jupyter')}.`);
    expect(stderr).toContain(`ts in ${join(kernels(), 'ts')}`);
  });
});

describe('list', () => {
  test('shows the kernels of this package, and which of them cannot start', () => {
    expect(done('list')).toContain('is not installed');
    done('install');
    done('install', '--name', 'old');
    foreign(join(kernels(), 'ir'));
    const broken = join(kernels(), 'old/kernel.json');
    writeFileSync(broken, readFileSync(broken, 'utf8').replace(process.execPath, '/gone/node'));
    const lines = done('list').trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^old .*\(does not start, since \/gone\/node is gone: install it again\)$/),
      `optlab  TypeScript (optlab)  ${join(kernels(), 'optlab')}`,
    ]);
  });
});

describe('the command line', () => {
  test.each([
    [[], 'A command is missing: install, uninstall, list.'],
    [['instal'], "There is no command 'instal'"],
    [['install', '--usr'], "install has no option '--usr', only: --user, "],
    [['install', '-u'], "install has no option '-u'"],
    [['uninstall', '--force'], "uninstall has no option '--force'"],
    [['list', '--user'], "list has no option '--user'"],
    [['install', 'optlab'], "'optlab' is one word too many"],
    [['install', '--user', '--sys-prefix'], '--user and --sys-prefix exclude each other'],
    [['install', '--user', '--prefix', 'x'], '--user and --prefix exclude each other'],
    [['install', '--prefix'], '--prefix needs a value'],
    [['install', '--prefix='], '--prefix needs a value'],
    [['install', '--prefix', '--user'], '--prefix needs a value'],
    [['install', '--user=yes'], '--user is a switch'],
    [['install', '--name', 'a b'], "'a b' cannot be a kernel's name"],
    [['install', '--name', '../x'], "'../x' cannot be a kernel's name"],
    [['install', '--name', '..'], "'..' cannot be a kernel's name"],
    [['install', '--name', 'köln'], "'köln' cannot be a kernel's name"],
    [['install', '--display-name', ' '], '--display-name is empty'],
  ])('%j is refused', (args, message) => {
    const ended = command(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(readdirSync(home)).toEqual([]);
  });

  test('help and version are told', () => {
    expect(done('--help')).toContain('optlab-kernel install [--user | --sys-prefix | --prefix DIR]');
    expect(done('install', '--help')).toBe(done('help'));
    expect(done('--version').trim()).toBe(
      JSON.parse(readFileSync(join(repository, 'kernel/package.json'), 'utf8')).version,
    );
  });
});

needs('venv')('Jupyter itself', () => {
  const jupyter = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(venvPython(), ['-m', 'jupyter', ...args], {
      cwd: home,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };

  test('lists a kernel that was installed, and no more once it is uninstalled', () => {
    const seen = () => JSON.parse(jupyter('kernelspec', 'list', '--json')).kernelspecs['test-kernel'];
    done('install', '--name', 'test-kernel');
    expect(seen()).toMatchObject({
      resource_dir: join(kernels(), 'test-kernel'),
      spec: { argv: expect.arrayContaining([process.execPath]), interrupt_mode: 'message' },
    });
    done('uninstall', '--name', 'test-kernel');
    expect(seen()).toBeUndefined();
  });

  test.each([
    ['--user', {}],
    ['--user', { XDG_DATA_HOME: 'xdg' }],
    ['--user', { JUPYTER_DATA_DIR: 'data' }],
    ['--prefix=there', {}],
  ])('installs into the same folder by %s with %j', (option, folders) => {
    for (const [name, folder] of Object.entries(folders)) env[name] = join(home, folder);
    const [ours] = /(?<= in ).*(?=\.$)/m.exec(done('install', '--name', 'same', option)) as RegExpExecArray;
    rmSync(ours, { recursive: true });
    foreign(join(home, 'source'));
    jupyter('kernelspec', 'install', join(home, 'source'), '--name=same', option);
    expect(spec(ours).language).toBe('R');
  });

  test('installs into the same Python environment by --sys-prefix', () => {
    env.PATH = `${dirname(venvPython())}:${env.PATH}`;
    const name = `optlab-test-${process.pid}`;
    try {
      const stdout = done('install', '--sys-prefix', '--name', name);
      const { resource_dir } = JSON.parse(jupyter('kernelspec', 'list', '--json')).kernelspecs[name];
      expect(stdout).toContain(`in ${resource_dir}.`);
    } finally {
      done('uninstall', '--sys-prefix', '--name', name);
    }
  });
});
