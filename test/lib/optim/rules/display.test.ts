import katex from 'katex';
import { displaySymbol } from 'optlab';
import { optimizers } from './optimizers';

/** Names that are words in mathematics too. */
const words = new Set(['decay', 'down', 'up', 'next']);

test.each(optimizers)('%s shows its mathematics in symbols', (_, make) => {
  const latex = make({})[displaySymbol]()['text/latex'] as string;
  const [, mathematics] = /^\$\$([\s\S]+)\$\$$/.exec(latex) as RegExpExecArray;
  const html = katex.renderToString(mathematics, { displayMode: true, strict: 'error', throwOnError: true });
  expect(html).toContain('katex');
  const upright = [...mathematics.matchAll(/\\mathrm\{(\w+)\}/g)].map(([, name]) => name);
  expect(upright.filter((name) => !words.has(name))).toEqual([]);
  // One line each for the title, the formula's lines and the source.
  expect(mathematics.match(/ \\\\\n/g)).toHaveLength(make({}).formula.lines.length + 1);
});
