import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5';
import { repository } from './support/client';
import { useKernel } from './support/notebook';

const kernel = useKernel();

/** Programs, each below a line with its title. */
const programs = readFileSync(join(repository, 'test/kernel/programs/language.txt'), 'utf8')
  .split(/^=== (.*)\n/m)
  .slice(1)
  .flatMap((title, index, all) => (index % 2 === 0 ? [[title, all[index + 1]] as const] : []));

/** What plain Node prints for the program, translated by TypeScript as one file. */
function printed(program: string): string {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module'], {
    input: `${outputText}\nexport {};`,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** What the kernel prints for the program as these cells. */
async function printedByCells(cells: string[]): Promise<string> {
  let all = '';
  for (const code of cells) {
    const { stdout, stderr, error } = await kernel.client.execute(code);
    expect({ code, stderr, error }).toEqual({ code, stderr: '', error: undefined });
    all += stdout;
  }
  return all;
}

/** One cell for each statement. */
function statements(program: string): string[] {
  const file = ts.createSourceFile('program.ts', program, ts.ScriptTarget.ESNext);
  return file.statements.map((each) => program.slice(each.getFullStart(), each.end));
}

test.each(programs)('prints what one file prints: %s', async (title, program) => {
  const expected = printed(program);
  expect(await printedByCells([program])).toBe(expected);
  expect(await printedByCells([program.replaceAll('\n', '\r\n')])).toBe(expected);
  if (!title.endsWith('[one cell]')) expect(await printedByCells(statements(program))).toBe(expected);
});
