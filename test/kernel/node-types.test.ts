import { builtinModules } from 'node:module';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();

/** `@types/node` has none for these. */
const untyped = new Set(['sys']);
const modules = builtinModules.filter((name) => !name.startsWith('_') && !untyped.has(name));

test.each(modules)('%s has its types when it is imported', async (name) => {
  const variable = name.replace(/\W/g, '_');
  const { error } = await kernel.client.execute(
    `import type * as ${variable}_types from 'node:${name}'; import ${variable}_ from '${name}';
let ${variable}_missing: typeof ${variable}_types = 'text';`,
  );
  expect(error).toMatch(/^In\[\d+\]:2:5 - error TS2322: Type 'string' is not assignable/);
});

test('getBuiltinModule knows every module', async () => {
  await runNotebook(kernel.client, [
    [
      "const cores: string = process.getBuiltinModule('wasi')",
      { error: /TS2322.*is not assignable to type 'string'/ },
    ],
  ]);
});

test('a module that is named only in a type has its types', async () => {
  await runNotebook(kernel.client, [
    ["let script: import('node:test').TestContext = 1", { error: /TS2322: Type 'number' is not assignable/ }],
  ]);
});
