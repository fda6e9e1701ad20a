// Lets Node require the benchmarks' TypeScript. As a program, `node typescript.cjs MODULE.ts ...`, it awaits the module's
// `run(...)`: so a benchmark goes on in a process of its own, on cores of its own.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { transformSync } = require('@swc/core');

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};

if (require.main === module) {
  const [file, ...words] = process.argv.slice(2);
  require(resolve(file)).run(...words);
}
