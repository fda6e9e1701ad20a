import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNotebook, useKernel } from '../support/notebook';

const folder = mkdtempSync(join(tmpdir(), 'optlab-widgets-'));
writeFileSync(
  join(folder, 'rate.ts'),
  `import { FloatLogSlider, link } from 'optlab-kernel/widgets';
import { openComm } from 'optlab-kernel/comm';
export const rate = (): FloatLogSlider => new FloatLogSlider({ value: 0.1, min: -4, max: 0, description: 'rate' });
export const opened = typeof openComm;
export { link };`,
);
writeFileSync(
  join(folder, 'wrong.ts'),
  `import { IntSlider } from 'optlab-kernel/widgets';
export const wrong = new IntSlider({ value: 'seven' });`,
);
afterAll(() => rmSync(folder, { recursive: true }));

const kernel = useKernel({ cwd: folder });

test('a file beside the notebook imports the widgets and comms of the kernel, with their types', () =>
  runNotebook(kernel.client, [
    [`import { rate, opened, link } from './rate'`],
    ['const slider = rate(); const value: number = slider.value; value', { result: '0.1' }],
    ['opened', { result: "'function'" }],
    ['slider.value = "fast"', { error: /TS2322/ }],
  ]));

test('a file and a cell share the classes, so that their widgets work together', () =>
  runNotebook(kernel.client, [
    [`import { FloatLogSlider } from 'optlab-kernel/widgets'`],
    ['slider instanceof FloatLogSlider', { result: 'true' }],
    [
      'const twin = new FloatLogSlider({ value: 1, min: -4, max: 0 }); link(slider, twin)',
      { result: '[Function: unlink]' },
    ],
    ['slider.value = 0.01; twin.value', { result: '0.01' }],
  ]));

test('a bad value is refused without a trace from the inside of the kernel', () =>
  runNotebook(kernel.client, [
    [
      'new FloatLogSlider({ value: -1 })',
      {
        error:
          /^RangeError: FloatLogSlider: value is -1, but must be between 1 and 10000\.\n {4}at In\[\d+\]:1:1\n/,
      },
    ],
  ]));

test('a mistake of the file is found before it runs', () =>
  runNotebook(kernel.client, [
    [`import { wrong } from './wrong'`, { error: /wrong\.ts.*TS2322|TS2322.*wrong\.ts/s }],
  ]));
