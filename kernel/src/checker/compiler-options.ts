import { dirname, join } from 'node:path';
import ts from 'typescript-5';

/** How cells and the user's own files are checked. */
export function compilerOptions(folder: string): ts.CompilerOptions {
  return {
    strict: true,
    useUnknownInCatchVariables: false,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: [
      'lib.es2023.d.ts',
      'lib.esnext.disposable.d.ts',
      'lib.esnext.decorators.d.ts',
      'lib.decorators.d.ts',
    ],
    libReplacement: false,
    types: ['node'],
    paths: ownModules,
    typeRoots: typeRoots(folder),
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

/** What the kernel offers for import, wherever the notebook lies. */
const ownModules = Object.fromEntries(
  ['comm', 'widgets'].map((name) => [
    `optlab-kernel/${name}`,
    [join(dirname(__dirname), name, 'index.d.ts')],
  ]),
);

/** `@types` folders from the notebook upward, then the kernel's own. */
function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, 'node_modules', '@types'));
    if (dirname(at) === at) break;
  }
  roots.push(dirname(dirname(require.resolve('@types/node/package.json'))));
  return roots;
}
