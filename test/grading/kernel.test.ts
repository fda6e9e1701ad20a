import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { needs, venvPython } from '../support/prerequisite';
import {
  learnerNotebook,
  type NotebookJson,
  readLearnerNotebook,
  referenceSolutions,
  root,
  withAnswers,
} from './support';

interface Output {
  output_type: string;
  name?: string;
  text?: string;
}

/** What the code cells of a notebook put out in a fresh kernel, by cell id. */
function run(notebook: NotebookJson): Record<string, Output[]> {
  const { stdout, stderr } = spawnSync(
    venvPython(),
    [join(root, 'test/support/execute-notebook.py'), dirname(learnerNotebook)],
    { input: JSON.stringify(notebook), encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (!stdout) throw new Error(stderr);
  const { cells }: NotebookJson = JSON.parse(stdout);
  return Object.fromEntries(cells.map(({ id, outputs }) => [id, (outputs ?? []) as Output[]]));
}

const printed = (outputs: Output[]) => outputs.map(({ text }) => text).join('');

needs('venv', 'kernelspec')('the exercise notebook in the kernel', () => {
  test('runs unanswered without an error, and each self-check says that it waits', () => {
    const outputs = run(readLearnerNotebook());
    const kinds = Object.values(outputs).flatMap((cell) =>
      cell.map(({ output_type, name }) => `${output_type} ${name}`),
    );
    expect(new Set(kinds)).toEqual(new Set(['stream stdout']));
    for (const id of ['ridge-check', 'descend-check', 'plan-check', 'safe-check']) {
      expect(printed(outputs[id])).toBe('Not there yet: No answer given\n');
    }
  }, 60_000);

  test('confirms the reference answers by its self-checks', () => {
    const outputs = run(withAnswers(referenceSolutions()));
    for (const cell of Object.values(outputs)) for (const { name } of cell) expect(name).toBe('stdout');
    const slopes = [...printed(outputs['ridge-check']).matchAll(/your slope (\S+), measured slope (\S+)/g)];
    expect(slopes).toHaveLength(3);
    for (const [, own, measured] of slopes) expect(own).toBe(measured);
    expect(printed(outputs['descend-check'])).toContain('from [4, 2]: [4, 2] [1.5, 0] ');
    const [, planned] = /, (\d+) steps\n/.exec(printed(outputs['plan-check'])) ?? [];
    expect(printed(outputs['plan-check'])).toContain(
      `measured at your eta from one bad start: ${planned} steps`,
    );
    expect(printed(outputs['safe-check']).match(/and rises 0 times/g)).toHaveLength(3);
  }, 60_000);
});
