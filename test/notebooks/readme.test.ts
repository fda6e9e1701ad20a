import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeCell, execute, outputsOf, readNotebook, root } from '../support/notebook';
import { needs } from '../support/prerequisite';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);

needs('venv', 'kernelspec')('the README', () => {
  test('its TypeScript runs, type-checked, in a notebook', async () => {
    expect(examples.length).toBeGreaterThan(0);
    const { metadata, nbformat, nbformat_minor } = readNotebook('notebooks/1.2-gradient-descent.ipynb');
    const cells = examples.map((code, index) => codeCell(`example-${index}`, code));
    const executed = await execute({ cells, metadata, nbformat, nbformat_minor }, root);
    const outputs = outputsOf(executed);
    expect(outputs.filter(({ output_type, name }) => output_type === 'error' || name === 'stderr')).toEqual(
      [],
    );
    expect(outputs.some(({ data }) => data && 'text/latex' in data)).toBe(true);
  }, 120_000);
});
