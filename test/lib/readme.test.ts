import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { transformSync } from '@swc/core';
import * as optlab from 'optlab';

const programsIn = (page: string) => {
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
};

/** What a program prints, and what its comments behind `console.log` say that it prints. */
async function printed(program: string): Promise<{ lines: string[]; said: string[] }> {
  const said = [...program.matchAll(/^console\.log\(.*\);\n((?:\/\/ .*\n)+)/gm)].flatMap(([, lines]) =>
    lines
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(3)),
  );
  const { code } = transformSync(
    `export async function run() {\n${program.replace(/^import .*$/gm, '')}\n}`,
    {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    },
  );
  const exports: { run?: () => Promise<void> } = {};
  const log = jest.spyOn(console, 'log').mockImplementation();
  try {
    const scope = { exports, tf: await import('@tensorflow/tfjs'), ...optlab };
    new Function(...Object.keys(scope), code)(...Object.values(scope));
    await exports.run?.();
    return { lines: log.mock.calls.flatMap((args) => format(...args).split('\n')), said };
  } finally {
    log.mockRestore();
  }
}

test.each(['lib/README.md', 'docs/derivations.md'])(
  'every program of %s runs and prints what it says',
  async (page) => {
    const programs = programsIn(page);
    expect(programs.length).toBeGreaterThan(1);
    let count = 0;
    for (const program of programs) {
      const { lines, said } = await printed(program);
      // Another may tell of the machine that it runs on.
      if (said.length > 0) expect(lines).toEqual(said);
      count += said.length;
    }
    expect(count).toBeGreaterThan(0);
  },
);

test('a program that prints something else would be found out', async () => {
  const { lines, said } = await printed('console.log(1 + 1);\n// 3\n');
  expect([lines, said]).toEqual([['2'], ['3']]);
});
