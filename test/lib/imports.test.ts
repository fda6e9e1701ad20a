import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const source = resolve(__dirname, '../../lib/src');

/** What each folder builds on; no arrow may point back. */
const base = ['errors', 'random', 'linalg', 'formula', 'backend', 'show'];
const allowed: Record<string, readonly string[]> = {
  errors: [],
  random: ['errors'],
  linalg: ['errors'],
  show: ['errors'],
  formula: ['errors'],
  backend: ['errors', 'show'],
  optim: base,
  minimize: [...base, 'optim'],
  derive: base,
  data: base,
  train: [...base, 'optim', 'minimize', 'derive', 'data'],
  plot: [...base, 'optim', 'minimize', 'derive', 'data', 'train'],
};

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });

const importsOf = (file: string): string[] => {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier]) => specifier);
};

/** The file that an extensionless relative import means. */
const target = (file: string, specifier: string): string => {
  const path = resolve(dirname(file), specifier);
  return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts');
};

const folderOf = (file: string): string => relative(source, file).split(sep)[0];
const inFolders = files(source).filter((file) => dirname(file) !== source);

test('every folder of the library has its place in the order', () => {
  const folders = [...new Set(inFolders.map(folderOf))];
  expect(Object.keys(allowed)).toEqual(expect.arrayContaining(folders));
});

test.each(Object.entries(allowed))('%s imports from none but %j', (folder, below) => {
  const astray = inFolders
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => folderOf(target(file, specifier)))
        .filter((other) => other !== folder && !below.includes(other))
        .map((other) => `${relative(source, file)} imports from ${other}`),
    );
  expect(astray).toEqual([]);
});

test('nothing in the library imports the kernel, and nothing in the kernel the library', () => {
  const kernel = resolve(__dirname, '../../kernel/src');
  expect(
    files(source)
      .flatMap(importsOf)
      .filter((specifier) => /kernel/.test(specifier)),
  ).toEqual([]);
  const astray = (existsSync(kernel) ? files(kernel) : []).flatMap(importsOf);
  expect(astray.filter((specifier) => /^optlab$|\blib\//.test(specifier))).toEqual([]);
});

test('every name that the library exports comes from one folder alone', () => {
  const folders = Object.keys(allowed).filter((folder) => existsSync(join(source, folder, 'index.ts')));
  const owners = new Map<string, string[]>();
  for (const folder of folders) {
    const text = readFileSync(join(source, folder, 'index.ts'), 'utf8');
    for (const [, names] of text.matchAll(/export (?:type )?\{([^}]*)\}/g)) {
      for (const name of names.split(',').map((part) => part.trim().replace(/^type |^.* as /, ''))) {
        if (name) owners.set(name, [...(owners.get(name) ?? []), folder]);
      }
    }
  }
  expect([...owners].filter(([, where]) => where.length > 1)).toEqual([]);
});
